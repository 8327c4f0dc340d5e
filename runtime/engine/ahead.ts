/** What is done while the database or the broker works for a round: what is to be read next is at hand then. */
import type { TopicPartition } from "../log/port.ts";
import { yieldTurn } from "../turn.ts";
import type { Decoded } from "./decode.ts";

/** So many bytes of records are decoded at most: what waits for long in memory is copied by its collector. */
const MAX_BYTES = 8 << 20;

/** From where a partition is read next, and where it ends as far as is known. */
export interface Stretch extends TopicPartition {
  readonly from: number;
  readonly end: number;
}

/** Gives the batch that holds the offset or is the next one after it, if it is at hand, and keeps it. */
type Decode = (place: TopicPartition, offset: number) => Promise<Pick<Decoded, "next" | "batch"> | undefined>;

/** What others do is done. */
export type IsOver = () => boolean;

export class Ahead {
  readonly #decode: Decode;
  #failure: { readonly error: unknown } | null = null;

  constructor(decode: Decode) {
    this.#decode = decode;
  }

  /** Waits for what others do, and does something meanwhile. What fails here is no failure of that: the next round is told. */
  async during<T>(work: Promise<T>, meanwhile: (isOver: IsOver) => Promise<void>): Promise<T> {
    let isOver = false;
    const doing = meanwhile(() => isOver).catch((error: unknown) => {
      this.#failure = { error };
    });
    try {
      return await work;
    } finally {
      isOver = true;
      await doing;
    }
  }

  /** Throws what has failed meanwhile, once. */
  check(): void {
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) throw failure.error;
  }

  /** Decodes a batch of each partition in turn. What others wait for comes between two of them. */
  async decode(stretches: readonly Stretch[], isOver: IsOver): Promise<void> {
    let bytes = 0;
    for (let left = [...stretches]; left.length > 0; ) {
      const rest: Stretch[] = [];
      for (const stretch of left) {
        await yieldTurn();
        if (isOver() || bytes > MAX_BYTES) return;
        const decoded = await this.#decode(stretch, stretch.from);
        if (decoded === undefined) continue;
        bytes += decoded.batch.bytes.length;
        if (decoded.next < stretch.end) rest.push({ ...stretch, from: decoded.next });
      }
      left = rest;
    }
  }
}
