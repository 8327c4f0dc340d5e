/**
 * Subjects of a schema registry: `TOPIC-value` where a topic has one event, as serializers name it by themselves, and
 * `TOPIC-EVENT` (the name on the wire) where it has several. Each holds the closed schema, as the event is written.
 */
import type { EmitContext } from "../emit/context.ts";
import { readSchema, writtenSchema } from "../emit/schema/events.ts";
import type { Event, Json, Signal } from "../model.ts";

export interface Subject {
  readonly subject: string;
  /** The event's or signal's name in the spec. */
  readonly event: string;
  readonly written: Json;
  readonly read: Json;
}

export function subjectsOf(context: EmitContext): readonly Subject[] {
  const { events, signals, sources } = context.model;
  const topicOf = (one: Event | Signal): string =>
    "source" in one && one.source !== null
      ? (sources.find(({ name }) => name === one.source)?.topic ?? one.topic)
      : one.topic;
  const all = [...events, ...signals];
  return all.map((one) => {
    const topic = topicOf(one);
    const isAlone = all.filter((other) => topicOf(other) === topic).length === 1;
    const head = { $schema: "http://json-schema.org/draft-07/schema#", title: one.wire };
    return {
      subject: `${topic}-${isAlone ? "value" : one.wire}`,
      event: one.name,
      written: { ...head, ...writtenSchema(context, one) },
      read: { ...head, ...readSchema(context, one) },
    };
  });
}
