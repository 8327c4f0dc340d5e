/** stores.ts: for each store the types of its keys, rows, updates and changes. */
import type { Column, Store } from "../model.ts";
import { docComment, linked } from "./comments.ts";
import type { EmitContext } from "./context.ts";
import { interfaceText, typeAlias } from "./events.ts";
import { literalDocs, typeNote, withNotes } from "./fields.ts";
import { printLine, TypeScriptFile } from "./file.ts";
import { RUNTIME } from "./imports.ts";
import { nullable } from "./shapes.ts";
import { propertyKey } from "./text/strings.ts";
import { memberOfInterface, typeArguments, unionOf } from "./types.ts";

export function emitStores(context: EmitContext): string {
  const file = new TypeScriptFile(context, { up: "./", own: "stores" });
  for (const store of context.model.stores) for (const part of storeTypes(context, file, store)) file.add(part);
  const lines = context.model.stores.map((store) => {
    const name = nameOf(context, store);
    const leading = isScanned(context, store) ? `; leading: ${name}Leading` : "";
    return printLine(
      `${propertyKey(store.name)}: { key: ${name}Key; row: ${name}Row; update: ${name}Update${leading} };`,
      2,
    );
  });
  file.add(docComment(["All stores by name."]) + interfaceText("Stores", lines));
  return file.text();
}

function storeTypes(context: EmitContext, file: TypeScriptFile, store: Store): string[] {
  const name = nameOf(context, store);
  const link = context.links.to(store.namePlace);
  const keys = store.columns.filter(({ kind }) => kind === "key");
  const others = store.columns.filter(({ kind }) => kind !== "key");
  const change = file.imports.type(RUNTIME, "Change");
  return [
    docComment(linked(`How a row of ${store.name} is found.`, link)) +
      interfaceText(
        `${name}Key`,
        keys.map((column) => keyProperty(file, column)),
      ),
    docComment(linked(store.doc ?? `A row of ${store.name}.`, link)) +
      interfaceText(`${name}Row`, [
        ...keys.map((column) => keyProperty(file, column)),
        ...others.map((column) => rowProperty(file, column)),
      ]),
    docComment(linked(`What one update contributes to a row of ${store.name}; null changes nothing.`, link)) +
      interfaceText(
        `${name}Update`,
        others.map((column) => updateProperty(file, column)),
      ),
    docComment([`A row of ${store.name} before and after an update.`]) +
      printLine(`export type ${name}Change = ${change}<${name}Row>;`),
    ...(isScanned(context, store) ? [leadingType(name, store.name, keys)] : []),
  ];
}

/** A handler in TypeScript may read several rows of it at once, by the first of its key columns. */
export function isScanned({ readByOwn }: EmitContext, { name, columns }: Store): boolean {
  return readByOwn.has(name) && columns.filter(({ kind }) => kind === "key").length > 1;
}

function leadingType(name: string, store: string, keys: readonly Column[]): string {
  const prefixes = keys.slice(1).map((_, at) => {
    const columns = keys.slice(0, at + 1).map((column) => column.name);
    return typeArguments("Pick", [`${name}Key`, unionOf(columns)]);
  });
  return (
    docComment([`The first key columns of ${store}, by which its rows are scanned.`]) +
    typeAlias(`${name}Leading`, prefixes)
  );
}

function keyProperty(file: TypeScriptFile, column: Column): string {
  const docs = docComment([...withNotes(column.doc, [typeNote(column.type)]), ...literalDocs(column.type)], 2);
  return docs + printLine(memberOfInterface(column.name, file.types.members(column.type)), 2);
}

function rowProperty(file: TypeScriptFile, column: Column): string {
  const docs = docComment(
    [...withNotes(column.doc, [columnNote(column), typeNote(column.reads)]), ...literalDocs(column.reads)],
    2,
  );
  return docs + printLine(memberOfInterface(column.name, file.types.members(column.reads)), 2);
}

function updateProperty(file: TypeScriptFile, column: Column): string {
  const required = column.kind === "plain" && !column.optional;
  const members = file.types.members(required ? column.type : nullable(column.type));
  return printLine(memberOfInterface(column.name, members, !required), 2);
}

/** What becomes of the contributions, in words. */
function columnNote(column: Column): string | null {
  switch (column.kind) {
    case "key":
    case "plain":
      return null;
    case "latest":
      return "the newest by event time";
    case "first":
      return "the oldest by event time";
    case "sum":
      return "the sum";
    case "min":
      return "the least";
    case "max":
      return "the greatest";
    case "mean":
      return "the mean";
    case "ema":
      return `the moving average with the factor ${column.factor}`;
    case "distinct":
      return "how many different ones came";
  }
}

function nameOf(context: EmitContext, store: Store): string {
  return context.storeNames.get(store.name) ?? store.name;
}
