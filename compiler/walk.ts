/** Visits every statement and every expression of a model's handlers, functions and tests, outer before inner. */
import type { Expr, Handler, Stmt, TestStep } from "./model.ts";
import { once } from "./once.ts";

/** All statements of a handler written in `.da`, those in branches and loops too, in the order written. */
export const statementsOf = once(({ body }: Handler): readonly Stmt[] => {
  const found: Stmt[] = [];
  if (body.kind === "statements") collect(body.statements, found);
  return found;
});

function collect(statements: readonly Stmt[], found: Stmt[]): void {
  for (const statement of statements) {
    found.push(statement);
    if (statement.kind === "if") {
      collect(statement.then, found);
      collect(statement.otherwise ?? [], found);
    } else if (statement.kind === "for") {
      collect(statement.body, found);
    }
  }
}

/** Every expression of a handler: its `when`, and all of its statements. */
export function visitHandler(handler: Handler, visit: (expr: Expr) => void): void {
  if (handler.when !== null) visitExpr(handler.when, visit);
  for (const statement of statementsOf(handler)) {
    for (const expr of expressionsOf(statement)) visitExpr(expr, visit);
  }
}

/** The expressions that stand directly in a statement, not those of the statements inside it. */
export function expressionsOf(statement: Stmt): readonly Expr[] {
  switch (statement.kind) {
    case "let":
      return [statement.value];
    case "read":
    case "delete":
      return statement.keys;
    case "require":
      return statement.wait === null ? statement.keys : [...statement.keys, statement.wait.duration];
    case "update":
      return [...statement.keys, ...statement.values.map((entry) => entry.value)];
    case "emit":
      return [...statement.fields.map((field) => field.value), ...present(statement.id, statement.at, statement.after)];
    case "signal":
      return statement.fields.map((field) => field.value);
    case "if":
      return [statement.condition];
    case "for":
      return [statement.list];
    case "dead":
      return [statement.reason];
    case "forward":
    case "skip":
      return [];
  }
}

/** The expressions of one step of a test. */
export function expressionsOfStep(step: TestStep): readonly Expr[] {
  switch (step.kind) {
    case "given":
      return [...step.keys, ...step.values.map((entry) => entry.value)];
    case "send":
      return [...step.fields.map((field) => field.value), ...present(step.id, step.at)];
    case "advance":
      return [step.duration];
    case "expectEvent":
      return step.fields.map((field) => field.value);
    case "expectRow":
      return [...step.keys, ...step.fields.map((field) => field.value)];
    case "sendFile":
      return [];
  }
}

/** The expression itself and everything in it. */
export function visitExpr(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  for (const part of partsOf(expr)) visitExpr(part, visit);
}

function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "literal":
    case "field":
    case "local":
    case "param":
    case "event":
    case "meta":
      return [];
    case "template":
      return expr.values;
    case "member":
      return [expr.object];
    case "json":
      return [expr.object, expr.step];
    case "index":
      return [expr.object, expr.index];
    case "call":
    case "builtin":
      return expr.arguments;
    case "method":
      return [expr.object, ...expr.arguments];
    case "lambda":
      return [expr.body];
    case "not":
    case "negate":
      return [expr.operand];
    case "binary":
      return [expr.left, expr.right];
    case "in":
      return [expr.value, expr.list];
    case "conditional":
      return [expr.condition, expr.then, expr.otherwise];
    case "match":
      return [expr.subject, ...expr.arms.map((arm) => arm.value)];
    case "list":
      return expr.items.map((item) => item.value);
    case "record":
      return expr.fields.map((field) => field.value);
    case "convert":
    case "bounded":
    case "toJson":
      return [expr.value];
  }
}

function present(...values: readonly (Expr | null)[]): readonly Expr[] {
  return values.filter((value) => value !== null);
}
