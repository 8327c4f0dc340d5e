/** The topics that a pipeline needs, as \`generated/topics.json\` lists them, and what it does with each. */
import type { PipelineDefinition } from "../../api/definition.ts";
import { deadTopicOf, type Plan } from "../../engine/plan.ts";
import type { TopicSpec } from "../../log/port.ts";

export interface WantedTopic {
  readonly spec: TopicSpec;
  readonly kind: "source" | "own" | "dead" | "forward";
  /** The pipeline alone writes it. Others are what others make of them. */
  readonly isOwned: boolean;
  /** Events of one key are handled in order, which is that of their partition. */
  readonly isOrdered: boolean;
  readonly isRead: boolean;
  readonly isWritten: boolean;
}

export function wantedTopics({ definition, inputs, topics }: Plan): readonly WantedTopic[] {
  const written = writtenTopics(definition);
  const sources = new Map(definition.sources.map((source) => [source.topic, source]));
  const forwards = new Set(definition.handlers.flatMap(({ forwards: names }) => names));
  const keyed = new Set([...definition.events, ...definition.signals].filter(hasKey).map(({ topic }) => topic));
  return topics(definition.partitions).map((spec): WantedTopic => {
    const { name } = spec;
    const isDead = name.startsWith(deadTopicOf(definition, ""));
    const kind = sources.has(name) ? "source" : isDead ? "dead" : forwards.has(name) ? "forward" : "own";
    const isOwned = kind === "own" || kind === "dead";
    const isOrdered = !isDead && keyed.has(name);
    return { spec, kind, isOwned, isOrdered, isRead: inputs.includes(name), isWritten: isDead || written.has(name) };
  });
}

const hasKey = ({ key }: { readonly key: readonly string[] }): boolean => key.length > 0;

function writtenTopics({ events, signals, handlers }: PipelineDefinition): ReadonlySet<string> {
  const topics = new Map([...events, ...signals].map(({ name, topic }) => [name, topic]));
  const names = handlers.flatMap(({ emits, signals: told }) => [...emits, ...told]);
  const emitted = names.flatMap((name) => topics.get(name) ?? []);
  return new Set([...emitted, ...handlers.flatMap(({ forwards }) => forwards)]);
}
