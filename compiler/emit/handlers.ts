/** handlers/NAME.ts: each handler as a function of the event and of what it may do. */
import type { Expr, Handler, Stmt } from "../model.ts";
import { visitHandler } from "../walk.ts";
import { branchBlock, passing } from "./body/counting.ts";
import { Helpers } from "./body/helpers.ts";
import { condition, knownBool } from "./body/operators.ts";
import { printStatements } from "./body/print.ts";
import { type Binding, type Body, Scope } from "./body/scope.ts";
import { block, type Statement } from "./body/statements.ts";
import { destructuring } from "./body/view.ts";
import { docComment, linked } from "./comments.ts";
import type { EmitContext } from "./context.ts";
import { printLine, TypeScriptFile } from "./file.ts";
import { helperFunctions } from "./functions.ts";
import { Names } from "./names.ts";
import { eventTypes, type Handled, handledBy, parameterList, pick } from "./signature.ts";
import { call, entry, member, object, word } from "./text/code.ts";
import type { Doc } from "./text/doc.ts";
import { typeArguments, typedProperty, unionOf } from "./types.ts";
import { handOver, importOwn, ownDa, ownResult, typesToSatisfy } from "./typescript.ts";

/** The name of a handler's function. */
export function handlerFunction(handler: Handler): string {
  return new Names().take(handler.name);
}

export function emitHandler(context: EmitContext, handler: Handler): string {
  const { cover } = context;
  if (cover === null) return fileOf(context, handler);
  return cover.own(handler, handler.kind, handler.name, handler.namePlace, () => fileOf(context, handler));
}

function fileOf(context: EmitContext, handler: Handler): string {
  const statements = handler.body.kind === "statements" ? handler.body.statements : [];
  return settled((reserved, skipped) => handlerFile(context, handler, statements, reserved, skipped));
}

/** One attempt at writing a file, and what has to be different in the next. */
export interface Attempt {
  readonly text: string;
  /** Names of values that the file imports. */
  readonly imported: ReadonlySet<string>;
  /** Names of the variables in it. */
  readonly bound: ReadonlySet<string>;
  /** Statements that came to nothing, with all that they read. */
  readonly useless: ReadonlySet<Stmt>;
}

/** What a file imports is known once it is written: it is written again where a variable would hide an import. */
export function settled(write: (reserved: ReadonlySet<string>, skipped: ReadonlySet<Stmt>) => Attempt): string {
  let reserved: ReadonlySet<string> = new Set();
  let skipped: ReadonlySet<Stmt> = new Set();
  for (;;) {
    const { text, imported, bound, useless } = write(reserved, skipped);
    const hides = [...imported].some((name) => bound.has(name));
    if (!hides && useless.size === 0) return text;
    reserved = new Set([...reserved, ...imported]);
    skipped = new Set([...skipped, ...useless]);
  }
}

function handlerFile(
  context: EmitContext,
  handler: Handler,
  statements: readonly Stmt[],
  reserved: ReadonlySet<string>,
  skipped: ReadonlySet<Stmt>,
): Attempt {
  const name = handlerFunction(handler);
  const mentioned = mentions(handler);
  const called = [...mentioned.functions].map((fn) => context.functionNames.get(fn) ?? fn);
  const declared = new Set([name, ...called.map((fn) => (fn === name ? `${fn}_` : fn))]);
  const file = new TypeScriptFile(context, { up: "../", own: null, declared });
  const handled = handledBy(context, handler);
  const moduleNames = new Names([...declared, ...reserved]);
  const own = handler.body.kind === "typescript" ? importOwn(context, file, handler.body.file, moduleNames) : null;
  const names = new Names(["event", "da", ...reserved, ...(own === null ? [] : [own])]);
  const bound = new Set<string>();
  const fields = new Map<string, Binding>();
  const isOne = handled.length === 1;
  for (const field of handler.fields) {
    if (!mentioned.fields.has(field.name) && (isOne || !mentioned.event)) continue;
    const type = file.types.fieldType(field);
    const fieldName = names.take(field.name);
    bound.add(fieldName);
    fields.set(field.name, { name: fieldName, type, depth: 0, used: false });
  }
  const helpers = new Helpers(
    (wanted) => moduleNames.take(wanted),
    (own) => new Scope({ ...body, helpers: own }, moduleNames.inner()),
  );
  const whole = object([...fields].map(([field, binding]) => entry(field, word(binding.name))));
  const body: Body = {
    context,
    file,
    helpers,
    fields,
    nameType: { kind: "union", values: handled.map((one) => one.name), open: false, docs: {} },
    event: isOne ? word("event") : whole,
    functions: (fn) => word(file.specFunction(fn, name)),
    unseen: new Set(),
    bound,
  };
  const useless = new Set<Stmt>();
  const tail = own === null ? null : handOver(own);
  const written = statementsOf(handler, statements, tail, new Scope(body, names), { skipped, useless });
  if (!isOne && mentioned.event) for (const binding of fields.values()) binding.used = true;
  for (const one of unusedConstants(written)) useless.add(one);
  const used = [...fields]
    .filter(([, binding]) => binding.used)
    .map(([field, binding]) => ({ field, name: binding.name }));
  const taken = destructuring(context, handler, handled, used);
  const text = printStatements([...taken, ...written], file, 2);
  const usesDa = /\bda\b/.test(text);
  const usesEvent = /\bevent\b/.test(text);
  const comment = docComment(linked(handler.doc ?? describe(handler), context.links.to(handler.namePlace)));
  if (own !== null) for (const part of typesToSatisfy(context, file, handler)) file.add(part);
  else if (usesDa) file.add(daType(context, file, handler, mentioned));
  for (const one of helperFunctions(helpers, file)) file.add(one);
  const head =
    own === null
      ? signature(name, parametersOf(context, file, handled, usesEvent, usesDa ? "Da" : null), "void")
      : signature(name, parametersOf(context, file, handled, true, ownDa(file, handler)), ownResult(file));
  file.add(`${comment}${text === "" ? `${head.trimEnd()}}\n` : `${head}${text}}\n`}`);
  // What comes to nothing is counted all the same.
  return {
    text: file.text(),
    imported: file.imports.valueNames(),
    bound,
    useless: context.cover ? new Set() : useless,
  };
}

