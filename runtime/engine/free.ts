/** Who may handle events before the store can be asked: who needs nothing of it, as nobody does who reads the same topics. */
import type { Reader } from "./readers.ts";

export class Free {
  readonly #all: readonly Reader[];
  readonly #bound: Set<Reader>;
  #free: readonly Reader[] = [];

  constructor(all: readonly Reader[]) {
    this.#all = all;
    this.#bound = new Set(all.filter(needsStore));
    this.#look();
  }

  get all(): readonly Reader[] {
    return this.#free;
  }

  /** All the others. */
  get rest(): readonly Reader[] {
    return this.#all.filter((reader) => !this.#free.includes(reader));
  }

  /** It does need it. */
  bind(reader: Reader): void {
    this.#bound.add(reader);
    this.#look();
  }

  #look(): void {
    const taken = new Set([...this.#bound].flatMap(({ topics }) => topics));
    this.#free = this.#all.filter(
      (reader) => !this.#bound.has(reader) && !reader.topics.some((topic) => taken.has(topic)),
    );
  }
}

/** Rows that others read are written before they do. */
function needsStore({ handler, source }: Reader): boolean {
  if (source !== null) return source.definition.unique !== null;
  if (handler === null || handler.waits) return true;
  return [...handler.stores.values()].some(({ plan, use }) => use !== "fold" || plan.isRead);
}
