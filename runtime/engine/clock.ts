/** Time as the engine sees it; tests bring a clock of their own. */
export interface Clock {
  /** Ms since 1970 UTC. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
