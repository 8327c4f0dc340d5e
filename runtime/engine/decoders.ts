/** Who reads the records of which topic. */
import { type Decoder, EventDecoder, SourceDecoder } from "./decode.ts";
import type { Plan } from "./plan.ts";

/** A decoder for each topic. */
export function decodersOf(plan: Plan, topics: Iterable<string>): ReadonlyMap<string, Decoder> {
  const sources = new Map(plan.sources.map((source) => [source.definition.topic, source]));
  return new Map(
    [...new Set(topics)].map((topic) => {
      const source = sources.get(topic);
      return [topic, source === undefined ? new EventDecoder(plan, topic) : new SourceDecoder(source)];
    }),
  );
}
