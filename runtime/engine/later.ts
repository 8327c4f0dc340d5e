/** Events that are put off, as those who look at an engine see them. */
import type { PipelineDefinition } from "../api/definition.ts";
import { RecordBatch } from "../log/batch.ts";
import type { Held, Parked } from "../store/port.ts";
import type { Row } from "./errands.ts";
import type { Plan } from "./plan.ts";
import { keyJsonOf } from "./stores.ts";

/** An event that waits for a row; where `store` is null it queues behind one that does, or is about to be handled. */
export interface ParkedEvent {
  readonly id: number;
  /** Its name in the spec. */
  readonly event: string;
  readonly handler: string;
  readonly store: string | null;
  /** Of the row that it waits for: as handlers see it, and as JSON. */
  readonly key: Row | null;
  readonly keyJson: string | null;
  /** When it came or, where it has waited before, when this wait began. */
  readonly since: number;
  readonly due: number | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Its place in a record that held several, else -1. */
  readonly element: number;
  /** Its bytes as they came. */
  readonly value: Uint8Array;
}

/** One that waits for a row itself. */
export type WaitingEvent = ParkedEvent & { readonly store: string; readonly key: Row; readonly keyJson: string };

export const isWaiting = (event: ParkedEvent): event is WaitingEvent => event.store !== null;

/** An emitted event that is held back. */
export type HeldEvent = Held;

export function parkedEvents(plan: Plan): (parked: Parked) => ParkedEvent {
  const { types }: PipelineDefinition = plan.definition;
  const texts = new Map([...plan.stores].map(([name, store]) => [name, keyJsonOf(store, types)]));
  return ({ id, event, reader, awaits, since, due, topic, partition, offset, element, record }) => {
    const bytes = Buffer.from(record.buffer, record.byteOffset, record.length);
    const value = new RecordBatch(bytes, offset).value(0);
    const store = awaits === null ? undefined : plan.stores.get(awaits.store);
    const key = store === undefined || awaits === null ? null : store.keyRowOf(awaits.key);
    return {
      id,
      event,
      handler: reader,
      store: awaits?.store ?? null,
      key: awaits === null ? null : (key ?? {}),
      keyJson: awaits === null ? null : key === null ? "{}" : (texts.get(awaits.store)?.(key) ?? "{}"),
      since,
      due,
      topic,
      partition,
      offset,
      element,
      value,
    };
  };
}
