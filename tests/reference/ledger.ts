/** What was found in an engine's log and nothing accounts for yet: what the reference says must be is taken from here. */
import type { Event, Field, Model, Signal } from "../../compiler/model.ts";
import { difference, Mismatch } from "./differences.ts";
import { type Emitted, eventOf, type Handled, signalOf } from "./handlers.ts";
import type { Letter, LogRecord, Made } from "./log.ts";
import { isRecord, type Row } from "./values.ts";
import { keyText, writeRecord } from "./wire.ts";

export interface WrittenEvent extends LogRecord {
  readonly made: Made;
}

export class Ledger {
  readonly #model: Model;
  readonly #forwards: ReadonlySet<string>;
  #made: WrittenEvent[] = [];
  #letters: (LogRecord & { readonly dead: Letter })[] = [];
  #forwarded: LogRecord[] = [];

  constructor(model: Model) {
    this.#model = model;
    this.#forwards = new Set(model.handlers.flatMap((handler) => handler.forwards));
  }

  /** Gives the records that others than the pipeline wrote. */
  add(records: readonly LogRecord[]): readonly LogRecord[] {
    return records.filter((record) => {
      const { made, dead, topic } = record;
      if (dead !== null) this.#letters.push({ ...record, dead });
      else if (this.#forwards.has(topic)) this.#forwarded.push(record);
      else if (made !== null) this.#made.push({ ...record, made });
      return dead === null && made === null && !this.#forwards.has(topic);
    });
  }

  left(): readonly LogRecord[] {
    return [...this.#made, ...this.#letters, ...this.#forwarded];
  }

  /** What a handler must have emitted, which is in the log then. */
  takeEmitted(handler: string, cause: Handled, emitted: Emitted): WrittenEvent {
    const event = namedIn(this.#model, emitted.name);
    const candidates = this.#made.filter(
      ({ made, topic }) =>
        made.handler === handler && made.cause === cause.id && made.type === event.wire && topic === event.topic,
    );
    const problems = candidates.map((record) => this.#problemOf(record, event, emitted));
    const taken = candidates[problems.indexOf(null)];
    if (taken === undefined) {
      const found = problems.length === 0 ? "nothing of that kind was emitted" : problems.join("; ");
      throw new Mismatch(`${handler} on ${cause.name} ${cause.id} emits ${emitted.name}: ${found}`);
    }
    this.#made = this.#made.filter((record) => record !== taken);
    return taken;
  }

  #problemOf(record: WrittenEvent, event: Event | Signal, emitted: Emitted): string | null {
    const { made, key } = record;
    const expected = {
      id: emitted.id ?? made.id,
      at: emitted.at,
      hops: emitted.hops,
      key: keyText(this.#model, fieldsOf(event), event.key, emitted.fields),
      value: this.#json(event, emitted, made.id),
    };
    const { id, at, hops } = made;
    return difference(expected, { id, at, hops, key, value: JSON.parse(record.value) }, emitted.name);
  }

  /** Its value on the wire. */
  #json(event: Event | Signal, { fields, at }: Emitted, id: string): Row {
    const written = writeRecord(this.#model, fieldsOf(event), fields);
    const source = "source" in event ? this.#model.sources.find(({ name }) => name === event.source) : undefined;
    if (source === undefined) {
      const { envelope } = this.#model.pipeline;
      return { ...written, [envelope.id]: id, [envelope.name]: event.wire, [envelope.at]: at };
    }
    const named = source.nameAt === null ? written : withPath(written, source.nameAt, event.wire);
    return source.idAt === null ? named : withPath(named, source.idAt, id);
  }

  takeLetter(expected: Omit<Letter, "code" | "reason">, code: string | null): void {
    const { handler, event, topic, partition, offset } = expected;
    const at = this.#letters.findIndex(
      ({ dead }) =>
        dead.handler === handler &&
        dead.event === event &&
        dead.topic === topic &&
        (dead.offset < 0 || (dead.partition === partition && dead.offset === offset)) &&
        (code === null || dead.code === code),
    );
    if (at < 0)
      throw new Mismatch(`${handler} has no dead letter (${code}) of ${event} at ${topic} ${partition} ${offset}`);
    this.#letters.splice(at, 1);
  }

  takeForwarded(topic: string, { value, key }: LogRecord): void {
    const isIt = (each: LogRecord): boolean =>
      each.topic === topic && each.key === key && difference(JSON.parse(value), JSON.parse(each.value)) === null;
    const at = this.#forwarded.findIndex(isIt);
    if (at < 0) throw new Mismatch(`${topic} lacks ${value}, which is to be forwarded with the key ${key}`);
    this.#forwarded.splice(at, 1);
  }
}

export function namedIn(model: Model, name: string): Event | Signal {
  return model.signals.some((signal) => signal.name === name) ? signalOf(model, name) : eventOf(model, name);
}

export function fieldsOf(event: Event | Signal): readonly Field[] {
  return "allFields" in event ? event.allFields : event.fields;
}

function withPath(record: Row, [name = "", ...rest]: readonly string[], value: string): Row {
  if (rest.length === 0) return { ...record, [name]: value };
  const inner = record[name] ?? {};
  return { ...record, [name]: withPath(isRecord(inner) ? inner : {}, rest, value) };
}
