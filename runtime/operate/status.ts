/** How a pipeline stands: what each source and handler has before it, how fast it reads, and what is dead. */
import type { PipelineDefinition } from "../api/definition.ts";
import type { Clock } from "../engine/clock.ts";
import { deadTopicOf, type Plan } from "../engine/plan.ts";
import type { Extent } from "../log/port.ts";
import { letterCounts } from "./letters.ts";
import { extentsOf, type Site } from "./site.ts";

export interface ReaderStatus {
  /** Source or handler. */
  readonly name: string;
  readonly kind: "source" | "transform" | "gep" | "demux" | "dep";
  /** Records of its topics that it has not read yet. */
  readonly lag: number;
  /** Records read, a second. */
  readonly rate: number;
  readonly dead: number;
  /** Events that wait for a row. */
  readonly waiting: number;
  /** Events that queue behind one of their key that does. */
  readonly queued: number;
  /** Events that it has emitted and that are held back. */
  readonly held: number;
  /** Why it stands still, else null. */
  readonly failure: string | null;
}

export interface TopicStatus {
  readonly topic: string;
  readonly partitions: number;
  /** Records that are kept. */
  readonly records: number;
  /** Records appended, a second. */
  readonly rate: number;
  /** Of its slowest reader; null where nobody reads it. */
  readonly lag: number | null;
  /** It holds the dead letters of this source or handler. */
  readonly deadOf: string | null;
}

export interface Status {
  readonly pipeline: string;
  readonly readers: readonly ReaderStatus[];
  readonly topics: readonly TopicStatus[];
}

/** Where everybody stands at one moment. */
export interface Sample {
  readonly time: number;
  readonly extents: readonly Extent[];
  /** By reader and place. */
  readonly positions: ReadonlyMap<string, number>;
}

/** Looks twice, `ms` apart, for the rates. */
export async function statusOf(site: Site, clock: Clock, ms = 1000): Promise<Status> {
  const before = await sampleOf(site, clock);
  await clock.sleep(ms);
  return statusBetween(site, before, await sampleOf(site, clock));
}

export async function sampleOf({ plan, ports }: Site, clock: Clock): Promise<Sample> {
  const topics = plan.topics(1).map(({ name }) => name);
  // Positions first: who reads on meanwhile is not ahead of the end.
  const positions = await ports.store.positions();
  const extents = await extentsOf(ports.log, topics);
  return {
    time: clock.now(),
    extents,
    positions: new Map(positions.map((each) => [placeOf(each.reader, each), each.next])),
  };
}

const placeOf = (reader: string, { topic, partition }: Pick<Extent, "topic" | "partition">): string =>
  `${reader}\n${topic}/${partition}`;

/** What two samples tell. */
export async function statusBetween(site: Site, before: Sample, now: Sample): Promise<Status> {
  const letters = await letterCounts(site);
  const later = new Map((await site.ports.store.later()).map((counts) => [counts.reader, counts]));
  const seconds = Math.max(now.time - before.time, 1) / 1000;
  const inputs = readersOf(site.plan).map(({ name, kind, topics }) => ({
    name,
    kind,
    inputs: topics.map((topic) => inputStatus(name, topic, before, now)),
  }));
  const readers = inputs.map(({ name, kind, inputs: own }): ReaderStatus => {
    const { waiting = 0, queued = 0, held = 0 } = later.get(name) ?? {};
    const overtaken = own.find(({ isOvertaken }) => isOvertaken);
    return {
      name,
      kind,
      lag: sum(own.map(({ lag }) => lag)),
      rate: sum(own.map(({ read }) => read)) / seconds,
      dead: letters.get(name) ?? 0,
      waiting,
      queued,
      held,
      failure:
        overtaken === undefined ? null : `retention has removed records of ${overtaken.topic} that it has not read`,
    };
  });
  const all = inputs.flatMap(({ inputs: own }) => own);
  const names = [...new Set(now.extents.map(({ topic }) => topic))].sort();
  return {
    pipeline: site.plan.definition.name,
    readers,
    topics: names.map((topic) => topicStatus(site.plan.definition, topic, all, before, now, seconds)),
  };
}

function readersOf({ sources, handlers }: Plan) {
  return [
    ...sources.map(({ definition: { name, topic } }) => ({ name, kind: "source" as const, topics: [topic] })),
    ...handlers.map(({ name, topics, definition: { kind } }) => ({ name, kind, topics })),
  ];
}

/** How one reader stands in one topic. */
interface InputStatus {
  readonly topic: string;
  readonly lag: number;
  /** Records read between the samples. */
  readonly read: number;
  readonly isOvertaken: boolean;
}

function inputStatus(reader: string, topic: string, before: Sample, now: Sample): InputStatus {
  let [lag, read] = [0, 0];
  let isOvertaken = false;
  for (const extent of now.extents) {
    if (extent.topic !== topic) continue;
    const next = positionIn(now, reader, extent);
    const from = next ?? extent.start;
    lag += Math.max(0, extent.end - from);
    read += Math.max(0, from - (positionIn(before, reader, extent) ?? extent.start));
    isOvertaken ||= next !== undefined && next < extent.start;
  }
  return { topic, lag, read, isOvertaken };
}

function topicStatus(
  definition: PipelineDefinition,
  topic: string,
  inputs: readonly InputStatus[],
  before: Sample,
  now: Sample,
  seconds: number,
): TopicStatus {
  const extents = now.extents.filter((each) => each.topic === topic);
  const lags = inputs.filter((input) => input.topic === topic).map(({ lag }) => lag);
  const endBefore = sum(before.extents.filter((each) => each.topic === topic).map(({ end }) => end));
  return {
    topic,
    partitions: extents.length,
    records: sum(extents.map(({ start, end }) => end - start)),
    rate: (sum(extents.map(({ end }) => end)) - endBefore) / seconds,
    lag: lags.length === 0 ? null : Math.max(...lags),
    deadOf: deadOf(definition, topic),
  };
}

function deadOf(definition: PipelineDefinition, topic: string): string | null {
  const prefix = deadTopicOf(definition, "");
  return topic.startsWith(prefix) ? topic.slice(prefix.length) : null;
}

const positionIn = ({ positions }: Sample, reader: string, place: Pick<Extent, "topic" | "partition">) =>
  positions.get(placeOf(reader, place));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
