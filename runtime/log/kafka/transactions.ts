/**
 * Appends in transactions, so that others who read what is committed see each record once, whatever crashes: what comes of
 * each input has a writer of its own. The client cannot put what comes of several into one, as it does not know how to
 * prove to a broker which of them are its own.
 */
import type { Mark } from "../marks.ts";
import { placeName } from "../place.ts";
import type { Append, TopicPartition } from "../port.ts";
import type { KafkaClient } from "./client.ts";
import { InputWriter, type WriterOptions } from "./input-writer.ts";
import { RecordMaker } from "./records.ts";
import { fedGroup, sentGroup } from "./sent.ts";

export interface TransactionsOptions extends Pick<WriterOptions, "pipeline" | "timeout" | "sleep"> {}

/** An append, and its place among all. */
type Placed = readonly [place: number, append: Append];

/** Others are written once anyway, as nobody would write them again. */
export const isOfInput = (append: Append): append is Append & Required<Pick<Append, "from" | "origin">> =>
  append.from !== undefined && append.origin != null;

export class Transactions {
  readonly #client: KafkaClient;
  readonly #options: TransactionsOptions;
  readonly #maker: RecordMaker;
  readonly #writers = new Map<string, InputWriter>();
  #store: string | null = null;
  #standIn = "";

  constructor(client: KafkaClient, options: TransactionsOptions) {
    this.#client = client;
    this.#options = options;
    this.#maker = new RecordMaker(options.pipeline);
  }

  /** These topics are there: one of them, always the same, stands for what is fed and has no input. */
  among(topics: readonly string[]): void {
    this.#standIn = [...topics].sort()[0] ?? "";
  }

  /** Takes these inputs over from whoever had them; gives the last marks of their lanes. */
  async takeOver(store: string, inputs: readonly TopicPartition[]): Promise<readonly Mark[]> {
    this.#store = store;
    const own = new Set(inputs.map(placeName));
    for (const [name, writer] of this.#writers) {
      if (own.has(name)) continue;
      this.#writers.delete(name);
      await writer.close();
    }
    const all = await Promise.all(inputs.map((input) => this.#writer(input).open()));
    return all.flatMap((marks) => [...marks.values()]);
  }

  /** Those that come of an input; gives their first offsets by their place, but of those that lay there already. */
  async append(appends: readonly Append[]): Promise<ReadonlyMap<number, number>> {
    const inputs = new Map<InputWriter, Placed[]>();
    for (const [place, append] of appends.entries()) {
      if (!isOfInput(append)) continue;
      const writer = this.#writer(append.from);
      const placed = inputs.get(writer) ?? [];
      inputs.set(writer, placed);
      placed.push([place, append]);
    }
    const all = await Promise.allSettled([...inputs].map(([writer, placed]) => appendPlaced(writer, placed)));
    const bases = new Map<number, number>();
    for (const each of all) {
      // What went elsewhere stays there, and is left out when all are appended again.
      if (each.status === "rejected") throw each.reason;
      for (const [place, base] of each.value) bases.set(place, base);
    }
    return bases;
  }

  #writer(input: TopicPartition): InputWriter {
    const name = placeName(input);
    let writer = this.#writers.get(name);
    if (writer === undefined) {
      if (this.#store === null) throw new Error("Nobody has said whose lanes they are.");
      const { pipeline } = this.#options;
      const noted =
        input.topic === ""
          ? { group: fedGroup(pipeline), topic: this.#standIn, partition: 0 }
          : { group: sentGroup(pipeline), ...input };
      writer = new InputWriter(this.#client, input, {
        ...this.#options,
        store: this.#store,
        noted,
        maker: this.#maker,
      });
      this.#writers.set(name, writer);
    }
    return writer;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#writers.values()].map((writer) => writer.close()));
  }
}

async function appendPlaced(writer: InputWriter, placed: readonly Placed[]): Promise<(readonly [number, number])[]> {
  const bases = await writer.append(placed.map(([, append]) => append));
  return placed.flatMap(([place], index) => {
    const base = bases.get(index);
    return base === undefined ? [] : [[place, base] as const];
  });
}
