/** Who reads what, and how far: a reader for each source, which tells what is no event, and one for each handler. */
import type { Extent } from "../log/port.ts";
import type { Position, PositionChange } from "../store/port.ts";
import type { HandlerPlan, Plan, SourcePlan } from "./plan.ts";

/** One reader's place in one partition. */
export class Input {
  readonly topic: string;
  readonly partition: number;
  /** What the store holds; 0 where it holds nothing. */
  stored = 0;
  /** Offset to be read next, and as it is in the round in hand. */
  next = 0;
  staged = 0;
  isNew = true;

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
  }

  get isAt(): string {
    return `${this.topic}/${this.partition}`;
  }
}

export class Reader {
  readonly name: string;
  /** Of a handler, or of a source. */
  readonly handler: HandlerPlan | null;
  readonly source: SourcePlan | null;
  inputs: readonly Input[] = [];
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

  changes(): PositionChange[] {
    return this.inputs
      .filter(({ staged, stored, isNew }) => staged !== stored || isNew)
      .map(({ topic, partition, stored, staged }) => ({
        reader: this.name,
        topic,
        partition,
        expected: stored,
        next: staged,
      }));
  }
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

  /** Puts every reader where the store says it stands, in the partitions that are there. */
  place(positions: readonly Position[], partitions: ReadonlyMap<string, number>): void {
    const stored = new Map(
      positions.map(({ reader, topic, partition, next }) => [`${reader}\n${topic}/${partition}`, next]),
    );
    for (const reader of this.all) {
      reader.inputs = reader.topics.flatMap((topic) =>
        Array.from({ length: partitions.get(topic) ?? 1 }, (_, partition) => {
          const input = new Input(topic, partition);
          const next = stored.get(`${reader.name}\n${input.isAt}`);
          input.isNew = next === undefined;
          input.stored = next ?? 0;
          input.next = input.stored;
          input.staged = input.stored;
          return input;
        }),
      );
    }
  }

  /** New readers begin with the oldest record; one that retention has overtaken stands still. Gives those that do so now. */
  meet(extents: readonly Extent[]): Reader[] {
    const starts = new Map(extents.map(({ topic, partition, start }) => [`${topic}/${partition}`, start]));
    return this.all.filter((reader) => {
      const overtaken = reader.inputs.find((input) => {
        const start = starts.get(input.isAt) ?? 0;
        if (input.isNew && input.next < start) input.next = start;
        return input.next < start;
      });
      if (overtaken === undefined || reader.failure !== null) return false;
      const { topic, partition, next } = overtaken;
      reader.failure = `${reader.name} has not read ${topic} (partition ${partition}) from offset ${next} on, and retention has removed it: what is gone cannot be handled. Keep records for longer, and start it anew under another name.`;
      return true;
    });
  }
}

/** Where the log ends, by topic and partition. */
export function endsOf(extents: readonly Extent[]): ReadonlyMap<string, number> {
  return new Map(extents.map(({ topic, partition, end }) => [`${topic}/${partition}`, end]));
}
