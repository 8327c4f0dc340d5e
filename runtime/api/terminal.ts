/** What a handler in TypeScript throws where trying again is in vain. */

/** The handled event is dead at once, with the message as its reason, and without another try. */
export class TerminalError extends Error {
  override readonly name = "TerminalError";
}
