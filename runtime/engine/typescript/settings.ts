/** How handlers in TypeScript are run. */
export interface HandlerSettings {
  /** How often an event is tried before it is dead. */
  readonly tries: number;
  /** The pause before the second try, in ms; each later one is twice as long. */
  readonly backoff: number;
  /** How many events of different keys a handler works on at once. */
  readonly concurrency: number;
}

export const DEFAULT_SETTINGS: HandlerSettings = { tries: 5, backoff: 100, concurrency: 16 };
