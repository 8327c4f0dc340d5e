/** What stands in the braces of a record, inline or named, of an event or a signal: fields with their includes spelt out. */

import type {
  FieldMember,
  KeyMember,
  Member,
  Name,
  ReservedMember,
  SpreadMember,
  StoreMember,
  TopicMember,
} from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import type { Field, RecordType, Reserved } from "../model.ts";
import { type Context, report, reportUnknown } from "../names/context.ts";
import type { FileScope } from "../names/files.ts";
import { nearest } from "../names/near.ts";
import { resolveType } from "./resolve.ts";
import { head } from "./table.ts";
import { ERROR } from "./types.ts";

/** What the braces belong to. */
export interface MemberPlace {
  readonly what: "record" | "event" | "source event" | "signal" | "type";
  readonly name: string;
  /** `measure` may stand here. */
  readonly measures: boolean;
  /** A syntax error dropped members. */
  readonly incomplete: boolean;
}

export interface Members {
  readonly record: RecordType;
  readonly reserved: readonly Reserved[];
  readonly keys: readonly KeyMember[];
  readonly topics: readonly TopicMember[];
}

/** Where a type stands that has no fields of its own: of a parameter, a function, a column. */
export const NO_MEMBERS: MemberPlace = { what: "type", name: "", measures: false, incomplete: false };

/** An inline record. */
export function resolveRecord(
  context: Context,
  members: readonly Member[],
  file: FileScope,
  place: MemberPlace,
): RecordType {
  const resolved = resolveMembers(context, members, file, place);
  tellMisplaced(context, file, resolved, "an inline record");
  return resolved.record;
}

/** `key` and `topic` where they mean nothing. */
export function tellMisplaced(context: Context, file: FileScope, members: Members, where: string): void {
  for (const member of [...members.keys, ...members.topics]) {
    const said = messages.DA1001.misplaced({ what: member.kind, where, allowed: "a discrete event" });
    report(context, said, file, member);
  }
}

interface Gathering {
  readonly context: Context;
  readonly file: FileScope;
  readonly place: MemberPlace;
  readonly reserved: readonly Reserved[];
  readonly fields: Field[];
  readonly names: Map<string, Field>;
  readonly wires: Map<string, Field>;
  open: boolean;
}

export function resolveMembers(
  context: Context,
  members: readonly Member[],
  file: FileScope,
  place: MemberPlace,
): Members {
  const gathering: Gathering = {
    context,
    file,
    place,
    reserved: members.flatMap((member) => (member.kind === "reserved" ? reservedOf(member) : [])),
    fields: [],
    names: new Map(),
    wires: new Map(),
    open: place.incomplete,
  };
  const keys: KeyMember[] = [];
  const topics: TopicMember[] = [];
  let measureWordLost = false;
  for (const member of members) {
    switch (member.kind) {
      case "field":
        addField(gathering, measureWordLost ? { ...member, measure: true } : member);
        break;
      case "spread":
        addSpread(gathering, member);
        break;
      case "key":
        keys.push(member);
        break;
      case "topic":
        topics.push(member);
        break;
      case "reserved":
        break;
    }
    measureWordLost = isWordForType(context, member, "measure");
  }
  const record: RecordType = { kind: "record", fields: gathering.fields };
  if (gathering.open) {
    context.types.open.add(record);
  }
  return { record, reserved: gathering.reserved, keys, topics };
}

/** `a: key b: int` lacks a type for `a`, and `b` was meant to be a key; likewise with `measure`. */
export function isWordForType(context: Context, member: Member | StoreMember, word: "key" | "measure"): boolean {
  if ((member.kind !== "field" && member.kind !== "column") || member.type.kind !== "named") {
    return false;
  }
  return member.type.name.text === word && !context.program.types.has(word);
}

export function reservedOf(member: ReservedMember): Reserved[] {
  return member.names.map((name) =>
    name.kind === "name" ? { kind: "name", text: name.text } : { kind: "wire", text: name.value },
  );
}

