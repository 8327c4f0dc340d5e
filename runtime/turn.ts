/** Lets timers, signals and answers of others have their turn. */
export const yieldTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
