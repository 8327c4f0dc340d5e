/**
 * What handlers do, as spans of traces: a span for each event, from when it was written (or emitted) until it was read (or
 * committed), and one for each handler's work on it. An event's span is the one that its `traceparent` names, so that
 * readers outside of the pipeline continue the trace.
 */

import type { Incoming } from "../../engine/incoming.ts";
import type { Handled } from "../../engine/observer.ts";
import type { Plan } from "../../engine/plan.ts";
import { headerText } from "../../log/batch.ts";
import { spanOf, type Trace, traceHex } from "../../log/trace.ts";

export interface SpanFacts {
  readonly name: string;
  readonly kind: "producer" | "consumer";
  readonly trace: string;
  readonly span: string;
  readonly parent: string | null;
  /** In ms. */
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string | number | readonly string[]>>;
  /** Code of the dead letter that came of it. */
  readonly dead: string | null;
}

export interface SpanOptions {
  readonly plan: Plan;
  /** How messaging systems are called: `kafka`, or `da-run` for the embedded log. */
  readonly system: string;
  /** Of traces that nobody has asked for, so many of a hundred. */
  readonly percent: number;
}

export class Spans {
  readonly #options: SpanOptions;
  /** By index of the event: the first handler that handles it, which tells of a source's event. */
  readonly #tellers: readonly (string | undefined)[];
  readonly #stores: ReadonlyMap<string, readonly string[]>;

  constructor(options: SpanOptions) {
    const { events, handlers } = options.plan;
    this.#options = options;
    this.#tellers = events.all.map(({ index }) => handlers.find(({ handles }) => handles[index] === true)?.name);
    this.#stores = new Map(
      handlers.map(({ name, definition }) => [name, [...new Set([...definition.updates, ...definition.deletes])]]),
    );
  }

  /** Of a round that began at one time and was committed at another. */
  of(handled: readonly Handled[], began: number, committed: number): SpanFacts[] {
    const wanted = handled.filter(({ event }) => this.#isWanted(event.trace));
    return wanted.flatMap((each) => this.#spansOf(each, began, committed));
  }

  /** One that was asked for, or one of the others by its id, so that all processes choose the same. */
  #isWanted({ flags, a }: Trace): boolean {
    return (flags & 1) === 1 || (a >>> 0) % 100 < this.#options.percent;
  }

  #spansOf({ handler, event, written, emitted, dead }: Handled, began: number, committed: number): SpanFacts[] {
    const trace = traceHex(event.trace);
    const own = spanOf(`${handler}\n${event.id}`);
    const stores = this.#stores.get(handler) ?? [];
    const work: SpanFacts = {
      name: `${handler} ${event.event.name}`,
      kind: "consumer",
      trace,
      span: own,
      parent: spanOf(event.id),
      start: began,
      end: committed,
      attributes: {
        ...this.#message(event),
        "messaging.operation.type": "process",
        "da.handler": handler,
        ...(stores.length === 0 ? {} : { "da.stores": stores }),
      },
      dead,
    };
    const made = emitted.map((each): SpanFacts => this.#emission(each, own, began, committed));
    return [...this.#arrival(handler, event, written ?? began, began), work, ...made];
  }

  #emission(event: Incoming, parent: string, began: number, committed: number): SpanFacts {
    return {
      name: `emit ${event.event.name}`,
      kind: "producer",
      trace: traceHex(event.trace),
      span: spanOf(event.id),
      parent,
      start: began,
      end: committed,
      attributes: { ...this.#message(event), "messaging.operation.type": "send" },
      dead: null,
    };
  }

  /** Of a source's event, which nobody in the pipeline has emitted. */
  #arrival(handler: string, event: Incoming, written: number, began: number): SpanFacts[] {
    const { index, source, name } = event.event;
    const span = spanOf(event.id);
    const parent = parentIn(event, this.#options.plan.definition.name);
    if (source === null || this.#tellers[index] !== handler || parent === span) return [];
    return [
      {
        name: `${source} ${name}`,
        kind: "consumer",
        trace: traceHex(event.trace),
        span,
        parent,
        start: Math.min(written, began),
        end: began,
        attributes: { ...this.#message(event), "messaging.operation.type": "receive" },
        dead: null,
      },
    ];
  }

  /** By OpenTelemetry's conventions for messages; of what an event holds nothing is told. */
  #message({ event, id, topic, partition, offset }: Incoming): Record<string, string | number> {
    return {
      "messaging.system": this.#options.system,
      "messaging.destination.name": topic === "" ? event.topic : topic,
      ...(offset < 0 ? {} : { "messaging.destination.partition.id": String(partition) }),
      ...(offset < 0 ? {} : { "messaging.kafka.offset": offset }),
      "messaging.message.id": id,
      "da.event": event.name,
    };
  }
}

const PARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-([0-9a-f]{16})-[0-9a-f]{2}/;

/** The span that the record's `traceparent` names, or null. */
function parentIn(event: Incoming, pipeline: string): string | null {
  return PARENT.exec(headerText(event.headers(pipeline), "traceparent") ?? "")?.[1] ?? null;
}