function addField(gathering: Gathering, member: FieldMember): void {
  const { context, file, place } = gathering;
  const type = member.cut === true ? ERROR : resolveType(context, member.type, file, place);
  const before = gathering.names.get(member.name.text);
  if (before !== undefined) {
    // Which of the two was meant is not known.
    replaceField(gathering, { ...before, type: ERROR });
    const said = messages.DA2002.twice({ what: "field", name: member.name.text });
    report(context, said, file, member.name, [related("declared here", before.place)]);
    return;
  }
  if (member.measure && !place.measures) {
    const where = place.name === "" ? "a type" : `the ${place.what} \`${place.name}\``;
    report(context, messages.DA4002.elsewhere({ where }), file, member.name);
  }
  const to = `\`${member.name.text}\``;
  // A default in error is a default still: the field is not required because of it.
  const given =
    member.defaultValue === null ? undefined : (context.constant(member.defaultValue, type, to, file) ?? null);
  // What is optional is null without a default of null.
  const defaultValue = given === null && member.optional ? undefined : given;
  const field: Field = {
    name: member.name.text,
    wire: member.wire?.value ?? member.name.text,
    optional: member.optional || member.cut === true,
    type,
    ...(defaultValue === undefined ? {} : { defaultValue }),
    measure: member.measure && place.measures,
    doc: member.doc,
    place: file.place(member),
    from: null,
  };
  checkReserved(gathering, field, member.name, member.wire ?? member.name);
  addWire(gathering, field, member.wire ?? member.name);
  gathering.names.set(field.name, field);
  gathering.fields.push(field);
}

function replaceField(gathering: Gathering, field: Field): void {
  gathering.names.set(field.name, field);
  gathering.fields.splice(
    gathering.fields.findIndex((one) => one.name === field.name),
    1,
    field,
  );
}

function addSpread(gathering: Gathering, member: SpreadMember): void {
  const { context, file } = gathering;
  const name = member.name.text;
  const record = includedRecord(context, file, member.name);
  if (record === null) {
    gathering.open = true;
    return;
  }
  gathering.open = gathering.open || context.types.open.has(record);
  const twice = record.fields.filter((field) => gathering.names.has(field.name));
  if (twice.length > 0) {
    for (const field of twice) {
      context.reporter.uses(file.place(member.name), field.place);
    }
    const names = twice.map((field) => field.name);
    const places = twice.slice(0, 4).flatMap((field) => {
      const place = gathering.names.get(field.name)?.place;
      return place === undefined ? [] : [related(`\`${field.name}\` declared here`, place)];
    });
    report(context, messages.DA2002.spread({ record: name, names }), file, member.name, places);
  }
  for (const included of record.fields) {
    if (!gathering.names.has(included.name)) {
      const field: Field = { ...included, from: name };
      checkReserved(gathering, field, member.name, member.name);
      addWire(gathering, field, member.name);
      gathering.names.set(field.name, field);
      gathering.fields.push(field);
    }
  }
}

/** The record of `...Name`; null where there is none, which is told. */
function includedRecord(context: Context, file: FileScope, name: Name): RecordType | null {
  const { program, types } = context;
  if (!program.types.has(name.text)) {
    const records = [...program.types].flatMap(([key, { node }]) => (node.kind === "record" ? [key] : []));
    reportUnknown(context, file, name, "type", () =>
      messages.DA2001.name({ what: "record", name: name.text, near: nearest(name.text, records) }),
    );
    return null;
  }
  const type = head(types, { kind: "reference", name: name.text });
  if (type.kind === "record") {
    return type;
  }
  if (type.kind !== "error") {
    const sentence = `\`${name.text}\` is no record: only a record's fields can be included.`;
    report(context, messages.DA3001.type({ sentence }), file, name);
  }
  return null;
}

function addWire(gathering: Gathering, field: Field, at: { readonly start: number; readonly end: number }): void {
  const before = gathering.wires.get(field.wire);
  if (before === undefined) {
    gathering.wires.set(field.wire, field);
    return;
  }
  gathering.context.reporter.uses(gathering.file.place(at), field.place);
  const said = messages.DA2002.wire({ wire: field.wire, field: field.name, other: before.name });
  report(gathering.context, said, gathering.file, at, [related("declared here", before.place)]);
}

type Range = { readonly start: number; readonly end: number };

function checkReserved(gathering: Gathering, field: Field, name: Range, wire: Range): void {
  for (const reserved of gathering.reserved) {
    const used = reserved.kind === "name" ? field.name : field.wire;
    if (used === reserved.text) {
      const at = reserved.kind === "name" ? name : wire;
      report(gathering.context, messages.DA4007.name({ what: "field", name: used }), gathering.file, at);
      return;
    }
  }
}
