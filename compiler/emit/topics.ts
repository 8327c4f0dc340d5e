/** topics.json: every topic that the pipeline reads or writes. */
import type { EmitContext } from "./context.ts";
import { jsonText } from "./text/json.ts";

export function emitTopics(context: EmitContext): string {
  const topics = context.model.topics.map((topic) => ({
    name: topic.name,
    kind: topic.kind,
    owned: topic.owned,
    partitions: topic.partitions,
    replicas: topic.replicas,
    retention: topic.retention,
    key: topic.key,
    events: topic.events,
    writtenBy: topic.writtenBy,
    readBy: topic.readBy,
  }));
  return jsonText({ $comment: context.links.header, topics });
}
