/**
 * What was fetched of a partition in pieces, each of which is made batches of when someone takes it: until then it is as
 * large as it was fetched, however well it is compressed. Markers of transactions, and records of those that were aborted,
 * are left out.
 */
import type { RecordBatch } from "../batch.ts";
import { decompress } from "./codecs/decompress.ts";
import { type Bare, BYTES, type Decoder, RECORDS } from "./decode.ts";
import { type Aborted, type Block, blocksOf, type Fetched } from "./fetched.ts";

/** Consecutive records that nobody has taken yet. */
export interface Piece {
  /** Offset after the last one. */
  readonly next: number;
  /** Bytes that it takes until it is opened. */
  readonly size: number;
  /** In order; throws where they are damaged. */
  open(): Promise<readonly RecordBatch[]>;
}

/** Of a batch that there is already. */
export const pieceOf = (batch: RecordBatch): Piece => ({
  next: batch.next,
  size: batch.bytes.length,
  open: async () => [batch],
});

/** In order, from the offset on that was asked for. Small blocks go together, so that their batches are not small. */
export function piecesOf({ bytes: shared, from, aborted }: Fetched, decoder: Decoder): readonly Piece[] {
  // An answer holds many partitions, and would last as long as the one that is taken last.
  const bytes = Buffer.allocUnsafeSlow(shared.length);
  shared.copy(bytes);
  const transactions = new Transactions(aborted);
  const pieces: Piece[] = [];
  let blocks: Block[] = [];
  let [count, size, at] = [0, 0, 0];
  const close = (): void => {
    const last = blocks.at(-1);
    if (last === undefined) return;
    const own = blocks;
    const open = async () => decoder.batchesOf(await Promise.all(own.map((block) => bareOf(block, bytes))), from);
    pieces.push({ next: last.last + 1, size, open });
    blocks = [];
    [count, size] = [0, 0];
  };
  for (const block of blocksOf(bytes)) {
    const length = block.end - at;
    at = block.end;
    if (!transactions.admit(block) || block.last < from) continue;
    blocks.push(block);
    count += block.count;
    size += length;
    if (count >= RECORDS || size >= BYTES) close();
  }
  close();
  return pieces;
}

async function bareOf(block: Block, bytes: Buffer): Promise<Bare> {
  const { codec, records: start, end } = block;
  if (codec === 0) return { block, bytes, start, end };
  const all = await decompress(codec, bytes.subarray(start, end));
  return { block, bytes: all, start: 0, end: all.length };
}

/** Who is in the midst of a transaction that was aborted, one batch after another. */
class Transactions {
  readonly #coming: Aborted[];
  readonly #open = new Set<number>();

  constructor(aborted: readonly Aborted[]) {
    this.#coming = aborted.toSorted((a, b) => a.first - b.first);
  }

  /** False of markers, and of what was aborted. */
  admit({ last, isControl, isTransactional, producer }: Block): boolean {
    for (let [next] = this.#coming; next !== undefined && next.first <= last; [next] = this.#coming) {
      this.#open.add(next.producer);
      this.#coming.shift();
    }
    if (isControl) this.#open.delete(producer);
    return !isControl && !(isTransactional && this.#open.has(producer));
  }
}
