import type { Plain } from "../codec/layout.ts";
import type { Slots } from "../store/port.ts";

/** Values by key. It is looked up part by part: to make one text of the parts, and look that up, takes more than twice as long. */
export class KeyMap<T> {
  /** By the last part of a key. */
  readonly #ends = new Map<Plain, T>();
  /** By all parts before it. */
  #further: Map<Plain, KeyMap<T>> | null = null;

  get(key: Slots, at = 0): T | undefined {
    const part = key[at] ?? null;
    return at >= key.length - 1 ? this.#ends.get(part) : this.#further?.get(part)?.get(key, at + 1);
  }

  set(key: Slots, value: T, at = 0): void {
    const part = key[at] ?? null;
    if (at >= key.length - 1) {
      this.#ends.set(part, value);
      return;
    }
    this.#further ??= new Map();
    let next = this.#further.get(part);
    if (next === undefined) {
      next = new KeyMap();
      this.#further.set(part, next);
    }
    next.set(key, value, at + 1);
  }

  clear(): void {
    this.#ends.clear();
    this.#further = null;
  }
}