function describe({ kind, on }: Handler): string {
  return `A ${kind} on ${on.map(({ name }) => name).join(", ")}.`;
}

interface Mentions {
  readonly fields: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** The event as a whole. */
  readonly event: boolean;
  /** `$name` */
  readonly name: boolean;
}

function mentions(handler: Handler): Mentions {
  const fields = new Set<string>();
  const functions = new Set<string>();
  const parts = new Set<Expr>();
  let event = false;
  let name = false;
  visitHandler(handler, (expr) => {
    if (expr.kind === "field") fields.add(expr.name);
    if (expr.kind === "member" && expr.object.kind === "event") {
      fields.add(expr.name);
      parts.add(expr.object);
    }
    if (expr.kind === "call") functions.add(expr.fn);
    if (expr.kind === "event" && !parts.has(expr)) event = true;
    if (expr.kind === "meta" && expr.name === "name") name = true;
  });
  return { fields, functions, event, name };
}

/** `when`, `limit`, then the body, then what stands for the body of a handler in TypeScript. */
function statementsOf(
  handler: Handler,
  statements: readonly Stmt[],
  tail: Statement | null,
  scope: Scope,
  state: { readonly skipped: ReadonlySet<Stmt>; readonly useless: Set<Stmt> },
): Statement[] {
  const result: Statement[] = [];
  if (handler.when !== null && knownBool(handler.when) === false) return [];
  if (tail === null && handler.limit === null && statements.every((one) => state.skipped.has(one))) return [];
  if (handler.when !== null && knownBool(handler.when) === null) {
    const test = condition(handler.when, scope, false);
    const { when } = handler;
    const body = branchBlock(when, "unless", when.place, scope, () => [{ kind: "return", value: null }]);
    result.push({ kind: "if", test, body, otherwise: [] }, ...passing(when, "when", when.place, scope));
  }
  if (handler.limit !== null) {
    result.push({ kind: "expression", value: call(member(word("da"), "limit"), word(String(handler.limit))) });
  }
  return [...result, ...block(statements, scope, state, true), ...(tail === null ? [] : [tail])];
}

/** Statements of the spec whose constant nothing uses and whose value can be left out. */
function unusedConstants(statements: readonly Statement[]): Stmt[] {
  return statements.flatMap((one): Stmt[] => {
    switch (one.kind) {
      case "const":
        return !one.binding.used && one.instead === null && one.from !== null ? [one.from] : [];
      case "if":
        return [...unusedConstants(one.body), ...unusedConstants(one.otherwise)];
      case "for":
        return unusedConstants(one.body);
      default:
        return [];
    }
  });
}

function signature(name: string, parameters: readonly Doc[], result: Doc): string {
  return printLine([`export function ${name}`, parameterList(parameters), ": ", result, " {"]);
}

/** What a handler's function takes, as far as it uses it. */
function parametersOf(
  context: EmitContext,
  file: TypeScriptFile,
  handled: readonly Handled[],
  usesEvent: boolean,
  da: Doc | null,
): Doc[] {
  const event = (): Doc => typedProperty(usesEvent ? "event" : "_event", eventTypes(context, file, handled));
  return da === null ? (usesEvent ? [event()] : []) : [event(), ["da: ", da]];
}

/** Names in the order in which a table has them. */
function inOrder(names: ReadonlySet<string>, table: ReadonlyMap<string, { readonly name: string }>): string[] {
  return names.size < 2
    ? [...names].filter((name) => table.has(name))
    : [...table.keys()].filter((name) => names.has(name));
}

/** The context with just what the handler may touch. */
function daType(context: EmitContext, file: TypeScriptFile, handler: Handler, mentioned: Mentions | null): string {
  const { emits, updates, reads, deletes, changes, waits, signals } = handler;
  const touched = new Set([...updates, ...reads, ...deletes, ...changes, ...waits]);
  const stores = inOrder(touched, context.stores);
  const args: Doc[] = [
    pick(file, "events", "Events", emits),
    pick(file, "stores", "Stores", stores),
    pick(file, "events", "Signals", signals),
  ];
  if (mentioned?.name === true) args.push(unionOf(handler.on.map(({ name }) => name)));
  const type = typeArguments(file.imports.type("da-compile/runtime", "Context"), args);
  return printLine(["type Da = ", type, ";"]);
}
