/** Compares the topics that a pipeline needs with those that a broker has: what is to be done, and what stands in the way. */
import type { TopicSpec } from "../../log/port.ts";
import { type MissingRight, missingRights } from "./grants.ts";
import { placed } from "./placement.ts";
import type { BrokerFacts, BrokerPlace, Move, TopicFacts } from "./port.ts";
import type { WantedTopic } from "./wanted.ts";

/** What a change costs: records that are kept now, or the order of events of one key. */
export type Loss = "data" | "order" | null;

interface ChangeParts {
  readonly topic: string;
  readonly loses: Loss;
  /** What is done, and why it is to be thought of before. */
  readonly text: string;
}

export type TopicChange = ChangeParts &
  (
    | { readonly change: "create"; readonly spec: TopicSpec }
    | { readonly change: "move replicas"; readonly moves: readonly Move[] }
    | { readonly change: "add partitions"; readonly partitions: number }
    | { readonly change: "configure"; readonly settings: Readonly<Record<string, string>> }
    | { readonly change: "delete" }
  );

/** What no request to the broker puts right. */
export interface Obstacle {
  readonly topic: string;
  readonly text: string;
}

export interface TopicPlan {
  readonly changes: readonly TopicChange[];
  readonly obstacles: readonly Obstacle[];
  readonly rights: readonly MissingRight[];
  /** Good to know, and nothing to do. */
  readonly notes: readonly Obstacle[];
}

export interface Comparison {
  readonly wanted: readonly WantedTopic[];
  readonly facts: BrokerFacts;
  /** What a topic's largest record may have, in bytes. */
  readonly largest: number;
}

export function compareTopics({ wanted, facts, largest }: Comparison): TopicPlan {
  const there = new Map(facts.topics.map((topic) => [topic.name, topic]));
  const declared = new Set(wanted.map(({ spec }) => spec.name));
  const plans = wanted
    .filter(({ spec }) => !facts.hidden.includes(spec.name))
    .map((topic) => {
      const fact = there.get(topic.spec.name);
      return fact === undefined ? missing(topic, facts.brokers) : compared(topic, fact, facts.brokers, largest);
    });
  const strays = facts.topics.filter(({ name }) => !declared.has(name)).map(stray);
  const changes = [...plans.flatMap((plan) => plan.changes ?? []), ...strays];
  return {
    changes,
    obstacles: plans.flatMap((plan) => plan.obstacles ?? []),
    rights: missingRights({ wanted, facts, changes }),
    notes: plans.flatMap((plan) => plan.notes ?? []),
  };
}

function missing({ spec, kind, isOwned }: WantedTopic, brokers: readonly BrokerPlace[]): Partial<TopicPlan> {
  const { name: topic, partitions, replicas, retention } = spec;
  if (replicas > brokers.length)
    return { obstacles: [{ topic, text: `is missing, and ${tooFew(replicas, brokers)}` }] };
  const size = `${count(partitions, "partition")}, ${count(replicas, "replica")}, kept for ${days(retention)}`;
  const whose = isOwned ? "" : `; ${kind === "source" ? "others write" : "others read"} it and may want it otherwise`;
  return { changes: [{ change: "create", topic, spec, loses: null, text: `is missing: made with ${size}${whose}` }] };
}

function compared(
  topic: WantedTopic,
  fact: TopicFacts,
  brokers: readonly BrokerPlace[],
  largest: number,
): Partial<TopicPlan> {
  if (!topic.isOwned) return { notes: shortLived(topic, fact) };
  // Replicas first: partitions that are added get as many as the first one has.
  const sizes = [replicasOf(topic, fact, brokers), partitionsOf(topic, fact)];
  return {
    changes: [...sizes.flatMap((size) => size.changes ?? []), ...configured(topic, fact, largest)],
    obstacles: sizes.flatMap((size) => size.obstacles ?? []),
    notes: sizes.flatMap((size) => size.notes ?? []),
  };
}

/** A rebuild needs what is kept; how long others keep their topics is theirs to say. */
function shortLived({ spec, kind }: WantedTopic, { name: topic, settings }: TopicFacts): readonly Obstacle[] {
  const kept = Number(settings?.get(RETENTION) ?? -1);
  if (kind !== "source" || kept < 0 || kept >= spec.retention) return [];
  const text = `is kept for ${days(kept)}, and the spec says ${days(spec.retention)}: a new handler begins with what is left.`;
  return [{ topic, text }];
}

