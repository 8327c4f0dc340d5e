/** functions.ts: the spec's functions; and the helpers of other files, which are functions too. */
import type { Fn, Type } from "../model.ts";
import { visitExpr } from "../walk.ts";
import { hitStatement } from "./body/counting.ts";
import { expression } from "./body/expressions.ts";
import { Helpers } from "./body/helpers.ts";
import { printStatements } from "./body/print.ts";
import { type Body, type Hoisted, Scope } from "./body/scope.ts";
import { hoistedConst, type Statement } from "./body/statements.ts";
import { docComment, linked } from "./comments.ts";
import type { EmitContext } from "./context.ts";
import { printLine, TypeScriptFile } from "./file.ts";
import { type Attempt, settled } from "./handlers.ts";
import { Names } from "./names.ts";
import { NULL, word } from "./text/code.ts";
import { type Doc, group, ifBroken, indent, join, line, softline } from "./text/doc.ts";
import { typedProperty } from "./types.ts";

/** Null where the spec has no functions. */
export function emitFunctions(context: EmitContext): string | null {
  if (context.model.functions.length === 0) return null;
  return settled((reserved) => functionsFile(context, reserved));
}

function functionsFile(context: EmitContext, reserved: ReadonlySet<string>): Attempt {
  const declared = new Set(context.functionNames.values());
  const file = new TypeScriptFile(context, { up: "./", own: "functions", declared });
  const bound = new Set<string>();
  const names = new Names([...reserved, ...declared]);
  const helpers = new Helpers(
    (wanted) => names.take(wanted),
    (own) => new Scope({ ...body, helpers: own }, names.inner()),
  );
  const body: Body = {
    context,
    file,
    helpers,
    fields: new Map(),
    nameType: null,
    event: NULL,
    functions: (fn) => word(file.specFunction(fn, "")),
    unseen: new Set(),
    bound,
  };
  for (const fn of context.model.functions) {
    const isLeftOut = context.cover?.leftOut.has(fn.name) === true;
    const own = isLeftOut ? { ...context, cover: null } : context;
    file.add(functionText(own, fn, { ...body, context: own, unseen: new Set() }, reserved));
  }
  for (const one of helperFunctions(helpers, file)) file.add(one);
  return { text: file.text(), imported: file.imports.valueNames(), bound, useless: new Set() };
}

function functionText(context: EmitContext, fn: Fn, body: Body, reserved: ReadonlySet<string>): string {
  const called = new Set<string>();
  visitExpr(fn.body, (expr) => {
    if (expr.kind === "call") called.add(context.functionNames.get(expr.fn) ?? expr.fn);
  });
  const scope = new Scope(body, new Names([...reserved, ...called]));
  const bindings = fn.parameters.map(({ name, type }) => ({ type, binding: scope.bind(name, type) }));
  const text = printStatements(functionBody(context, fn, scope), body.file, 2);
  const parameters = bindings.map(({ type, binding }) => {
    return typedProperty(binding.used ? binding.name : `_${binding.name}`, body.file.types.members(type));
  });
  const name = context.functionNames.get(fn.name) ?? fn.name;
  const comment = docComment(linked(fn.doc, context.links.to(fn.namePlace)));
  return `${comment}${signature(`export function ${name}`, parameters, fn.result, body.file)}${text}}\n`;
}

function functionBody(context: EmitContext, fn: Fn, scope: Scope): readonly Statement[] {
  const { cover } = context;
  const write = (): Statement[] => {
    const hoisted: Hoisted[] = [];
    const value = expression(fn.body, scope.statement(hoisted), fn.result);
    return [...hoisted.map((one) => hoistedConst(one, scope)), { kind: "return", value }];
  };
  if (cover === null) return write();
  return cover.own(fn, "fn", fn.name, fn.namePlace, (point) => [hitStatement(point, scope), ...write()]);
}

/** `head` is `function name`, and what stands before that: the width of the whole line counts. */
function signature(head: string, parameters: readonly Doc[], result: Type, file: TypeScriptFile): string {
  const list = group(["(", indent([softline, join([",", line], parameters)]), ifBroken(","), softline, ")"]);
  return printLine([head, parameters.length === 0 ? "()" : list, ": ", file.types.doc(result), " {"]);
}

/** The helpers of a file as text. */
export function helperFunctions(helpers: Helpers, file: TypeScriptFile): string[] {
  return helpers.defined.map(({ name, parameter, doc, from, to, body }) => {
    const parameters = [typedProperty(parameter, file.types.members(from))];
    const text = printStatements([{ kind: "return", value: body }], file, 2);
    return `${docComment([doc])}${signature(`function ${name}`, parameters, to, file)}${text}}\n`;
  });
}
