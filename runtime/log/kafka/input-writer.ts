/**
 * Appends what comes of one input in transactions of one transactional id. Each of them also notes how far the lanes have
 * got, so that either both are there or neither. Who opens such a writer ends what an earlier one has left open, and from
 * then on the earlier one can end nothing any more; what it had ended before stands in the note, and is left out.
 */
import { UserError } from "../../errors.ts";
import { Serial } from "../../serial.ts";
import { isAfter, type Mark, markAt } from "../marks.ts";
import type { Append, TopicPartition } from "../port.ts";
import { chunksOf, tooLarge, wavesOf } from "./chunks.ts";
import type { KafkaClient } from "./client.ts";
import type { RecordMaker } from "./records.ts";
import { idPrefix, type Marks, marksIn, noteAt, noteOf } from "./sent.ts";
import { TransactionalProducer } from "./transactional-producer.ts";

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 50;
/** The client gives up on an answer after half a minute; this is for what it may wait for besides. */
const PATIENCE_MS = 60_000;

export interface WriterOptions {
  readonly pipeline: string;
  /** Names the store: what another one has noted says nothing of this one's lanes. */
  readonly store: string;
  /** Where the note stands: at the input, or at a topic that stands for it where it is none. */
  readonly noted: TopicPartition & { readonly group: string };
  /** How long a transaction may be open, in ms: readers wait for so long for a process that was killed. */
  readonly timeout: number;
  readonly maker: RecordMaker;
  readonly sleep: (ms: number) => Promise<void>;
}

interface Session {
  readonly producer: TransactionalProducer;
  /** As the last transaction has noted them. */
  marks: Marks;
}

export class InputWriter {
  readonly #client: KafkaClient;
  readonly #options: WriterOptions;
  readonly #input: TopicPartition;
  #session: Session | null = null;
  readonly #serial = new Serial();

  constructor(client: KafkaClient, input: TopicPartition, options: WriterOptions) {
    this.#client = client;
    this.#input = input;
    this.#options = options;
  }

  /** Nobody who opened it before can append any more. Gives the last mark of each lane. */
  open(): Promise<Marks> {
    return this.#serial.run(() => this.#again(async () => (await this.#opened()).marks));
  }

  /** In one transaction, but for what lies there already; gives the first offsets of the others, by their place. */
  append(appends: readonly Append[]): Promise<ReadonlyMap<number, number>> {
    return this.#serial.run(() => this.#again(() => this.#append(appends)));
  }

  /** After any error it begins anew with another producer, which finds out how far the last one has got. */
  async #again<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        this.#discard();
        const explained = this.#client.explained(error);
        const mayPass = explained instanceof UserError && explained.code === "log";
        if (!mayPass || attempt >= ATTEMPTS) throw explained;
        await this.#options.sleep(FIRST_WAIT_MS * 2 ** attempt);
      }
    }
  }

  async #opened(): Promise<Session> {
    this.#session ??= await inTime(this.#begin());
    return this.#session;
  }

  async #begin(): Promise<Session> {
    const { pipeline, timeout, store, noted } = this.#options;
    const { topic, partition } = this.#input;
    const id = `${idPrefix(pipeline)}${topic}.${partition}`;
    const producer = await TransactionalProducer.open(this.#client, { id, timeout, group: noted.group });
    try {
      const note = await noteAt(producer.groupCoordinator, noted.group, noted);
      return { producer, marks: marksIn(note, store, this.#input) };
    } catch (error) {
      void producer.close().catch(() => {});
      throw error;
    }
  }

  async #append(appends: readonly Append[]): Promise<ReadonlyMap<number, number>> {
    const session = await this.#opened();
    const { marks, producer } = session;
    const { maker, store, noted } = this.#options;
    const waves = [...wavesOf(chunksOf(maker, appends, (append) => firstAfter(marks, append)))];
    const bases = new Map<number, number>();
    if (waves.length === 0) return bases;
    const reached = reachedBy(marks, appends);
    const note = noteOf(store, this.#input, reached);
    try {
      const placed = await inTime(producer.commit(waves, noted, note));
      session.marks = reached;
      for (const [wave, chunks] of waves.entries()) {
        for (const [place, { begins }] of chunks.entries()) {
          for (const { append, index } of begins) bases.set(append, (placed[wave]?.[place] ?? 0) + index);
        }
      }
      return bases;
    } catch (error) {
      throw tooLarge(error, waves.flat()) ?? error;
    }
  }

  /** Without waiting: a client that hangs does so when it is to end, too. */
  #discard(): void {
    const session = this.#session;
    this.#session = null;
    void session?.producer.close().catch(() => {});
  }

  /** After what is under way. */
  async close(): Promise<void> {
    await this.#serial.over();
    const session = this.#session;
    this.#session = null;
    await session?.producer.close().catch(() => {});
  }
}

/** The first record that does not lie there already. */
function firstAfter(marks: Marks, { batch, origin }: Append): number {
  if (origin == null) return 0;
  const last = marks.get(origin.lane);
  if (last === undefined) return 0;
  let first = 0;
  while (first < batch.count && !isAfter(markAt(origin, first), last)) first++;
  return first;
}

/** The last marks when these have been appended. */
function reachedBy(marks: Marks, appends: readonly Append[]): Marks {
  const reached = new Map<string, Mark>(marks);
  for (const { origin, batch } of appends) {
    if (origin == null || batch.count === 0) continue;
    const mark = markAt(origin, batch.count - 1);
    const last = reached.get(origin.lane);
    if (last === undefined || isAfter(mark, last)) reached.set(origin.lane, mark);
  }
  return reached;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new UserError("log", `Kafka has left a step of a transaction open for ${PATIENCE_MS / 1000} seconds.`));
  }, PATIENCE_MS);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
