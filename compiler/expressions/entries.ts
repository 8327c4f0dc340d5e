/** Entries in braces: what they set of a target's fields, spreads spelt out, the later over the earlier. */

import type { Entry, Expression, RecordNode, Span, SpreadNode } from "../../dsl/syntax.ts";
import { hasDefault, mayLack } from "../defaults.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { lacked, type Said } from "../diagnostics/messages/said.ts";
import { related } from "../diagnostics/report.ts";
import type { Expr, Field, FieldValue, Json, Place, RecordType, Type } from "../model.ts";
import { nearest } from "../names/near.ts";
import { type Misfit, misfit } from "../types/fit.ts";
import { printType } from "../types/print.ts";
import {
  core,
  fieldAccepts,
  fieldValue,
  isNullable,
  nonNull,
  recordOf,
  type Shape,
  shapeOf,
  type Types,
} from "../types/table.ts";
import { isSilent, JSON_VALUE } from "../types/types.ts";
import { type Env, type Given, tell, uses } from "./env.ts";
import { made } from "./given.ts";
import { known } from "./names.ts";
import { errorAt, literal, nullAt } from "./values.ts";

/** A field, column or other place that an entry may set. */
export interface Slot {
  readonly name: string;
  readonly accepts: Type;
  readonly required: boolean;
  /** Stands in where nothing, or null, is given. */
  readonly fallback: Json | undefined;
  readonly type: Type;
  /** Where it is declared. */
  readonly place: Place;
  /** A record that is written out here says only some of its fields. */
  readonly partial?: true;
}

export interface Target {
  /** "`usage.order.amount`" */
  readonly of: string;
  /** "field", "column" */
  readonly what: string;
  readonly slots: readonly Slot[];
  readonly byName: ReadonlyMap<string, Slot>;
  /** Some slots are not known: no entry is unknown, nothing is missing. */
  readonly open: boolean;
  /** Why a name cannot be set though it is known, in place of "unknown". */
  refused?(name: string): Parameters<typeof tell>[1] | null;
}

export interface Filled {
  readonly values: ReadonlyMap<string, Expr>;
  /** Something was in error or dropped that may have set any field. */
  readonly open: boolean;
  /** What is spread and known, and might have set what is missing. */
  readonly sources: readonly Shape[];
}

export function targetOf(of: string, what: string, slots: readonly Slot[], open: boolean): Target {
  return { of, what, slots, byName: new Map(slots.map((slot) => [slot.name, slot])), open };
}

function fieldSlots(types: Types, fields: readonly Field[]): Slot[] {
  return fields.map((field) => ({
    name: field.name,
    accepts: fieldAccepts(types, field),
    required: !mayLack(field),
    fallback: field.defaultValue,
    type: field.type,
    place: field.place,
  }));
}

/**
 * Checks every entry. An unknown one may be meant for any field: then nothing is missing, and no spread is wrong.
 * Entries named in `meta` (`$id`, `$at`) are typed as they say and given back with the rest. */
export function fill(entries: RecordNode, target: Target, env: Env, meta: Readonly<Record<string, Type>> = {}): Filled {
  const values = new Map<string, Expr>();
  const named = new Map<string, Entry>();
  let open = entries.incomplete || target.open;
  let unknown = false;
  const fromSpread = new Map<string, SpreadNode>();
  const spreads: Spread[] = [];
  for (const entry of entries.entries) {
    if (entry.kind === "spread") {
      const copied = copies(entry, target, env);
      open = open || copied.open;
      spreads.push({ node: entry, copies: copied.values, source: copied.source });
      for (const [name, value] of copied.values) {
        values.set(name, value);
        fromSpread.set(name, entry);
      }
      continue;
    }
    const name = entry.name.text;
    const before = named.get(name);
    if (before !== undefined) {
      tell(env, messages.DA2002.entry({ name }), entry.name, [related("set here", env.file.place(before.name))]);
      // Which name was meant is not known: the value may be of any type.
      if (entry.value !== null) {
        env.check.given(entry.value, { type: JSON_VALUE, to: `\`${name}\``, fn: null }, env);
      }
      values.set(name, errorAt(env.file.place(entry.name)));
      fromSpread.delete(name);
      continue;
    }
    const value = checkEntry(entry, target, env, meta);
    unknown = unknown || value === null;
    named.set(name, entry);
    if (value !== null) {
      values.set(name, value);
      fromSpread.delete(name);
    }
  }
  for (const spread of spreads) {
    for (const [name, value] of spread.copies) {
      if (fromSpread.get(name) === spread.node) {
        values.set(name, unknown ? value : fitted(spread, name, value, target, env));
      }
    }
  }
  const sources = spreads.flatMap(({ source }) => source ?? []);
  return { values, open: open || unknown, sources };
}

