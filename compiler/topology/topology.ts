/** Which event leads to which through which handler: the shape of the pipeline, for its checks, `life` and `graph`. */
import type { Event, Handler, Model, Place, Signal, Store } from "../model.ts";
import { once } from "../once.ts";
import { statementsOf } from "../walk.ts";

/** One handler that makes one event or signal of another. */
export interface Step {
  readonly handler: Handler;
  readonly from: string;
  readonly to: string;
}

export interface Topology {
  readonly model: Model;
  readonly events: ReadonlyMap<string, Event>;
  readonly signals: ReadonlyMap<string, Signal>;
  readonly stores: ReadonlyMap<string, Store>;
  /** The handlers looked at, in order of declaration. */
  readonly handlers: readonly Handler[];
  /** Steps by the event that they start from, and by the one that they lead to; in order of declaration. */
  readonly stepsFrom: ReadonlyMap<string, readonly Step[]>;
  readonly stepsTo: ReadonlyMap<string, readonly Step[]>;
  readonly handledBy: ReadonlyMap<string, readonly Handler[]>;
  readonly madeBy: ReadonlyMap<string, readonly Handler[]>;
}

/** The topology of a model, of all its handlers or of those given. */
export function topologyOf(model: Model, handlers: readonly Handler[] = model.handlers): Topology {
  const events = byName(model.events);
  const signals = byName(model.signals);
  const known = (name: string): boolean => events.has(name) || signals.has(name);
  const stepsFrom = new Map<string, Step[]>();
  const stepsTo = new Map<string, Step[]>();
  const handledBy = new Map<string, Handler[]>();
  const madeBy = new Map<string, Handler[]>();
  for (const handler of handlers) {
    const inputs = inputsOf(handler).filter(known);
    const outputs = outputsOf(handler).filter(known);
    for (const input of inputs) append(handledBy, input, handler);
    for (const output of outputs) append(madeBy, output, handler);
    for (const from of inputs) {
      for (const to of outputs) {
        const step = { handler, from, to };
        append(stepsFrom, from, step);
        append(stepsTo, to, step);
      }
    }
  }
  return { model, events, signals, stores: byName(model.stores), handlers, stepsFrom, stepsTo, handledBy, madeBy };
}

/** The events and signals that a handler handles, each once. */
export const inputsOf = once(({ on }: Handler): readonly string[] => [...new Set(on.map((input) => input.name))]);

/** The events and signals that a handler makes, each once. */
export const outputsOf = once(({ emits, signals }: Handler): readonly string[] => [...new Set([...emits, ...signals])]);

/** Where a handler first says that it makes an event: the name after `emit` or `signal`, else the handler's own name. */
export function makingPlace(handler: Handler, name: string): Place {
  for (const statement of statementsOf(handler)) {
    if (statement.kind === "emit" && statement.event === name) return statement.target;
    if (statement.kind === "signal" && statement.signal === name) return statement.target;
  }
  return handler.namePlace;
}

/** A discrete event, in contrast to a source event. */
export function isDiscrete(event: Event | undefined): boolean {
  return event !== undefined && event.source === null;
}

/** The first of each name. */
export function byName<T extends { readonly name: string }>(declarations: readonly T[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const declaration of declarations) {
    if (!found.has(declaration.name)) found.set(declaration.name, declaration);
  }
  return found;
}

/** Adds to the list that a map holds under a key. */
export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
