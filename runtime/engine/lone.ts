/** Reads records that were put off or are replayed, each as the event that it was. */
import { type Decoded, EventDecoder, type LoneRecord, SourceDecoder } from "./decode.ts";
import type { EventPlan } from "./events.ts";
import type { Plan } from "./plan.ts";

export class LoneDecoder {
  readonly #sources: ReadonlyMap<string, SourceDecoder>;
  readonly #own: EventDecoder;

  constructor(plan: Plan) {
    this.#sources = new Map(plan.sources.map((source) => [source.definition.name, new SourceDecoder(source)]));
    this.#own = new EventDecoder(plan, "");
  }

  /** As its source brought it. */
  decodeBrought(source: string, record: LoneRecord): Decoded {
    return this.#source(source).decodeLone(record);
  }

  /** As an event of which the name is known, whatever the record says. */
  decode(event: EventPlan, record: LoneRecord): Decoded {
    const decoder = event.source === null ? this.#own : this.#source(event.source);
    return decoder.decodeAs(event, record);
  }

  #source(name: string): SourceDecoder {
    const decoder = this.#sources.get(name);
    if (decoder === undefined) throw new Error(`The definition has no source ${name}.`);
    return decoder;
  }
}
