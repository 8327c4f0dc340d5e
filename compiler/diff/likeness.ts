/** How alike two declarations of different names are: by what they hold and what they are connected with. */
import type { Column, Event, Field, Handler, Signal, Source, Store, Type } from "../model.ts";
import { nearest } from "../names/near.ts";
import { printType } from "../types/print.ts";
import { overlap } from "./match.ts";
import { meaningOf } from "./meaning.ts";

export function likeEvent(old: Event | Signal, now: Event | Signal): number {
  if (kindOf(old) !== kindOf(now)) return 0;
  return overlap(old.fields.map(wordOfField), now.fields.map(wordOfField));
}

function kindOf(message: Event | Signal): string {
  if ("allFields" in message) return `signal of ${message.store}`;
  return message.source === null ? (message.sort ?? "event") : `from ${message.source}`;
}

/** The measure has the metric's name, which changes with the event's. */
function wordOfField(field: Field): string {
  return `${field.measure ? "measure" : field.wire}${field.optional ? "?" : ""}: ${printType(field.type)}`;
}

export function likeStore(old: Store, now: Store): number {
  if (old.external !== now.external) return 0;
  if (old.table === now.table) return 1;
  return overlap(old.columns.map(wordOfColumn), now.columns.map(wordOfColumn));
}

export function wordOfColumn(column: Column): string {
  return `${column.kind} ${column.name}: ${printType(column.type)}`;
}

export function likeSource(old: Source, now: Source): number {
  if (old.topic === now.topic) return 1;
  const words = ({ from, nameAt, idAt, at, key }: Source) => [from, nameAt, idAt, at, key].map(String);
  return old.topic.split(".").at(-1) === now.topic.split(".").at(-1) ? overlap(words(old), words(now)) : 0;
}

export function likeHandler(old: Handler, now: Handler): number {
  if (old.kind !== now.kind) return 0;
  const words = ({ on, emits, updates, signals, deletes, forwards }: Handler) => [
    ...on.map(({ name }) => `on ${name}`),
    ...[...emits, ...signals].map((name) => `emits ${name}`),
    ...[...updates, ...deletes].map((name) => `updates ${name}`),
    ...forwards.map((topic) => `forwards ${topic}`),
  ];
  const same = meaningOf(old) === meaningOf(now) ? 1 : 0;
  return Math.max(same, overlap(words(old), words(now)) - 0.05);
}

/** The value that stands where the only removed one of an enum stood, or is much like it; null where it looks removed. */
export function likelyRename(old: Type | null, now: Type | null, removed: readonly string[]): string | null {
  const [gone] = removed;
  if (old?.kind !== "union" || now?.kind !== "union" || gone === undefined || removed.length > 1) return null;
  const added = now.values.filter((value) => !old.values.includes(value));
  const [come] = added;
  if (come === undefined || added.length > 1) return null;
  const isThere = old.values.length === now.values.length && old.values.indexOf(gone) === now.values.indexOf(come);
  return isThere || nearest(gone, [come]).length > 0 ? come : null;
}

/** A column that went and one of its kind and type that came. */
export function likeColumn(old: Column, now: Column): number {
  if (old.sql === now.sql) return 1;
  const form = ({ kind, type, factor, optional }: Column) => `${kind} ${printType(type)} ${factor} ${optional}`;
  return form(old) === form(now) ? 0.8 : 0;
}
