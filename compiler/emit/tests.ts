/** tests.ts: what the steps of the spec's tests give, send and expect, each as a function that computes it. */
import type { Expr, FieldValue, Model, Test, TestStep, Type } from "../model.ts";
import { expression } from "./body/expressions.ts";
import { Helpers } from "./body/helpers.ts";
import { printStatements } from "./body/print.ts";
import { type Body, type Hoisted, Scope } from "./body/scope.ts";
import { hoistedConst } from "./body/statements.ts";
import type { EmitContext } from "./context.ts";
import { TypeScriptFile } from "./file.ts";
import { helperFunctions } from "./functions.ts";
import { type Attempt, settled } from "./handlers.ts";
import { Names } from "./names.ts";
import { fieldValue } from "./shapes.ts";
import { type Code, type Entry, entry, NULL, object, word } from "./text/code.ts";
import { quote } from "./text/strings.ts";

/**
 * The module's `tests` holds a list for each test and in it a function for each step, or null where nothing is computed.
 * It is run, never written to a folder: nobody reads its types.
 */
export function emitTests(context: EmitContext): string {
  return settled((reserved) => testsFile(context, reserved));
}

/** What the module exports. A function of the spec that has this name is imported under another. */
const TESTS = "tests";

function testsFile(context: EmitContext, reserved: ReadonlySet<string>): Attempt {
  const declared = new Set([TESTS, `${TESTS}_`, ...context.functionNames.values()]);
  const file = new TypeScriptFile(context, { up: "./", own: null, declared });
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
    functions: (fn) => word(file.specFunction(fn, TESTS)),
    unseen: new Set(),
    bound: new Set(),
  };
  const tests = context.model.tests.map((test) => testText(test, body, reserved));
  file.add(`export const ${TESTS} = [\n${tests.join("")}];\n`);
  for (const one of helperFunctions(helpers, file)) file.add(one);
  return { text: file.text(), imported: file.imports.valueNames(), bound: body.bound, useless: new Set() };
}

function testText(test: Test, body: Body, reserved: ReadonlySet<string>): string {
  const steps = test.steps.map((step) => stepText(step, { ...body, unseen: new Set() }, reserved));
  return `  [ // ${quote(test.title)}\n${steps.join("")}  ],\n`;
}

function stepText(step: TestStep, body: Body, reserved: ReadonlySet<string>): string {
  const scope = new Scope(body, new Names(reserved));
  const hoisted: Hoisted[] = [];
  const parts = partsOf(step, scope.statement(hoisted));
  if (parts === null) return "    null,\n";
  const constants = hoisted.map((one) => hoistedConst(one, scope));
  const text = printStatements([...constants, { kind: "return", value: object(parts) }], body.file, 6);
  return `    () => {\n${text}    },\n`;
}

/** What a step computes, by name. */
function partsOf(step: TestStep, scope: Scope): Entry[] | null {
  const { model } = scope.body.context;
  switch (step.kind) {
    case "given": {
      const types = columnTypes(model, step.store, "type");
      return [entry("keys", keys(step.store, step.keys, scope)), entry("values", values(step.values, types, scope))];
    }
    case "send": {
      const meta = (["id", "at"] as const).map((name) => entry(name, optional(step[name], scope)));
      return [entry("values", values(step.fields, eventTypes(scope.body.context, step.event), scope)), ...meta];
    }
    case "advance":
      return [entry("duration", expression(step.duration, scope))];
    case "expectEvent":
      return [entry("values", values(step.fields, eventTypes(scope.body.context, step.event), scope))];
    case "expectRow": {
      const types = columnTypes(model, step.store, "reads");
      return [entry("keys", keys(step.store, step.keys, scope)), entry("values", values(step.fields, types, scope))];
    }
    case "sendFile":
      return null;
  }
}

function optional(value: Expr | null, scope: Scope): Code {
  return value === null ? NULL : expression(value, scope);
}

type Types = ReadonlyMap<string, Type>;

function values(fields: readonly FieldValue[], types: Types, scope: Scope): Code {
  return object(fields.map(({ name, value }) => scope.entry(name, expression(value, scope, types.get(name) ?? null))));
}

function keys(store: string, given: readonly Expr[], scope: Scope): Code {
  const columns = scope.body.context.stores.get(store)?.columns.filter(({ kind }) => kind === "key") ?? [];
  const entries = columns.flatMap(({ name, type }, at) => {
    const key = given[at];
    return key === undefined ? [] : [scope.entry(name, expression(key, scope, type))];
  });
  return object(entries);
}

function columnTypes(model: Model, store: string, which: "type" | "reads"): Types {
  const columns = model.stores.find(({ name }) => name === store)?.columns ?? [];
  return new Map(columns.map((column) => [column.name, column[which]]));
}

function eventTypes(context: EmitContext, name: string): Types {
  const fields = context.events.get(name)?.fields ?? context.signals.get(name)?.allFields ?? [];
  return new Map(fields.map((field) => [field.name, fieldValue(context, field)]));
}