function partitionsOf({ spec, isOrdered }: WantedTopic, { name: topic, ...fact }: TopicFacts): Partial<TopicPlan> {
  const [partitions, more] = [fact.partitions.length, spec.partitions];
  if (partitions === more) return {};
  if (partitions > more) {
    const text = `has ${count(partitions, "partition")} instead of ${more}, and Kafka takes none away. Say \`partitions: ${partitions}\` in the spec, or make the topic anew.`;
    return { obstacles: [{ topic, text }] };
  }
  const why = isOrdered
    ? ": most keys move to another partition, where their new events may be handled before their old ones. Let the pipeline come to the end of the topic first"
    : "";
  const text = `has ${count(partitions, "partition")}: raised to ${more}${why}`;
  const loses = isOrdered ? "order" : null;
  return { changes: [{ change: "add partitions", topic, partitions: more, loses, text }] };
}

function replicasOf(
  { spec: { replicas: wanted } }: WantedTopic,
  { name: topic, partitions, moving }: TopicFacts,
  brokers: readonly BrokerPlace[],
): Partial<TopicPlan> {
  if (moving > 0) {
    const text = `is being copied to other brokers: ${moving} of ${count(partitions.length, "partition")} are on their way.`;
    return { notes: [{ topic, text }] };
  }
  const numbers = [...new Set(partitions.map(({ replicas }) => replicas.length))].sort((a, b) => a - b);
  const most = numbers.at(-1) ?? wanted;
  const least = numbers[0] ?? wanted;
  if (least === wanted && most === wanted) return {};
  const has = `has ${numbers.length > 1 ? `${least} to ` : ""}${count(most, "replica")}`;
  if (wanted > brokers.length) return { obstacles: [{ topic, text: `${has}, and ${tooFew(wanted, brokers)}` }] };
  const how = least < wanted ? `raised to ${wanted}, and brokers copy what it holds` : `lowered to ${wanted}`;
  const moves = placed(partitions, wanted, brokers);
  return { changes: [{ change: "move replicas", topic, moves, loses: null, text: `${has}: ${how}` }] };
}

const tooFew = (replicas: number, { length }: readonly BrokerPlace[]): string =>
  `${count(replicas, "replica")} need as many brokers: there ${length === 1 ? "is" : "are"} ${length}. Lower \`replicas\` in the spec, or add brokers.`;

const RETENTION = "retention.ms";
const NO_LIMIT = "-1";

/** Settings by which the topic would lose records early, or refuse them. */
function configured({ spec }: WantedTopic, { name: topic, settings }: TopicFacts, largest: number): TopicChange[] {
  if (settings === null) return [];
  const changes: TopicChange[] = [];
  const change = (name: string, value: string, text: string, loses: Loss = null): void => {
    changes.push({ change: "configure", topic, settings: { [name]: value }, loses, text });
  };
  const kept = Number(settings.get(RETENTION) ?? spec.retention);
  if (kept !== spec.retention) {
    const isLess = kept < 0 || kept > spec.retention;
    const text = `is kept ${kept < 0 ? "for ever" : `for ${days(kept)}`}: changed to ${days(spec.retention)}`;
    change(RETENTION, String(spec.retention), isLess ? `${text}, and older records go` : text, isLess ? "data" : null);
  }
  const policy = settings.get("cleanup.policy") ?? "delete";
  if (policy !== "delete") {
    const text = `has cleanup.policy=${policy}, by which Kafka drops events of a key that has newer ones: changed to delete`;
    change("cleanup.policy", "delete", text);
  }
  const bytes = settings.get("retention.bytes") ?? NO_LIMIT;
  if (bytes !== NO_LIMIT) {
    change(
      "retention.bytes",
      NO_LIMIT,
      `has retention.bytes=${bytes}, which may drop records before their time: lifted`,
    );
  }
  const most = Number(settings.get("max.message.bytes") ?? largest);
  if (most < largest) {
    change("max.message.bytes", String(largest), `takes records of ${most} bytes at most: raised to ${largest}`);
  }
  return changes;
}

function stray({ name: topic }: TopicFacts): TopicChange {
  const text = "has the pipeline's prefix, and no part of the spec names it: deleted with all its records";
  return { change: "delete", topic, loses: "data", text };
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

const UNITS = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1000, "second"],
] as const;

function days(ms: number): string {
  const [unit, name] = UNITS.find(([length]) => ms > 0 && ms % length === 0) ?? [1, "millisecond"];
  return count(ms / unit, name);
}
