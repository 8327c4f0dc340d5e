/** Feeds inputs to an engine, in order, in batches of bounded size. */
import { Readable } from "node:stream";
import type { Engine, SourceRecord } from "../../engine/engine.ts";
import { CallError, type Surroundings } from "../surroundings.ts";
import { type Input, streamOf } from "./inputs.ts";
import { type Line, linesOf } from "./lines.ts";
import { mergedRecord } from "./merged.ts";
import { Checked, NOTE, noteOf, type Place, START, skipping } from "./place.ts";

const BATCH_RECORDS = 40_000;
const BATCH_BYTES = 32 << 20;
/** What a log in memory may hold. */
const FORGET_BYTES = 64 << 20;
/** From so many cuts on, each of which a disk makes slow, they are made less often: after a tenth of those beyond it. */
const EXACT_CUTS = 500;
const MOST_BETWEEN_CUTS = 200;

export interface Feeding {
  readonly engine: Engine;
  readonly inputs: readonly Input[];
  readonly sources: ReadonlySet<string>;
  readonly surroundings: Surroundings;
  readonly stop: AbortSignal;
  /** Where a run before this one was interrupted. */
  readonly from: Place;
  /** Whether the state outlives the run: then it is noted how far it is. */
  readonly isKept: boolean;
  /** Makes room in a log that is in memory. */
  readonly forgetHandled: () => Promise<void>;
  /** Is told now and then how far it is. */
  readonly onProgress: (fed: Fed) => void;
}

export interface Fed {
  /** Index of the input in hand, and how many of its bytes have been fed. */
  readonly input: number;
  readonly bytes: number;
  /** Of all inputs. */
  readonly records: number;
}

/** Feeds all inputs, or until it is told to stop. */
export async function feed(feeding: Feeding): Promise<void> {
  const { inputs, from, stop } = feeding;
  const batch = new Batch(feeding);
  for (const [index, input] of inputs.entries()) {
    if (index < from.input || stop.aborted) continue;
    await feedInput(feeding, batch, input, index === from.input ? from : { ...START, input: index });
  }
}

async function feedInput(feeding: Feeding, batch: Batch, input: Input, from: Place): Promise<void> {
  const { surroundings, stop } = feeding;
  const checked = new Checked(from);
  const stream = until(stop, streamOf(input, surroundings));
  const rest = from.bytes === 0 ? stream : skipping(stream, from, () => changed(input));
  batch.begin(checked, from);
  for await (const lines of linesOf(feeding.isKept ? checked.of(rest) : rest, from)) {
    // The last line may be cut off then.
    if (stop.aborted) return;
    if (input.source !== null) await batch.addLines(input.source, lines);
    else if (!(await addMerged(feeding, batch, input, lines))) return;
  }
  await batch.flush();
}

/** Adds lines that name their sources; false where it has been told to stop. */
async function addMerged(
  { sources, stop }: Feeding,
  batch: Batch,
  { label }: Input,
  lines: readonly Line[],
): Promise<boolean> {
  for (const line of lines) {
    if (stop.aborted) return false;
    const record = mergedRecord(line.bytes, sources);
    if (typeof record === "string") {
      await batch.flush();
      throw new CallError(`${label}:${line.number} ${record}. What stands before it has been fed.`);
    }
    await batch.add(record, line);
  }
  return true;
}

/** Ends when it is told to stop, also where the stream has nothing to give for long. */
async function* until(stop: AbortSignal, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const close = (): void => {
    if (stream instanceof Readable) stream.destroy();
  };
  stop.addEventListener("abort", close);
  try {
    yield* stream;
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    stop.removeEventListener("abort", close);
  }
}

const changed = ({ label }: Input): Error =>
  new CallError(
    `${label} does not begin with what an interrupted run has fed of it. Nothing was fed; start again to feed it from its beginning.`,
  );

/** Records that are fed together. Where another source follows, all before it is handled first: it finds what came before. */
class Batch {
  readonly #feeding: Feeding;
  #checked = new Checked(START);
  #place = START;
  #parts: Iterable<SourceRecord>[] = [];
  #count = 0;
  #size = 0;
  #source: string | null = null;
  /** How often the source has changed, and records since. */
  #cuts = 0;
  #sinceCut = 0;
  #inMemory = 0;
  #fed = 0;

  constructor(feeding: Feeding) {
    this.#feeding = feeding;
  }

  /** Goes on with another input; what came before it has been flushed. */
  begin(checked: Checked, place: Place): void {
    this.#checked = checked;
    this.#place = place;
  }

  async add(record: SourceRecord, line: Line): Promise<void> {
    if (record.source !== this.#source) await this.#cut(record.source);
    this.#parts.push([record]);
    await this.#added(1, record.value.length, line);
  }

  /** Lines that are records of the input's source. */
  async addLines(source: string, lines: readonly Line[]): Promise<void> {
    if (source !== this.#source) await this.#cut(source);
    this.#parts.push(recordsOf(source, lines));
    const last = lines.at(-1);
    const size = lines.reduce((sum, { length }) => sum + length, 0);
    if (last !== undefined) await this.#added(lines.length, size, last);
  }

  async #added(count: number, size: number, { end, number }: Line): Promise<void> {
    this.#count += count;
    this.#sinceCut += count;
    this.#size += size;
    this.#place = { ...this.#place, bytes: end, line: number };
    if (this.#count >= BATCH_RECORDS || this.#size >= BATCH_BYTES) await this.flush();
  }

  async #cut(source: string): Promise<void> {
    const isFirst = this.#source === null;
    this.#source = source;
    const least = this.#feeding.isKept ? Math.min(MOST_BETWEEN_CUTS, (this.#cuts - EXACT_CUTS) / 10) : 0;
    if (isFirst || this.#sinceCut < least) return;
    await this.flush();
    await this.#feeding.engine.runUntilQuiet();
    this.#cuts++;
    this.#sinceCut = 0;
  }

  async flush(): Promise<void> {
    if (this.#count === 0) return;
    const records = flattened(this.#parts);
    const { engine, inputs, isKept, forgetHandled } = this.#feeding;
    if (isKept) {
      const check = this.#checked.until(this.#place.bytes);
      await engine.append(records, { name: NOTE, text: noteOf(inputs, { ...this.#place, check }) });
    } else {
      await engine.append(records);
      this.#inMemory += this.#size;
      if (this.#inMemory > FORGET_BYTES) {
        await forgetHandled();
        this.#inMemory = 0;
      }
    }
    this.#fed += this.#count;
    this.#parts = [];
    this.#count = 0;
    this.#size = 0;
    this.#feeding.onProgress({ input: this.#place.input, bytes: this.#place.bytes, records: this.#fed });
  }
}

/** They are made when they are fed: what lives for a moment costs less. */
function* recordsOf(source: string, lines: readonly Line[]): Generator<SourceRecord> {
  for (const { bytes } of lines) yield { source, value: bytes };
}

function* flattened<T>(parts: Iterable<Iterable<T>>): Generator<T> {
  for (const part of parts) yield* part;
}
