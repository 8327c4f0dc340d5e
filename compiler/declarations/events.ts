/** Events: what comes from a source, and discrete events with their names, keys and measures. */

import type { EventDeclaration, Member, Name, Span } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import type { Field, Pipeline, RecordType } from "../model.ts";
import { type Context, report, reportUnknown } from "../names/context.ts";
import type { At, FileScope } from "../names/files.ts";
import { nearest } from "../names/near.ts";
import { type Members, resolveMembers, tellMisplaced } from "../types/members.ts";
import { printType } from "../types/print.ts";
import { core, isNullable, type Shape, shapeOf } from "../types/table.ts";
import { ERROR, isNumeric, isScalar } from "../types/types.ts";
import type { EventInfo } from "./definitions.ts";
import { usesEnvelope } from "./pipeline.ts";

export function defineEvent(context: Context, at: At<EventDeclaration>, pipeline: Pipeline): EventInfo {
  const { node, file } = at;
  const ofSource = node.source !== null;
  const isDoubtful = context.program.doubtful.events.has(node.name.text);
  const place = {
    what: ofSource ? "source event" : "event",
    name: node.name.text,
    measures: !ofSource,
    incomplete: node.incomplete || isDoubtful,
  } as const;
  const members = resolveMembers(context, node.members, file, place);
  const source = node.source === null ? null : sourceOf(context, file, node.source);
  const base = {
    kind: "event",
    node,
    file,
    name: node.name.text,
    wire: node.wire?.value ?? node.name.text,
    ofSource,
    source,
    isDoubtful,
    record: members.record,
    reserved: members.reserved,
  } as const;
  const doubted = isDoubtful ? members.record.fields.map((field) => field.name) : [];
  if (ofSource) {
    tellMisplaced(context, file, members, "a source event");
    const record = withoutTypes(context, members.record, new Set(doubted));
    return { ...base, record, key: [], sort: null, measure: null, topic: null };
  }
  for (const other of members.topics.slice(1)) {
    report(context, messages.DA2002.setting({ name: "topic" }), file, other);
  }
  const vain = checkEnvelope(context, file, node, members.record, pipeline);
  const wrong = new Set<string>();
  const key = keyOf(context, file, node, members, wrong);
  const sort = sortOf(context, file, node, members.record, { wrong, vain });
  const record = withoutTypes(context, members.record, new Set([...wrong, ...doubted]), vain);
  return { ...base, record, key, ...sort, topic: members.topics[0]?.topic.value ?? null };
}

/**
 * Fields whose type was told to be wrong, or is not known, are of any type to what uses them. Those that are in vain because
 * they should not be there need not be set.
 */
function withoutTypes(
  context: Context,
  record: RecordType,
  names: ReadonlySet<string>,
  vain: ReadonlySet<string> = new Set(),
): RecordType {
  if (names.size + vain.size === 0) {
    return record;
  }
  const fields = record.fields.map((field) => {
    if (vain.has(field.name)) return { ...field, type: ERROR, optional: true };
    return names.has(field.name) ? { ...field, type: ERROR } : field;
  });
  const silent: RecordType = { kind: "record", fields };
  if (context.types.open.has(record)) {
    context.types.open.add(silent);
  }
  return silent;
}

function sourceOf(context: Context, file: FileScope, name: Name): string | null {
  if (context.program.sources.has(name.text)) {
    return name.text;
  }
  const near = nearest(name.text, context.program.sources.keys());
  reportUnknown(context, file, name, "source", () => messages.DA2001.name({ what: "source", name: name.text, near }));
  return null;
}

/** The source that an event of these fields most likely comes from: it has the ones that the source orders it by. */
function sourceLike({ program }: Context, { byName }: Shape): string | null {
  for (const [name, { node }] of program.sources) {
    const fields = node.settings.flatMap(({ name: { text }, value }) =>
      (text === "at" || text === "key") && value.kind === "path"
        ? [value.segments.map((each) => each.text).join(".")]
        : [],
    );
    if (fields.length === 2 && fields.every((field) => byName.has(field))) return name;
  }
  return null;
}

function keyOf(
  context: Context,
  file: FileScope,
  node: EventDeclaration,
  members: Members,
  wrong: Set<string>,
): string[] {
  const [first, ...others] = members.keys;
  for (const other of others) {
    report(
      context,
      messages.DA2002.setting({ name: "key" }),
      file,
      other,
      first === undefined ? [] : [related("set here", file.place(first))],
    );
  }
  if (first === undefined) {
    if (!node.incomplete) {
      const source = sourceLike(context, shapeOf(context.types, members.record));
      report(context, messages.DA4004.missing({ name: node.name.text, source }), file, node.name);
    }
    return [];
  }
  const shape = shapeOf(context.types, members.record);
  const key: string[] = [];
  for (const name of first.fields) {
    const field = shape.byName.get(name.text);
    if (key.includes(name.text)) {
      report(context, messages.DA2002.setting({ name: name.text }), file, name);
    } else if (field !== undefined) {
      if (!checkKeyField(context, file, name, field)) {
        wrong.add(field.name);
      }
      key.push(name.text);
    } else if (!shape.open) {
      const near = nearest(name.text, shape.byName.keys());
      const of = `\`${node.name.text}\``;
      report(context, messages.DA2001.field({ what: "field", name: name.text, of, near }), file, name);
    }
  }
  return key;
}

