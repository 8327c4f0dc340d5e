/**
 * When the events were made and written that handlers were done with in one round, for those who measure. They are kept as
 * numbers: an object for each event would cost more than many a handler.
 */
export class Times {
  #count = 0;
  readonly #handlers: string[] = [];
  #at = new Float64Array(1024);
  #written = new Float64Array(1024);

  get count(): number {
    return this.#count;
  }

  /** `written` is when an event's record was; null: within this round. */
  add(handler: string, at: number, written: number | null): void {
    if (this.#count === this.#at.length) this.#grow();
    this.#handlers[this.#count] = handler;
    this.#at[this.#count] = at;
    this.#written[this.#count] = written ?? Number.NaN;
    this.#count++;
  }

  #grow(): void {
    const twice = (numbers: Float64Array): Float64Array<ArrayBuffer> => {
      const more = new Float64Array(2 * numbers.length);
      more.set(numbers);
      return more;
    };
    this.#at = twice(this.#at);
    this.#written = twice(this.#written);
  }

  handler(index: number): string {
    return this.#handlers[index] ?? "";
  }

  /** The event's own time. */
  at(index: number): number {
    return this.#at[index] ?? 0;
  }

  /** NaN: within this round. */
  written(index: number): number {
    return this.#written[index] ?? Number.NaN;
  }

  clear(): void {
    this.#count = 0;
  }
}
