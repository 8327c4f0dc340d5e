/** events.ts: a type for each record, event and signal, with the docs. */
import type { Column, Event, Field, Signal, Type, TypeDefinition } from "../model.ts";
import { docComment, linked } from "./comments.ts";
import type { EmitContext } from "./context.ts";
import { fieldDocs, literalDocs, typeNote, withNotes } from "./fields.ts";
import { printLine, TypeScriptFile } from "./file.ts";
import { nullable } from "./shapes.ts";
import { type Doc, group, ifBroken, indent, join, line } from "./text/doc.ts";
import { propertyKey, quote } from "./text/strings.ts";
import { memberOfInterface, typeArguments } from "./types.ts";

export function emitEvents(context: EmitContext): string {
  const file = new TypeScriptFile(context, { up: "./", own: "events" });
  for (const definition of context.model.types) file.add(typeDefinition(context, file, definition));
  for (const event of context.model.events) file.add(eventInterface(context, file, event));
  for (const signal of context.model.signals) file.add(signalInterface(context, file, signal));
  file.add(eventMap(context));
  file.add(signalMap(context));
  return file.text();
}

function typeDefinition(context: EmitContext, file: TypeScriptFile, definition: TypeDefinition): string {
  const name = context.typeNames.get(definition.name) ?? definition.name;
  const { type } = definition;
  const link = context.links.to(definition.namePlace);
  if (type.kind === "record") {
    return (
      docComment(linked(definition.doc, link)) +
      interfaceText(
        name,
        type.fields.map((field) => property(file, field)),
      )
    );
  }
  const docs = [...withNotes(definition.doc, [typeNote(type)]), ...literalDocs(type)];
  return docComment(linked(docs.join("\n") || null, link)) + typeAlias(name, file.types.members(type));
}

/** `export type Name = …;`, a long union with a line for each member. */
export function typeAlias(name: string, members: readonly Doc[]): string {
  if (members.length === 1) return printLine([`export type ${name} = `, members, ";"]);
  const union = group(indent([ifBroken(line), ifBroken("| "), join([line, "| "], members)]));
  return printLine([`export type ${name} = `, union, ";"]);
}

function eventInterface(context: EmitContext, file: TypeScriptFile, event: Event): string {
  const what = event.doc ?? (event.source === null ? null : `Comes from the source ${event.source}.`);
  const comment = docComment(linked(what, context.links.to(event.namePlace)));
  return (
    comment +
    interfaceText(
      nameOf(context, event.name),
      event.fields.map((field) => property(file, field)),
    )
  );
}

/** A signal with its key columns, its own fields and the changes of the other columns. */
function signalInterface(context: EmitContext, file: TypeScriptFile, signal: Signal): string {
  const own = new Set([...signal.key, ...signal.fields.map(({ name }) => name)]);
  const store = context.stores.get(signal.store);
  const properties = signal.allFields.map((field) => {
    const column = own.has(field.name) ? undefined : store?.columns.find(({ name }) => name === field.name);
    return column === undefined ? property(file, field) : columnChange(file, column);
  });
  const comment = docComment(linked(signal.doc, context.links.to(signal.namePlace)));
  return comment + interfaceText(nameOf(context, signal.name), properties);
}

function columnChange(file: TypeScriptFile, column: Column): string {
  const name = file.imports.type("da-compile/runtime", "ColumnChange");
  const before = nullable(column.reads);
  const same = before === column.reads || isJson(column.reads);
  const args = same ? [column.reads] : [before, column.reads];
  const type = typeArguments(
    name,
    args.map((arg) => file.types.doc(arg)),
  );
  return (
    docComment([...withNotes(column.doc, [typeNote(column.reads)]), ...literalDocs(column.reads)], 2) +
    printLine(memberOfInterface(column.name, [type]), 2)
  );
}

function isJson(type: Type): boolean {
  return type.kind === "json";
}

function property(file: TypeScriptFile, field: Field): string {
  const members = file.types.members(file.types.fieldType(field));
  return docComment(fieldDocs(field), 2) + printLine(memberOfInterface(field.name, members), 2);
}

export function interfaceText(name: string, properties: readonly string[]): string {
  if (properties.length === 0) return `export type ${name} = Record<never, never>;\n`;
  return `export interface ${name} {\n${properties.join("")}}\n`;
}

function eventMap(context: EmitContext): string {
  const lines = context.model.events.map(({ name }) => `  ${propertyKey(name)}: ${nameOf(context, name)};\n`);
  return docComment(["All events by name."]) + interfaceText("Events", lines);
}

/** What a handler says when it signals: the signal's own fields. */
function signalMap(context: EmitContext): string {
  const lines = context.model.signals.map((signal) => {
    const own = signal.fields.map((field) => quote(field.name));
    const keys = group([ifBroken("| "), join([line, "| "], own.length === 0 ? ["never"] : own)]);
    return printLine(
      [`${propertyKey(signal.name)}: `, typeArguments("Pick", [nameOf(context, signal.name), keys]), ";"],
      2,
    );
  });
  return (
    docComment(["What a handler adds to each signal: the fields that are not of the store."]) +
    interfaceText("Signals", lines)
  );
}

function nameOf(context: EmitContext, event: string): string {
  return context.eventNames.get(event) ?? event;
}
