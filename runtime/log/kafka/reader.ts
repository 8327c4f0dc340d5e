/**
 * The log's reader on Kafka. Partitions come from the group, and are fetched by its member, from where their first reader
 * stands. A reader that lags far behind the others has a stream of its own, by a member of a group of one, so that the
 * client does not go back and forth between them.
 */
import { randomUUID } from "node:crypto";
import type { RecordBatch } from "../batch.ts";
import { placeName } from "../place.ts";
import type { AssignmentListener, Extent, LogReader, TopicPartition } from "../port.ts";
import { ownAssigner, stickyAssigner } from "./assigners.ts";
import type { KafkaClient } from "./client.ts";
import { type ConsumerEvents, Member } from "./consumer.ts";
import { extentsOf } from "./topics.ts";

/** Ends that no batch has told are asked for so often. */
const LOOK_EVERY_MS = 15_000;
const DOUBT_MS = 1000;
/** A topic that was just made may not be known yet for so long. */
const KNOWN_MS = 3000;
const COMMIT_EVERY_MS = 5000;
/** Readers of one partition that are apart; more of them take turns. */
const LAGGARDS = 3;
/** A stream that nobody has taken from for so long may go elsewhere, or end. */
const UNUSED_MS = 100;
const FORGOTTEN_MS = 30_000;

export interface ReaderOptions {
  /** Null reads all partitions of the topics, whoever else does. */
  readonly group: string | null;
  readonly topics: readonly string[];
  readonly listener?: AssignmentListener;
  readonly now: () => number;
  readonly onTrouble: (message: string) => void;
  /** Who takes nothing for so long leaves its partitions to others. */
  readonly patience: number;
  /** Is called when it has left. */
  readonly left: () => void;
}

export class KafkaReader implements LogReader {
  readonly #client: KafkaClient;
  readonly #options: ReaderOptions;
  #main: Member | null = null;
  #others: { readonly member: Member; readonly started: Promise<void> }[] = [];
  #assigned: readonly TopicPartition[] = [];
  readonly #extents = new Map<string, { start: number; end: number }>();
  #changes: Promise<void> = Promise.resolve();
  #waiting: (() => void) | null = null;
  #hasNews = false;
  #usedAt: number;
  #lookedAt = 0;
  #committedAt = 0;
  readonly #timer: NodeJS.Timeout;
  #failure: unknown = null;

  private constructor(client: KafkaClient, options: ReaderOptions) {
    this.#client = client;
    this.#options = options;
    this.#usedAt = options.now();
    this.#timer = setInterval(() => this.#watch(), 1000);
    this.#timer.unref();
  }

  static async join(client: KafkaClient, options: ReaderOptions): Promise<KafkaReader> {
    const reader = new KafkaReader(client, options);
    try {
      // Where the group assigns nothing, the topics' ends tell that they are there.
      await reader.#look(KNOWN_MS);
      // What is shared with nobody is known at once: nothing is fetched until someone asks for it.
      if (options.group === null) await reader.#take();
      else await reader.#join();
      return reader;
    } catch (error) {
      await reader.leave();
      throw error;
    }
  }

