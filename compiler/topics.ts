/** Every topic that a pipeline reads or writes: those of sources, events, signals, dead letters and `forward`s. */
import type { Event, Model, Signal, Topic } from "./model.ts";
import { inputsOf, outputsOf } from "./topology/topology.ts";

/** By name, in the order of UTF-16 units. */
export function topicsOf(model: Omit<Model, "topics">): readonly Topic[] {
  const topics = new Gathering(model);
  for (const source of model.sources) topics.add(source.topic, "source");
  for (const event of model.events) topics.carry(event.topic, topics.kindOf(event), event.name);
  for (const signal of model.signals) topics.carry(signal.topic, "gep", signal.name);
  for (const handler of model.handlers) {
    const inputs = inputsOf(handler);
    for (const name of inputs) topics.of(name)?.readBy.add(handler.name);
    for (const name of outputsOf(handler)) topics.of(name)?.writtenBy.add(handler.name);
    for (const topic of handler.forwards) topics.write(topic, "forward", inputs, handler.name);
    topics.write(deadLetterTopic(model, handler.name), "dead", inputs, handler.name);
  }
  for (const source of model.sources) {
    topics.write(deadLetterTopic(model, source.name), "dead", [], source.name);
  }
  for (const { name, source } of model.events) {
    if (source !== null) topics.carry(deadLetterTopic(model, source), "dead", name);
  }
  return topics.all();
}

/** Where what a handler, or a source, cannot handle goes. */
export function deadLetterTopic(model: Pick<Model, "pipeline">, handlerOrSource: string): string {
  return `${model.pipeline.topics}.dead.${handlerOrSource}`;
}

interface Gathered {
  readonly kind: Topic["kind"];
  readonly events: Set<string>;
  readonly writtenBy: Set<string>;
  readonly readBy: Set<string>;
}

class Gathering {
  readonly #model: Omit<Model, "topics">;
  readonly #messages: ReadonlyMap<string, Event | Signal>;
  readonly #emittedByDemux: ReadonlySet<string>;
  readonly #topics = new Map<string, Gathered>();

  constructor(model: Omit<Model, "topics">) {
    this.#model = model;
    this.#messages = new Map([...model.signals, ...model.events].map((message) => [message.name, message]));
    const demuxes = model.handlers.filter((handler) => handler.kind === "demux");
    this.#emittedByDemux = new Set(demuxes.flatMap((demux) => demux.emits));
  }

  kindOf(event: Event): Topic["kind"] {
    if (event.source !== null) return "source";
    return this.#emittedByDemux.has(event.name) ? "demux" : "dep";
  }

  /** The topic of an event or signal. */
  of(name: string): Gathered | undefined {
    return this.#topics.get(this.#messages.get(name)?.topic ?? "");
  }

  /** The topic of that name, of the kind that it was first met as. */
  add(name: string, kind: Topic["kind"]): Gathered {
    const known = this.#topics.get(name);
    if (known !== undefined) return known;
    const topic = { kind, events: new Set<string>(), writtenBy: new Set<string>(), readBy: new Set<string>() };
    this.#topics.set(name, topic);
    return topic;
  }

  carry(topic: string, kind: Topic["kind"], event: string): void {
    this.add(topic, kind).events.add(event);
  }

  write(topic: string, kind: Topic["kind"], events: readonly string[], writer: string): void {
    for (const event of events) this.carry(topic, kind, event);
    this.add(topic, kind).writtenBy.add(writer);
  }

  all(): readonly Topic[] {
    const { partitions, replicas, retention } = this.#model.pipeline;
    return [...this.#topics]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, { kind, events, writtenBy, readBy }]) => ({
        name,
        kind,
        partitions,
        replicas,
        retention,
        owned: kind !== "source" && kind !== "forward",
        key: this.#sharedKey(events),
        events: [...events],
        writtenBy: [...writtenBy],
        readBy: [...readBy],
      }));
  }

  /** Null where the events have different keys, or one has none. */
  #sharedKey(events: ReadonlySet<string>): readonly string[] | null {
    const keys = [...events].map((event) => this.#messages.get(event)?.key ?? []);
    const [key, ...others] = keys;
    if (key === undefined || key.length === 0) return null;
    return others.every((other) => other.join() === key.join()) ? key : null;
  }
}
