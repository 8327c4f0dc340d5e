/** Who reads what, and how far: a reader for each source, which tells what is no event, and one for each handler. */
import { Memory } from "../log/marks.ts";
import type { Extent, TopicPartition } from "../log/port.ts";
import type { Position, PositionChange } from "../store/port.ts";
import type { HandlerPlan, Plan, SourcePlan } from "./plan.ts";

/** One reader's place in one partition. */
export class Input {
  readonly topic: string;
  readonly partition: number;
  /** What the store holds; 0 where it holds nothing. */
  stored = 0;
  /** Offset to be read next: as it is committed, in the round that is being committed, and in the one in hand. */
  next = 0;
  leaving = 0;
  staged = 0;
  isNew = true;
  /** What it has had of what is written again after a crash. */
  memory = new Memory(null);

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
  }

  get isAt(): string {
    return `${this.topic}/${this.partition}`;
  }

  /** Begins with a round, before it has read anything; it may have been begun before. */
  begin(): void {
    this.staged = Math.max(this.staged, this.next);
  }

  /** The round in hand is to be committed; what is read from now on is of another. */
  leave(): void {
    this.leaving = this.staged;
    this.memory.leave();
  }

  /** It was committed. */
  keep(): void {
    this.isNew = false;
    this.stored = this.leaving;
    this.next = this.leaving;
    this.memory.keep();
  }

  /** What was read since the last round left is dropped. */
  drop(): void {
    this.staged = this.leaving;
    this.memory.drop();
  }

  /** All that is not committed is dropped. */
  undo(): void {
    this.leaving = this.next;
    this.staged = this.next;
    this.memory.undo();
  }
}

export class Reader {
  readonly name: string;
  /** Of a handler, or of a source. */
  readonly handler: HandlerPlan | null;
  readonly source: SourcePlan | null;
  inputs: readonly Input[] = [];
  #rounds = 0;
  /** Why it stands still. */
  failure: string | null = null;

  constructor(
    name: string,
    { handler = null, source = null }: { handler?: HandlerPlan | null; source?: SourcePlan | null },
  ) {
    this.name = name;
    this.handler = handler;
    this.source = source;
  }

  get topics(): readonly string[] {
    if (this.source !== null) return [this.source.definition.topic];
    return this.handler?.topics ?? [];
  }

  /**
   * Its inputs in the order of this round. As long as one has something it is gone on with, as its events are about the same
   * things; in the next round another one comes first, so that a full one does not hold up the others.
   */
  get inTurn(): readonly Input[] {
    return rotated(this.inputs, this.#rounds);
  }

  /** The round in hand is to be committed: how its positions change. */
  leave(): PositionChange[] {
    const changes = this.inputs
      .filter(({ staged, stored, isNew }) => staged !== stored || isNew)
      .map(({ topic, partition, stored, staged, memory }) => ({
        reader: this.name,
        topic,
        partition,
        expected: stored,
        next: staged,
        ...(memory.isChanged ? { seen: memory.text() } : {}),
      }));
    for (const input of this.inputs) input.leave();
    this.#rounds++;
    return changes;
  }
}

/** The same, beginning so far on. */
export function rotated<T>(all: readonly T[], by: number): readonly T[] {
  const first = all.length === 0 ? 0 : by % all.length;
  return first === 0 ? all : [...all.slice(first), ...all.slice(0, first)];
}

export class Readers {
  readonly sources: readonly Reader[];
  readonly handlers: readonly Reader[];

  constructor(plan: Plan) {
    this.sources = plan.sources.map((source) => new Reader(source.definition.name, { source }));
    this.handlers = plan.handlers
      .filter(({ topics }) => topics.length > 0)
      .map((handler) => new Reader(handler.name, { handler }));
  }

  get all(): readonly Reader[] {
    return [...this.sources, ...this.handlers];
  }

  /** Puts every reader where the store says it stands, in the partitions that are assigned. */
  place(positions: readonly Position[], assigned: readonly TopicPartition[]): void {
    const stored = new Map(positions.map((each) => [`${each.reader}\n${each.topic}/${each.partition}`, each]));
    for (const reader of this.all) {
      reader.inputs = assigned
        .filter(({ topic }) => reader.topics.includes(topic))
        .map(({ topic, partition }) => {
          const input = new Input(topic, partition);
          const found = stored.get(`${reader.name}\n${input.isAt}`);
          input.isNew = found === undefined;
          input.stored = found?.next ?? 0;
          input.next = input.stored;
          input.memory = new Memory(found?.seen ?? null);
          input.undo();
          return input;
        });
    }
  }

  /** Who stood still may go on: its inputs are others now. */
  forgetFailures(): void {
    for (const reader of this.all) reader.failure = null;
  }

  /** New readers begin with the oldest record. Gives who seems not to be able to go on, and was not known for that. */
  meet(extents: readonly Extent[]): ReadonlyMap<Reader, string> {
    const known = new Map(extents.map((extent) => [`${extent.topic}/${extent.partition}`, extent]));
    const failures = new Map<Reader, string>();
    for (const reader of this.all.filter(({ failure }) => failure === null)) {
      const failure = reader.inputs.map((input) => failureOf(reader, input, known.get(input.isAt))).find(isThere);
      if (failure !== undefined) failures.set(reader, failure);
    }
    return failures;
  }
}

const isThere = (failure: string | null): failure is string => failure !== null;

/** Why a reader cannot go on in a partition, or null. */
function failureOf({ name }: Reader, input: Input, extent: Extent | undefined): string | null {
  if (extent === undefined) return null;
  const { start, end } = extent;
  if (input.isNew && input.next < start) {
    input.next = start;
    input.begin();
  }
  const { topic, partition, next } = input;
  if (next < start) {
    return `${name} has not read ${topic} (partition ${partition}) from offset ${next} on, and retention has removed it: what is gone cannot be handled. Keep records for longer, and start it anew under another name.`;
  }
  if (next <= end) return null;
  return `${name} has read ${topic} (partition ${partition}) up to offset ${next}, and it ends at ${end}: it was made anew, or has lost records. Start with another store, or give the topic its records back.`;
}

/** How far the slowest reader of each partition is. */
export function slowestOf(readers: readonly Reader[]): (TopicPartition & { readonly next: number })[] {
  const slowest = new Map<string, TopicPartition & { readonly next: number }>();
  for (const { inputs } of readers) {
    for (const { topic, partition, next, isAt } of inputs) {
      if (next < (slowest.get(isAt)?.next ?? Infinity)) slowest.set(isAt, { topic, partition, next });
    }
  }
  return [...slowest.values()];
}

/** Where the log ends, by topic and partition. */
export function endsOf(extents: readonly Extent[]): ReadonlyMap<string, number> {
  return new Map(extents.map(({ topic, partition, end }) => [`${topic}/${partition}`, end]));
}
