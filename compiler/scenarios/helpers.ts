/** Functions that stand in a spec for its tests alone. */
import type { Expr, Model } from "../model.ts";
import { expressionsOfStep, visitExpr, visitHandler } from "../walk.ts";

/** Names of functions that tests call, themselves or through others, and no handler does. */
export function testHelpers(model: Model): ReadonlySet<string> {
  const ofHandlers = new Set<string>();
  const ofTests = new Set<string>();
  for (const handler of model.handlers) visitHandler(handler, (expr) => addCalled(expr, ofHandlers, model));
  for (const { steps } of model.tests) {
    for (const expr of steps.flatMap(expressionsOfStep)) visitExpr(expr, (part) => addCalled(part, ofTests, model));
  }
  return new Set([...ofTests].filter((name) => !ofHandlers.has(name)));
}

function addCalled(expr: Expr, called: Set<string>, model: Model): void {
  if (expr.kind !== "call" || called.has(expr.fn)) return;
  called.add(expr.fn);
  const body = model.functions.find(({ name }) => name === expr.fn)?.body;
  if (body !== undefined) visitExpr(body, (part) => addCalled(part, called, model));
}