function checkKeyField(context: Context, file: FileScope, name: Name, field: Field): boolean {
  context.reporter.uses(file.place(name), field.place);
  const type = core(context.types, field.type);
  if (field.optional || isNullable(context.types, field.type)) {
    report(context, messages.DA4004.optional({ name: name.text }), file, name, [related("declared here", field.place)]);
    return false;
  }
  if (!isScalar(type)) {
    const said = messages.DA4004.type({ name: name.text, type: printType(field.type) });
    report(context, said, file, name, [related("declared here", field.place)]);
    return false;
  }
  return true;
}

/** Tells where the event has a wire name that the envelope has too, and gives those fields. */
function checkEnvelope(
  context: Context,
  file: FileScope,
  node: EventDeclaration,
  record: RecordType,
  pipeline: Pipeline,
): Set<string> {
  const found = new Set<string>();
  for (const [setting, wire] of Object.entries(pipeline.envelope)) {
    const field = record.fields.find((f) => f.wire === wire);
    if (field !== undefined) {
      const at = memberSpan(node.members, field);
      const of = `\`${field.name}\``;
      const span = at?.wire ?? at?.name ?? node.name;
      usesEnvelope(context, file, span, setting);
      context.reporter.uses(file.place(span), field.place);
      report(context, messages.DA2002.envelope({ wire, of, setting }), file, span);
      found.add(field.name);
    }
  }
  return found;
}

/** Where a field's names stand in the braces: its own, or the include's that brings it. */
export function memberSpan(members: readonly Member[], field: Field): { name: Span; wire: Span } | null {
  for (const member of members) {
    if (member.kind === "field" && field.from === null && member.name.text === field.name) {
      return { name: member.name, wire: member.wire ?? member.name };
    }
    if (member.kind === "spread" && field.from === member.name.text) {
      return { name: member.name, wire: member.name };
    }
  }
  return null;
}

interface Measure {
  readonly path: readonly string[];
  readonly field: Field;
  readonly span: Span;
}

type Sort = Pick<EventInfo, "sort" | "measure">;

/** Names of fields in error. */
interface Doubts {
  /** Their types say nothing. */
  readonly wrong: Set<string>;
  /** They should not be there. */
  readonly vain: Set<string>;
}

/** Whether it is a usage or a system event, and that name and measure go together. */
function sortOf(
  context: Context,
  file: FileScope,
  node: EventDeclaration,
  record: RecordType,
  { wrong, vain }: Doubts,
): Sort {
  const name = node.name.text;
  const segments = name.split(".");
  const measures = measuresOf(record, node.members, node.name);
  const [first, second] = measures;
  const measure = first?.path ?? null;
  if (segments.length !== 2 && !(segments.length === 3 && segments[0] === "usage")) {
    report(context, messages.DA4001.name({ name }), file, node.name);
    return { sort: measure === null ? "system" : "usage", measure };
  }
  if (segments.length === 2) {
    if (first !== undefined) {
      report(context, messages.DA4002.system({ name }), file, first.span);
    }
    return { sort: "system", measure: null };
  }
  const metric = segments[2] ?? "";
  if (first === undefined) {
    if (!context.types.open.has(record)) {
      report(context, messages.DA4002.none({ name, metric }), file, node.name);
    }
    return { sort: "usage", measure: null };
  }
  if (second !== undefined) {
    report(context, messages.DA4002.several({ name }), file, second.span, [related("the first", first.field.place)]);
    if (second.path.length === 1) vain.add(second.field.name);
  } else if (first.field.name.toLowerCase() !== metric.toLowerCase()) {
    // What uses the metric's own name is right, and what uses the measure's is part of the same mistake.
    context.types.open.add(record);
    report(context, messages.DA4003.name({ name: first.field.name, metric }), file, first.span);
  }
  checkMeasureType(context, file, first, wrong);
  return { sort: "usage", measure };
}

function checkMeasureType(context: Context, file: FileScope, { path, field, span }: Measure, wrong: Set<string>): void {
  const type = core(context.types, field.type);
  if (!isNumeric(type) && type.kind !== "duration" && type.kind !== "error") {
    const sentence = `A measure is an int, a number or a duration, or null, but \`${field.name}\` is \`${printType(field.type)}\`.`;
    report(context, messages.DA3001.type({ sentence }), file, span);
    wrong.add(path[0] ?? field.name);
  }
}

/** Measures at the top and inside inline records, in the order of the text. */
function measuresOf(record: RecordType, members: readonly Member[], fallback: Span): Measure[] {
  return record.fields.flatMap((field): Measure[] => {
    const span = memberSpan(members, field)?.name ?? fallback;
    if (field.measure) {
      return [{ path: [field.name], field, span }];
    }
    const inner = inlineRecord(field);
    return inner === null
      ? []
      : measuresOf(inner, inlineMembers(members, field), span).map((m) => ({ ...m, path: [field.name, ...m.path] }));
  });
}

function inlineRecord(field: Field): RecordType | null {
  const type = field.type.kind === "nullable" ? field.type.of : field.type;
  return type.kind === "record" ? type : null;
}

function inlineMembers(members: readonly Member[], field: Field): readonly Member[] {
  const member = members.find((m) => m.kind === "field" && m.name.text === field.name);
  const type = member?.kind === "field" ? member.type : null;
  const record = type?.kind === "union" ? type.members.find((m) => m.kind === "record") : type;
  return record?.kind === "record" ? record.members : [];
}
