/** Handlers in TypeScript: the type that the default export of the user's file has to satisfy, and the way to that file. */
import { normalPath } from "../imports/paths.ts";
import type { Handler } from "../model.ts";
import type { Statement } from "./body/statements.ts";
import { docComment } from "./comments.ts";
import type { EmitContext } from "./context.ts";
import { printLine, type TypeScriptFile } from "./file.ts";
import { RUNTIME } from "./imports.ts";
import type { Names } from "./names.ts";
import { eventTypes, handledBy, parameterList, pick } from "./signature.ts";
import { isScanned } from "./stores.ts";
import { call, word } from "./text/code.ts";
import { type Doc, group, indent, line } from "./text/doc.ts";
import { typeArguments, typedProperty, unionOf } from "./types.ts";

/** A runtime's part of a handler's context, with the stores, events or signals that it is about. */
export interface Part {
  readonly name: "Reads" | "Scans" | "Updates" | "Changes" | "Emits" | "Tells";
  readonly of: readonly string[];
}

/** What a handler in TypeScript may do, by what the spec names; parts of nothing are left out. */
export function partsOf(context: EmitContext, { reads, updates, changes, emits, signals }: Handler): readonly Part[] {
  const scanned = reads.filter((name) => {
    const store = context.stores.get(name);
    return store !== undefined && isScanned(context, store);
  });
  const parts: readonly Part[] = [
    { name: "Reads", of: reads },
    { name: "Scans", of: scanned },
    { name: "Updates", of: updates },
    { name: "Changes", of: changes },
    { name: "Emits", of: emits },
    { name: "Tells", of: signals },
  ];
  return parts.filter(({ of }) => of.length > 0);
}

/** Imports the user's file; the name that its default export has in the generated one. */
export function importOwn(context: EmitContext, file: TypeScriptFile, path: string, names: Names): string {
  return file.imports.default(pathFromHandlers(context, path), names.take("handler"));
}

/** A file of the user's as a generated handler reaches it. */
function pathFromHandlers({ rootFile, specFolder }: EmitContext, path: string): string {
  if (isAbsolute(path)) return path;
  const root = rootFile.split("/").slice(0, -1);
  const wanted = path.split("/");
  let common = 0;
  while (common < root.length && root[common] === wanted[common]) common++;
  const fromRoot = [...root.slice(common).map(() => ".."), ...wanted.slice(common)].join("/");
  return normalPath(isAbsolute(specFolder) ? `${specFolder}/${fromRoot}` : `../${specFolder}/${fromRoot}`);
}

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:/.test(path);
}

/** The body of the generated function: the user's. */
export function handOver(own: string): Statement {
  return { kind: "return", value: call(word(own), word("event"), word("da")) };
}

/** `Da` as the generated function takes it. */
export function ownDa(file: TypeScriptFile, { limit }: Handler): Doc {
  return limit === null ? "Da" : ["Da & ", file.imports.type(RUNTIME, "Limits")];
}

/** What the user's function and the generated one give. */
export function ownResult(file: TypeScriptFile): Doc {
  return typeArguments(file.imports.type(RUNTIME, "Awaitable"), ["void"]);
}

/** `Da`, which has what the spec names and nothing else, and `Handler`. */
export function typesToSatisfy(context: EmitContext, file: TypeScriptFile, handler: Handler): readonly string[] {
  const types = eventTypes(context, file, handledBy(context, handler));
  const parameters = parameterList([typedProperty("event", types), "da: Da"]);
  const path = handler.body.kind === "typescript" ? context.links.path(handler.body.file) : "";
  return [
    docComment([`What \`${handler.name}\` is given beside the event: what the spec names, and nothing else.`]) +
      printLine(["export type Da = ", contextType(context, file, handler), ";"]),
    docComment([`What the default export of ${path} has to be.`]) +
      printLine(["export type Handler = ", parameters, " => ", ownResult(file), ";"]),
  ];
}

function contextType(context: EmitContext, file: TypeScriptFile, handler: Handler): Doc {
  const base = file.imports.type(RUNTIME, "CallContext");
  const names = unionOf(handler.on.map(({ name }) => name));
  const args = context.model.params.length === 0 ? [names] : [names, file.parametersType()];
  const parts = partsOf(context, handler).map(({ name, of }) => {
    const map = name === "Emits" ? "Events" : name === "Tells" ? "Signals" : "Stores";
    return typeArguments(file.imports.type(RUNTIME, name), [
      pick(file, map === "Stores" ? "stores" : "events", map, of),
    ]);
  });
  const [first, ...others] = [typeArguments(base, args), ...parts];
  return group([first ?? "", indent(others.map((part) => [" &", line, part]))]);
}
