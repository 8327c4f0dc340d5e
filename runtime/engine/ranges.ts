/** A set of offsets as a short text, `3,7-9`: what is noted of the records of one partition. */

type Range = readonly [first: number, last: number];

export class Ranges {
  readonly #ranges: readonly Range[];

  private constructor(ranges: readonly Range[]) {
    this.#ranges = ranges;
  }

  static parse(text: string | null): Ranges {
    if (text === null || text === "") return new Ranges([]);
    return new Ranges(
      text.split(",").map((part): Range => {
        const [first = "", last = first] = part.split("-");
        return [Number(first), Number(last)];
      }),
    );
  }

  has(offset: number): boolean {
    return this.#ranges.some(([first, last]) => first <= offset && offset <= last);
  }

  /** How many there are from an offset on. */
  countFrom(start: number): number {
    return this.#ranges.reduce((sum, [first, last]) => sum + Math.max(0, last - Math.max(first, start) + 1), 0);
  }

  /** With these too, and without those before `start`. */
  with(offsets: Iterable<number>, start: number): Ranges {
    const all = [...this.#ranges, ...[...offsets].map((offset): Range => [offset, offset])]
      .filter(([, last]) => last >= start)
      .sort((a, b) => a[0] - b[0]);
    const joined: [number, number][] = [];
    for (const [first, last] of all) {
      const before = joined.at(-1);
      if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
      else joined.push([first, last]);
    }
    return new Ranges(joined);
  }

  toString(): string {
    return this.#ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(",");
  }
}