  async #take(): Promise<void> {
    this.#assigned = this.#all();
    await this.#options.listener?.assigned(this.#assigned);
  }

  #all(): TopicPartition[] {
    return [...this.#extents.keys()].map((key) => {
      const at = key.lastIndexOf("/");
      return { topic: key.slice(0, at), partition: Number(key.slice(at + 1)) };
    });
  }

  async #join(): Promise<void> {
    const { group } = this.#options;
    const { AssignerProtocol: protocol } = this.#client.driver;
    const assigner =
      group === null ? ownAssigner(protocol, () => this.#all()) : stickyAssigner(protocol, () => this.#assigned);
    this.#main = this.#member(group ?? this.#groupOfOne(), assigner, (assigned) => this.#reassign(assigned));
    await this.#main.start();
    await this.#changes;
  }

  #groupOfOne(): string {
    return `${this.#options.group ?? this.#client.settings.clientId ?? "da-run"}.${randomUUID()}`;
  }

  #member(group: string, assigner: Parameters<typeof memberOptions>[1], joined: ConsumerEvents["joined"]): Member {
    return new Member(this.#client, memberOptions(group, assigner, this.#options), {
      joined,
      arrived: () => this.#wake(),
      ended: (place, end) => this.grow(place, end),
      skipped: () => this.#look(0).catch(() => {}),
      trouble: this.#options.onTrouble,
    });
  }

  /** Tells the listener what has changed, one change after another. */
  #reassign(assigned: readonly TopicPartition[]): void {
    const [before, now] = [new Set(this.#assigned.map(placeName)), new Set(assigned.map(placeName))];
    const lost = this.#assigned.filter((place) => !now.has(placeName(place)));
    const gained = assigned.filter((place) => !before.has(placeName(place)));
    this.#assigned = assigned;
    if (lost.length === 0 && gained.length === 0) return;
    const others = this.#others.splice(0);
    this.#changes = this.#changes
      .then(async () => {
        for (const { member } of others) await member.stop();
        if (gained.length > 0) await this.#look(KNOWN_MS);
        if (lost.length > 0) await this.#options.listener?.revoked(lost);
        if (gained.length > 0) await this.#options.listener?.assigned(gained);
      })
      .catch((error: unknown) => {
        this.#failure = error;
      });
    this.#wake();
  }

  /** Someone knows that a partition reaches so far. */
  grow(place: TopicPartition, end: number): void {
    const extent = this.#extents.get(placeName(place));
    if (extent !== undefined) extent.end = Math.max(extent.end, end);
  }

  async #look(patience?: number): Promise<void> {
    this.#lookedAt = this.#options.now();
    for (const { topic, partition, start, end } of await extentsOf(this.#client, this.#options.topics, patience)) {
      const known = this.#extents.get(placeName({ topic, partition }));
      this.#extents.set(placeName({ topic, partition }), { start, end: Math.max(end, known?.end ?? 0) });
    }
  }

  #wake(): void {
    this.#hasNews = true;
    this.#waiting?.();
  }

  async #use(): Promise<void> {
    this.#usedAt = this.#options.now();
    if (this.#main === null) await this.#join();
    const failure = this.#failure ?? this.#main?.failure ?? null;
    this.#failure = null;
    if (failure !== null) throw failure;
  }

  /** Ends are those of records: markers of transactions behind the last one are not waited for. */
  async extents(isAsked = false): Promise<readonly Extent[]> {
    if (this.#main === null && this.#options.group === null) await this.#freshen();
    else await this.#use();
    await this.#changes;
    if (isAsked) await this.#look();
    else await this.#doubt();
    return this.#assigned.map((place) => {
      const { start, end } = this.#extents.get(placeName(place)) ?? { start: 0, end: 0 };
      const read = [...this.#streamsOf(place)].find(({ position }) => position >= end);
      return { ...place, start, end: read === undefined ? end : Math.max(read.end, start) };
    });
  }

  /** Of one that fetches nothing yet, no batch tells. */
  async #freshen(): Promise<void> {
    this.#usedAt = this.#options.now();
    if (this.#usedAt - this.#lookedAt > DOUBT_MS) await this.#look();
  }

  /** Where something should come and does not, retention may have taken it. */
  async #doubt(): Promise<void> {
    const now = this.#options.now();
    if (now - this.#lookedAt < DOUBT_MS) return;
    const isLate = this.#assigned.some((place) => {
      const end = this.#extents.get(placeName(place))?.end ?? 0;
      return [...this.#streamsOf(place)].some(
        ({ position, arrivedAt }) => position < end && now - arrivedAt > DOUBT_MS,
      );
    });
    if (isLate) await this.#look(0).catch(() => {});
  }

  *#streamsOf(place: TopicPartition) {
    for (const member of this.#members) {
      const stream = member.stream(place);
      if (stream !== undefined) yield stream;
    }
  }

  get #members(): Member[] {
    return [...(this.#main === null ? [] : [this.#main]), ...this.#others.map(({ member }) => member)];
  }

  async fetch(topic: string, partition: number, offset: number, bytes: number): Promise<readonly RecordBatch[]> {
    await this.#use();
    const place = { topic, partition };
    for (const member of this.#members) {
      const stream = member.stream(place);
      if (stream?.covers(offset) !== true) continue;
      return await member.take(stream, offset, bytes);
    }
    this.#follow(place, offset);
    return [];
  }

  /** Lets some stream go to where a reader stands. */
  #follow(place: TopicPartition, offset: number): void {
    const now = this.#options.now();
    const free = this.#members.find((member) => {
      const stream = member.stream(place);
      return stream === undefined || now - stream.usedAt > UNUSED_MS;
    });
    if (free !== undefined) free.open(place, offset);
    else if (this.#others.length < LAGGARDS) this.#addMember();
    else setTimeout(() => this.#wake(), UNUSED_MS).unref();
  }

  #addMember(): void {
    const { AssignerProtocol: protocol } = this.#client.driver;
    const assigned = this.#assigned;
    const member = this.#member(
      this.#groupOfOne(),
      ownAssigner(protocol, () => assigned),
      () => this.#wake(),
    );
    const started = member.start().catch((error: unknown) => {
      this.#failure = error;
    });
    this.#others.push({ member, started });
  }

  async commit(positions: readonly (TopicPartition & { readonly next: number })[]): Promise<void> {
    const now = this.#options.now();
    if (this.#options.group === null || now - this.#committedAt < COMMIT_EVERY_MS) return;
    this.#committedAt = now;
    await this.#main?.commit(positions);
  }

  async wait(ms: number): Promise<void> {
    await this.#use();
    this.#attend();
    if (!this.#hasNews) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      this.#waiting = resolve;
      await promise;
      clearTimeout(timer);
      this.#waiting = null;
    }
    this.#hasNews = false;
    this.#usedAt = this.#options.now();
  }

  /** Whoever waits has read everything: what comes now is looked for where nobody has asked yet, too. */
  #attend(): void {
    for (const place of this.#assigned) {
      if (this.#main?.stream(place) === undefined)
        this.#main?.open(place, this.#extents.get(placeName(place))?.end ?? 0);
    }
  }

  /** Every second. */
  #watch(): void {
    const now = this.#options.now();
    if (now - this.#lookedAt > LOOK_EVERY_MS) this.#look(0).catch(() => {});
    for (const other of this.#others.filter(({ member }) => isForgotten(member, now))) {
      this.#others = this.#others.filter((each) => each !== other);
      void other.started.then(() => other.member.stop());
    }
    const main = this.#main;
    if (main === null || now - this.#usedAt < this.#options.patience) return;
    // Work hangs: whoever can shall do it. It joins again when it is asked for something.
    this.#main = null;
    this.#options.onTrouble("Nothing has been handled for long: its partitions are left to others.");
    this.#reassign([]);
    void main.stop();
  }

  async leave(): Promise<void> {
    clearInterval(this.#timer);
    this.#options.left();
    await this.#changes;
    await Promise.all(this.#members.map((member) => member.stop()));
  }
}

function isForgotten(member: Member, now: number): boolean {
  const streams = [...member.streams];
  return streams.length > 0 && streams.every(({ usedAt }) => now - usedAt > FORGOTTEN_MS);
}

function memberOptions(
  group: string,
  assigner: ReturnType<typeof ownAssigner>,
  { topics, now }: ReaderOptions,
): ConstructorParameters<typeof Member>[1] {
  return { group, topics, assigner, now };
}
