/** What handlers take: the events that they handle, and the events, stores and signals that they may touch. */
import type { Event, Handler, Signal } from "../model.ts";
import type { EmitContext } from "./context.ts";
import type { TypeScriptFile } from "./file.ts";
import { type Doc, group, ifBroken, indent, join, line, softline } from "./text/doc.ts";
import { typeArguments, unionOf } from "./types.ts";

/** What a handler handles: an event of a source, a discrete event or a signal. */
export type Handled = Event | Signal;

export function handledBy(context: EmitContext, handler: Handler): Handled[] {
  return handler.on.flatMap(({ name }) => context.events.get(name) ?? context.signals.get(name) ?? []);
}

/** `(a: A, b: B)` */
export function parameterList(parameters: readonly Doc[]): Doc {
  if (parameters.length === 0) return "()";
  return group(["(", indent([softline, join([",", line], parameters)]), ifBroken(","), softline, ")"]);
}

export function eventTypes(context: EmitContext, file: TypeScriptFile, handled: readonly Handled[]): string[] {
  return handled.map((one) => file.importType("events", context.eventNames.get(one.name) ?? one.name));
}

export function pick(file: TypeScriptFile, from: "events" | "stores", map: string, names: readonly string[]): Doc {
  if (names.length === 0) return file.imports.type("da-compile/runtime", "Nothing");
  return typeArguments("Pick", [file.importType(from, map), unionOf(names)]);
}
