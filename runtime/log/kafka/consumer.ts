/**
 * One member of a consumer group, whose partitions are streams: they are fetched ahead of who takes from them, up to a
 * bound. After any crash of the client's consumer there is another one, which goes on where the streams end.
 */
import type { Consumer, EachBatchPayload, PartitionAssigner } from "kafkajs";
import { UserError } from "../../errors.ts";
import type { RecordBatch } from "../batch.ts";
import { placeName } from "../place.ts";
import type { TopicPartition } from "../port.ts";
import type { KafkaClient } from "./client.ts";
import { batchOfMessages, Decoder } from "./decode.ts";
import { rackOf } from "./fetch.ts";
import { Fetched } from "./fetched.ts";
import { pieceOf, piecesOf } from "./pieces.ts";
import { SESSION_MS } from "./settings.ts";
import { Stream } from "./stream.ts";

/** How often a member says that it is there. */
const HEARTBEAT_MS = 500;
/** How long others may take to join anew when one comes or goes: they are told within a heartbeat, and are never at work. */
const REBALANCE_MS = 10_000;
/** A fetch that finds nothing lasts so long, and so does whatever has to wait for its end. */
const FETCH_WAIT_MS = 150;
/** The same where some partition has enough, and will soon want more; where all have, it is looked at so often. */
const PAUSED_WAIT_MS = 20;
const FETCH_BYTES = 8 << 20;
const PARTITION_BYTES = 1 << 20;
/** Partitions that are added later are noticed after so long. */
const METADATA_MS = 10_000;
/** All that the streams of one member hold, as it was fetched, beside what is in flight. */
const BUFFER_BYTES = 16 << 20;
const STREAM_BYTES = 256 << 10;
const RESTART_MS = [100, 500, 1000];

export interface ConsumerEvents {
  /** It has joined, at first or anew: now these are its partitions. */
  joined(assigned: readonly TopicPartition[]): void;
  /** Something new can be taken. */
  arrived(): void;
  /** A batch told where the partition ends. */
  ended(place: TopicPartition, end: number): void;
  /** Records that were to be next are not there: what was before may have been let go of. */
  skipped(place: TopicPartition): Promise<void>;
  trouble(message: string): void;
}

export interface MemberOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly assigner: PartitionAssigner;
  readonly now: () => number;
}

export class Member {
  readonly #client: KafkaClient;
  readonly #options: MemberOptions;
  readonly #events: ConsumerEvents;
  readonly #streams = new Map<string, Stream>();
  readonly #decoder = new Decoder();
  readonly #rack = rackOf(() => (this.#isPaused ? PAUSED_WAIT_MS : FETCH_WAIT_MS));
  #assigned: readonly TopicPartition[] = [];
  #consumer: Consumer | null = null;
  #isStopped = false;
  #restarts = 0;
  #restart: NodeJS.Timeout | undefined;
  #joined = Promise.withResolvers<void>();
  /** What keeps it from going on. */
  failure: unknown = null;

  constructor(client: KafkaClient, options: MemberOptions, events: ConsumerEvents) {
    this.#client = client;
    this.#options = options;
    this.#events = events;
    this.#joined.promise.catch(() => {});
  }

  /** Resolves when it has its partitions; throws what will not pass by waiting. */
  async start(): Promise<void> {
    void this.#run();
    await this.#joined.promise;
  }

