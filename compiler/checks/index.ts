/** The checks that look at the whole model, after every declaration was checked by itself. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/report.ts";
import type { Model } from "../model.ts";
import { checkChains } from "./chains.ts";
import { type Context, contextOf, type Written } from "./context.ts";
import { checkCycles } from "./cycles.ts";
import { checkFanout } from "./fanout.ts";
import { checkNames } from "./names.ts";
import { checkOrder } from "./order.ts";
import { checkUnused } from "./unused.ts";
import { checkWriters } from "./writers.ts";

const checks: readonly ((context: Context) => readonly Diagnostic[])[] = [
  checkNames,
  checkCycles,
  checkChains,
  checkFanout,
  checkOrder,
  checkWriters,
  checkUnused,
];

/** What is wrong in how declarations go together; of broken ones, and about them, nothing is concluded. */
export function checkModel(model: Model, written: Written): Diagnostic[] {
  const context = contextOf(model, written);
  return inOrder(checks.flatMap((check) => check(context)));
}
