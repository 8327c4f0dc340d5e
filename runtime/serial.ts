/** Work that is done one after another, in the order in which it was asked for; what fails keeps nothing after it back. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => {});
    return run;
  }

  /** Resolves when all that has been asked for so far is over. */
  async over(): Promise<void> {
    await this.#last;
  }
}