function checkEntry(entry: Entry, target: Target, env: Env, meta: Readonly<Record<string, Type>>): Expr | null {
  const name = entry.name.text;
  const node = entry.value ?? { kind: "name", name, start: entry.name.start, end: entry.name.end };
  const metaType = Object.hasOwn(meta, name) ? meta[name] : undefined;
  if (metaType !== undefined) {
    const { start, end } = entry.name;
    const value = entry.value ?? { kind: "meta", name: name === "$at" ? "at" : "id", start, end };
    return env.check.given(value, { type: metaType, to: `\`${name}\``, fn: null }, env);
  }
  const slot = target.byName.get(name);
  if (slot !== undefined) {
    uses(env, node, slot.place);
    const to: Given = { type: slot.accepts, to: `\`${name}\``, fn: null };
    return slot.partial === true ? givenInPart(node, to, env) : env.check.given(node, to, env);
  }
  if (!target.open) {
    const near = nearest(name, target.byName.keys());
    const said = target.refused?.(name) ?? messages.DA2001.field({ what: target.what, name, of: target.of, near });
    tell(env, said, entry.name);
  }
  // What it was meant for is not known: the value may be of any type.
  if (entry.value !== null) {
    env.check.given(entry.value, { type: JSON_VALUE, to: `\`${name}\``, fn: null }, env);
  }
  return null;
}

/** A field or column whose value a test may name, the fields of a record in it each on its own. */
export function namedSlot({ name, place }: Pick<Field, "name" | "place">, type: Type): Slot {
  return { name, accepts: type, required: false, fallback: undefined, type, place, partial: true };
}

/** As `given`; a record that is written out holds just the fields that it names. */
function givenInPart(node: Expression, to: Given, env: Env): Expr {
  if (node.kind === "parenthesized") {
    return givenInPart(node.expression, to, env);
  }
  const { types } = env.context;
  const record = core(types, to.type);
  if (node.kind !== "record" || record.kind !== "record") {
    return env.check.given(node, to, env);
  }
  const slots = record.fields.map((field) => namedSlot(field, fieldValue(types, field)));
  const { values } = fill(node, targetOf(to.to, "field", slots, types.open.has(record)), env);
  const fields = [...values].map(([name, value]) => ({ name, value }));
  const type: RecordType = { kind: "record", fields: record.fields.filter(({ name }) => values.has(name)) };
  return { kind: "record", fields, type, place: env.file.place(node) };
}

interface Spread {
  readonly node: SpreadNode;
  readonly copies: ReadonlyMap<string, Expr>;
  /** What the copies are fields of; null where that is in error. */
  readonly source: Shape | null;
}

const NOTHING = { values: new Map(), open: true, source: null } as const;

/** What a spread copies to the target, as it is known to narrowing. */
function copies(node: SpreadNode, target: Target, env: Env): Omit<Filled, "sources"> & Pick<Spread, "source"> {
  const { types } = env.context;
  const object = env.check.infer(node.value, env);
  const type = core(types, object.type);
  if (isSilent(type)) {
    return NOTHING;
  }
  const record = recordOf(types, type);
  if (record === null) {
    const wanted = "a record, an event or a row, whose fields are copied";
    tell(env, messages.DA3001.needed({ found: printType(object.type), wanted, hint: null }), node.value);
    return NOTHING;
  }
  if (isNullable(types, object.type)) {
    tell(env, messages.DA3002.needed({ what: "What is spread" }), node.value);
    return NOTHING;
  }
  const source = shapeOf(types, record);
  const values = new Map<string, Expr>();
  for (const slot of target.slots) {
    const field = source.byName.get(slot.name);
    if (field !== undefined) {
      values.set(slot.name, memberOf(object, field, env));
    }
  }
  return { values, open: source.open, source };
}

