/** Takes the fields that a handler uses out of the event; of several events, those that they share. */
import type { Field, Handler, Type } from "../../model.ts";
import type { EmitContext } from "../context.ts";
import { fieldValue, isNullable, nonNull } from "../shapes.ts";
import type { Handled } from "../signature.ts";
import { binary, type Code, conditional, entry, member, NULL, object, text, word } from "../text/code.ts";
import { isIdentifier } from "../text/strings.ts";
import type { Statement } from "./statements.ts";

interface Used {
  readonly field: string;
  readonly name: string;
}

/** `const { a, b: b_ } = event;`, and a constant for each field that some of the events lack. */
export function destructuring(
  context: EmitContext,
  handler: Handler,
  handled: readonly Handled[],
  used: readonly Used[],
): Statement[] {
  const records = handled.map(fieldsOf);
  const views = used.filter(({ field }) => needsView(context, records, field));
  const plain = views.length === 0 ? used : used.filter((one) => !views.includes(one));
  const event = word("event");
  const result: Statement[] = views.map(({ field, name }) => {
    const merged = handler.fields.find((one) => one.name === field);
    const value = merged === undefined ? NULL : view(context, event, records, merged);
    return { kind: "const", binding: { name, used: true }, annotation: null, value, instead: null, from: null };
  });
  return plain.length === 0 ? result : [{ kind: "destructure", fields: plain.map(pattern), value: event }, ...result];
}

function pattern({ field, name }: Used): string {
  if (field === name) return field;
  return `${isIdentifier(field) ? field : JSON.stringify(field)}: ${name}`;
}

function fieldsOf(handled: Handled): readonly Field[] {
  return "allFields" in handled ? handled.allFields : handled.fields;
}

/** Whether an event lacks the field, or has inline records in it that others have differently. */
function needsView(context: EmitContext, records: readonly (readonly Field[])[], name: string): boolean {
  const [first] = records;
  if (first !== undefined && records.length === 1) return !first.some((one) => one.name === name);
  const having = records.flatMap((fields) => fields.filter((one) => one.name === name));
  return having.length < records.length || differ(context, having);
}

function differ(context: EmitContext, fields: readonly Field[]): boolean {
  if (fields.length < 2) return false;
  const inner = fields.map((field) => inlineFields(context, field.type));
  const [first] = inner;
  if (first === undefined || first === null) return false;
  const names = (some: readonly Field[] | null): string =>
    (some ?? [])
      .map((one) => one.name)
      .sort()
      .join(" ");
  if (inner.some((some) => names(some) !== names(first))) return true;
  return first.some(({ name }) =>
    differ(
      context,
      inner.flatMap((some) => (some ?? []).filter((one) => one.name === name)),
    ),
  );
}

function inlineFields(context: EmitContext, type: Type): readonly Field[] | null {
  const of = nonNull(context, type);
  return of.kind === "record" ? of.fields : null;
}

/** `"a" in event ? event.a : null`, and so on inside of inline records. */
function view(context: EmitContext, from: Code, records: readonly (readonly Field[])[], merged: Field): Code {
  const having = records.flatMap((fields) => fields.filter((one) => one.name === merged.name));
  const path = member(from, merged.name);
  const value = differ(context, having) ? recordView(context, path, having, merged) : path;
  if (having.length === records.length) return value;
  return conditional(binary("in", text(merged.name), from), value, NULL);
}

function recordView(context: EmitContext, path: Code, having: readonly Field[], merged: Field): Code {
  const inner = having.map((field) => inlineFields(context, field.type) ?? []);
  const fields = inlineFields(context, merged.type) ?? [];
  const record = object(fields.map((field) => entry(field.name, view(context, path, inner, field))));
  const mayBeNull = having.some((field) => isNullable(context, fieldValue(context, field)));
  return mayBeNull ? conditional(binary("===", path, NULL), NULL, record) : record;
}
