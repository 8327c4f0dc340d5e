/** What was fetched of a partition, as the broker has it: batches in Kafka's own format (version 2), one after another. */

/** A batch, by where it lies in what was fetched, and what its head says. */
export interface Block {
  readonly end: number;
  /** Where its records begin, which may be compressed. */
  readonly records: number;
  readonly base: number;
  /** Offset of its last record, which compaction may have taken. */
  readonly last: number;
  readonly codec: number;
  readonly isTransactional: boolean;
  /** It holds a marker that ends a transaction, and no records. */
  readonly isControl: boolean;
  /** The time of all its records, where the broker stamped them; else null. */
  readonly appendTime: number | null;
  readonly baseTime: number;
  readonly producer: number;
  readonly count: number;
}

/** A transaction that was aborted: records of this producer from an offset on, up to a marker. */
export interface Aborted {
  readonly producer: number;
  readonly first: number;
}

const HEAD = 61;
const MAGIC_AT = 16;
const MAGIC = 2;
const [CODEC, APPEND_TIME, TRANSACTIONAL, CONTROL] = [7, 8, 16, 32];

/** Whether batches are of the one format that is read here. */
export const isKnown = (bytes: Buffer): boolean => bytes.length <= MAGIC_AT || bytes[MAGIC_AT] === MAGIC;

const int64 = (bytes: Buffer, at: number): number => bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);

/** All that are whole: brokers cut the last one where it pleases them. */
export function* blocksOf(bytes: Buffer): Generator<Block> {
  for (let at = 0; at + HEAD <= bytes.length && bytes[at + MAGIC_AT] === MAGIC; ) {
    const end = at + 12 + bytes.readInt32BE(at + 8);
    if (end < at + HEAD || end > bytes.length) return;
    const base = int64(bytes, at);
    const attributes = bytes.readInt16BE(at + 21);
    yield {
      end,
      records: at + HEAD,
      base,
      last: base + bytes.readInt32BE(at + 23),
      codec: attributes & CODEC,
      isTransactional: (attributes & TRANSACTIONAL) !== 0,
      isControl: (attributes & CONTROL) !== 0,
      appendTime: (attributes & APPEND_TIME) === 0 ? null : int64(bytes, at + 35),
      baseTime: int64(bytes, at + 27),
      producer: int64(bytes, at + 43),
      count: bytes.readInt32BE(at + 57),
    };
    at = end;
  }
}

/** Stands where the client expects messages: for what there is from an offset on, and for its end. */
export class Fetched {
  /** Of the first and the last record, as far as heads tell; the client goes on behind the last. */
  readonly offset: string;
  readonly isControlRecord = false;
  readonly bytes: Buffer;
  /** What was asked for: a batch may hold some before it. */
  readonly from: number;
  readonly aborted: readonly Aborted[];

  constructor(offset: number, bytes: Buffer, from: number, aborted: readonly Aborted[]) {
    this.offset = String(offset);
    this.bytes = bytes;
    this.from = from;
    this.aborted = aborted;
  }
}

/** None where nothing came. */
export function standsFor(bytes: Buffer, from: number, aborted: readonly Aborted[]): Fetched[] {
  let [first, last] = [-1, -1];
  for (const block of blocksOf(bytes)) {
    if (block.last < from) continue;
    if (first < 0) first = Math.max(from, block.base);
    last = block.last;
  }
  if (first < 0) return [];
  return [new Fetched(first, bytes, from, aborted), new Fetched(last, bytes, from, aborted)];
}