/** `object.field`, narrowed. */
export function memberOf(object: Expr, field: Field, env: Env): Expr {
  const { name } = field;
  const type = fieldValue(env.context.types, field);
  const { place } = object;
  return known(
    env,
    object.kind === "event"
      ? { kind: "field", name, type, place }
      : { kind: "member", object, name, optional: false, type, place },
  );
}

/** A copy made to fit; one that does not is told at the spread. */
function fitted({ node, source }: Spread, name: string, value: Expr, target: Target, env: Env): Expr {
  const slot = target.byName.get(name);
  if (slot === undefined) {
    return value;
  }
  const to: Given = { type: slot.accepts, to: `\`${name}\``, fn: null };
  const wrong = misfit(env.context.types, value.type, slot.accepts);
  if (wrong === null) {
    return made(env, value, to);
  }
  const fields = [slot, source?.byName.get(name), ...(wrong.fields ?? [])];
  for (const field of fields) {
    uses(env, node.value, field?.place);
  }
  tell(env, sayCopied(wrong, name, value.type, slot.accepts), node.value);
  return value;
}

function sayCopied(wrong: Misfit, name: string, found: Type, wanted: Type): Said {
  const path = [name, ...wrong.path];
  switch (wrong.kind) {
    case "null":
      return messages.DA3002.spread({ field: path.join(".") });
    case "lacks":
      return messages.DA3001.lacks({ to: `What the spread copies to \`${name}\``, path });
    default:
      return messages.DA3001.spread({ field: name, found: printType(found), wanted: printType(wanted) });
  }
}

/** Tells of required fields that nothing sets. */
export function tellMissing(
  target: Target,
  filled: Filled,
  at: Span,
  env: Env,
  except?: ReadonlySet<string | undefined>,
): void {
  const slots = missing(target, filled).filter(({ name }) => except?.has(name) !== true);
  if (slots.length > 0) {
    for (const { place } of slots) {
      uses(env, at, place);
    }
    const names = slots.map(({ name }) => name);
    const said = messages.DA3003.missing({ of: target.of, what: target.what, names });
    const from = filled.sources.map(({ fields }) => fields[0]?.place).map((place) => `${place?.file} ${place?.start}`);
    tell(env, from.length === 0 ? said : lacked(names.join(), from.join(), said), at);
  }
}

function missing(target: Target, filled: Filled): Slot[] {
  if (filled.open || target.open) {
    return [];
  }
  return target.slots.filter((slot) => slot.required && !filled.values.has(slot.name));
}

/** Every field in the target's order: what is not set is null or the default, which also stands in for null. */
export function complete(target: Target, filled: Filled, at: Expr["place"], types: Types): FieldValue[] {
  return target.slots.map((slot) => {
    const value = filled.values.get(slot.name);
    const fallback = hasDefault({ ...(slot.fallback === undefined ? {} : { defaultValue: slot.fallback }) })
      ? literal(slot.fallback ?? null, nonNull(types, slot.type), at)
      : null;
    return {
      name: slot.name,
      value: value === undefined ? (fallback ?? nullAt(at)) : defaulted(types, value, fallback),
    };
  });
}

function defaulted(types: Types, value: Expr, fallback: Expr | null): Expr {
  if (fallback === null || !isNullable(types, value.type)) {
    return value;
  }
  const type = value.type.kind === "null" ? fallback.type : nonNull(types, value.type);
  return { kind: "binary", operator: "??", left: value, right: fallback, type, place: value.place };
}

export function recordTarget(types: Types, record: RecordType, of: string): Target {
  return targetOf(of, "field", fieldSlots(types, record.fields), types.open.has(record));
}
