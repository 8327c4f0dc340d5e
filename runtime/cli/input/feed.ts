/** Feeds inputs to an engine, in order, in batches of bounded size. */
import type { Engine, SourceRecord } from "../../engine/engine.ts";
import { CallError, type Surroundings } from "../surroundings.ts";
import { type Input, streamOf } from "./inputs.ts";
import { type Line, linesOf } from "./lines.ts";
import { mergedRecord } from "./merged.ts";
import { Checked, NOTE, noteOf, type Place, START, skipping } from "./place.ts";

const BATCH_RECORDS = 5000;
const BATCH_BYTES = 4 << 20;

export interface Feeding {
  readonly engine: Engine;
  readonly inputs: readonly Input[];
  readonly sources: ReadonlySet<string>;
  readonly surroundings: Surroundings;
  readonly stop: AbortSignal;
  /** Where a run before this one was interrupted. */
  readonly from: Place;
  /** Whether to note how far it is. */
  readonly isKept: boolean;
}

/** Feeds all inputs, or until it is told to stop. */
export async function feed(feeding: Feeding): Promise<void> {
  const { inputs, from, stop } = feeding;
  for (const [index, input] of inputs.entries()) {
    if (index < from.input || stop.aborted) continue;
    await feedInput(feeding, input, index === from.input ? from : { ...START, input: index });
  }
}

async function feedInput(feeding: Feeding, input: Input, from: Place): Promise<void> {
  const { surroundings, stop } = feeding;
  const checked = new Checked(from);
  const stream = streamOf(input, surroundings);
  const rest = from.bytes === 0 ? stream : skipping(stream, from, () => changed(input));
  const batch = new Batch(feeding, checked, from);
  for await (const lines of linesOf(checked.of(rest), from)) {
    for (const line of lines) {
      const record = recordOf(line, input, feeding.sources);
      if (typeof record === "string") {
        await batch.flush();
        throw new CallError(`${input.label}:${line.number} ${record}. What stands before it has been fed.`);
      }
      await batch.add(record, line);
      if (stop.aborted) return;
    }
  }
  await batch.flush();
}

const changed = ({ label }: Input): Error =>
  new CallError(
    `${label} does not begin with what an interrupted run has fed of it. Nothing was fed; start again to feed it from its beginning.`,
  );

function recordOf({ bytes }: Line, { source }: Input, sources: ReadonlySet<string>): SourceRecord | string {
  return source === null ? mergedRecord(bytes, sources) : { source, value: bytes };
}

/** Records of one source. Where another follows, all before it is handled first, so that it finds what came before. */
class Batch {
  readonly #feeding: Feeding;
  readonly #checked: Checked;
  #records: SourceRecord[] = [];
  #size = 0;
  #place: Place;
  #source: string | null = null;

  constructor(feeding: Feeding, checked: Checked, from: Place) {
    this.#feeding = feeding;
    this.#checked = checked;
    this.#place = from;
  }

  async add(record: SourceRecord, { end, number }: Line): Promise<void> {
    if (record.source !== this.#source) {
      await this.flush();
      if (this.#source !== null) await this.#feeding.engine.runUntilQuiet();
      this.#source = record.source;
    }
    this.#records.push(record);
    this.#size += record.value.length;
    this.#place = { ...this.#place, bytes: end, line: number };
    if (this.#records.length >= BATCH_RECORDS || this.#size >= BATCH_BYTES) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#records.length === 0) return;
    const { engine, inputs, isKept } = this.#feeding;
    const check = this.#checked.until(this.#place.bytes);
    const note = { name: NOTE, text: noteOf(inputs, { ...this.#place, check }) };
    await engine.append(this.#records, isKept ? note : undefined);
    this.#records = [];
    this.#size = 0;
  }
}