  async #run(): Promise<void> {
    const consumer = this.#client.consumer({
      groupId: this.#options.group,
      partitionAssigners: [this.#options.assigner],
      sessionTimeout: this.#client.settings.session ?? SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_MS,
      maxWaitTimeInMs: PAUSED_WAIT_MS,
      rackId: this.#rack.id,
      maxBytes: FETCH_BYTES,
      maxBytesPerPartition: PARTITION_BYTES,
      metadataMaxAge: METADATA_MS,
      allowAutoTopicCreation: false,
      // Another consumer takes its place: that is the same after every error.
      retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 3, restartOnFailure: async () => false },
    });
    this.#consumer = consumer;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.#onJoin(consumer, payload.memberAssignment));
    consumer.on(consumer.events.CRASH, ({ payload }) => this.#onCrash(consumer, payload.error));
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...this.#options.topics], fromBeginning: true });
      // Offsets that the group has committed are for those who watch: where to go on is known otherwise.
      await consumer.run({ autoCommit: false, eachBatch: (payload) => this.#onBatch(payload) });
    } catch (error) {
      this.#onCrash(consumer, error);
    }
    // Told to stop while it began, it had nothing to end then, and would run for ever.
    if (consumer !== this.#consumer) await consumer.disconnect().catch(() => {});
  }

  /** At once, within the client's own step: before it fetches anything it must know from where. */
  #onJoin(consumer: Consumer, assignment: Readonly<Record<string, readonly number[]>>): void {
    if (consumer !== this.#consumer || this.#isStopped) return;
    this.#restarts = 0;
    this.#assigned = Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    const keys = new Set(this.#assigned.map(placeName));
    for (const key of this.#streams.keys()) if (!keys.has(key)) this.#streams.delete(key);
    for (const place of this.#assigned) {
      const stream = this.#streams.get(placeName(place));
      if (stream !== undefined) consumer.seek({ ...place, offset: String(stream.position) });
      if (stream === undefined || stream.isPaused) consumer.pause([only(place)]);
      else consumer.resume([only(place)]);
    }
    this.#joined.resolve();
    this.#events.joined(this.#assigned);
  }

  /** What came may hold nothing but markers of transactions. */
  async #onBatch({ batch, isStale }: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = batch;
    const place = { topic, partition };
    const stream = this.#streams.get(placeName(place));
    if (stream === undefined || isStale() || messages.length === 0) return;
    const { position } = stream;
    const first = Number(batch.firstOffset());
    if (first < position) {
      const text = `The topic ${topic} (partition ${partition}) ends at offset ${batch.highWatermark}, and has been read up to ${position}: it has been made anew, or has lost records.`;
      this.failure = new UserError("topic-changed", text);
      this.#events.arrived();
      return;
    }
    if (first > position) {
      await this.#events.skipped(place);
      // Meanwhile someone else may have fetched it, or gone elsewhere.
      if (isStale() || stream.position !== position) return;
    }
    const fetched: unknown = messages[0];
    const isNew = fetched instanceof Fetched;
    const pieces = isNew ? piecesOf(fetched, this.#decoder) : [pieceOf(batchOfMessages(messages))];
    stream.push(pieces, Number(batch.lastOffset()) + 1, this.#options.now());
    this.#events.ended(place, Number(batch.highWatermark));
    if (stream.bytes > this.#bound) this.#pause(stream);
    this.#events.arrived();
  }

  get #isPaused(): boolean {
    for (const { isPaused } of this.#streams.values()) if (isPaused) return true;
    return false;
  }

  get #bound(): number {
    return Math.max(STREAM_BYTES, BUFFER_BYTES / Math.max(1, this.#streams.size));
  }

  #pause(stream: Stream): void {
    stream.isPaused = true;
    this.#consumer?.pause([only(stream)]);
  }

  stream(place: TopicPartition): Stream | undefined {
    return this.#streams.get(placeName(place));
  }

  get streams(): Iterable<Stream> {
    return this.#streams.values();
  }

  /** Begins to fetch from an offset, or goes on there. */
  open(place: TopicPartition, offset: number): void {
    if (!this.#assigned.some((each) => placeName(each) === placeName(place))) return;
    let stream = this.#streams.get(placeName(place));
    const now = this.#options.now();
    if (stream === undefined) {
      stream = new Stream(place, offset, now);
      this.#streams.set(placeName(place), stream);
    } else {
      stream.move(offset, now);
      stream.isPaused = false;
    }
    this.#touch((consumer) => {
      consumer.seek({ topic: place.topic, partition: place.partition, offset: String(offset) });
      consumer.resume([only(place)]);
    });
  }

  /** Batches of a stream; it is fetched again where there is room then, and where what was fetched is damaged. */
  async take(stream: Stream, offset: number, bytes: number): Promise<readonly RecordBatch[]> {
    try {
      const batches = await stream.take(offset, bytes);
      if (batches.length > 0) stream.usedAt = this.#options.now();
      this.#refill(stream);
      return batches;
    } catch (error) {
      stream.move(offset, this.#options.now());
      if (this.#consumer !== null) this.#onCrash(this.#consumer, error);
      return [];
    }
  }

  #refill(stream: Stream): void {
    if (!stream.isPaused || stream.bytes > this.#bound / 2) return;
    stream.isPaused = false;
    this.#touch((consumer) => consumer.resume([only(stream)]));
  }

  /** The client refuses while it begins or ends; what is meant is said when it has joined. */
  #touch(work: (consumer: Consumer) => void): void {
    try {
      if (this.#consumer !== null) work(this.#consumer);
    } catch (error) {
      if (!(error instanceof this.#client.driver.KafkaJSNonRetriableError)) throw error;
    }
  }

  async commit(positions: readonly (TopicPartition & { readonly next: number })[]): Promise<void> {
    const own = positions.filter((place) => this.#assigned.some((each) => placeName(each) === placeName(place)));
    if (own.length === 0) return;
    const offsets = own.map(({ topic, partition, next }) => ({ topic, partition, offset: String(next) }));
    await this.#consumer?.commitOffsets(offsets).catch(() => {});
  }

  #onCrash(consumer: Consumer, error: unknown): void {
    if (consumer !== this.#consumer || this.#isStopped) return;
    this.#consumer = null;
    void consumer.disconnect().catch(() => {});
    const explained = this.#client.explained(error);
    if (explained instanceof UserError && explained.code !== "log") {
      this.failure = explained;
      this.#joined.reject(explained);
      this.#events.arrived();
      return;
    }
    if (this.#restarts === 0) this.#events.trouble(explained instanceof Error ? explained.message : String(explained));
    const wait = RESTART_MS[Math.min(this.#restarts++, RESTART_MS.length - 1)];
    this.#restart = setTimeout(() => void this.#run(), wait);
  }

  /** Leaves the group. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#restart);
    const consumer = this.#consumer;
    this.#consumer = null;
    this.#streams.clear();
    this.#assigned = [];
    await consumer?.disconnect().catch(() => {});
    this.#rack.forget();
  }
}

const only = ({ topic, partition }: TopicPartition) => ({ topic, partitions: [partition] });
