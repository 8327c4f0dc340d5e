/** The model of a spec without errors, for the commands that show something of it and whose result is not diagnostics. */
import type { Model } from "../model.ts";
import { type Call, refuse, tell } from "./call.ts";
import type { Exit } from "./io.ts";
import { checkSpec, countsOf, fails, print, specOf, unreadable } from "./spec.ts";

/** A model, or the status that the command ends with. Warnings beside a result go to stderr, as stdout holds the result. */
export async function soundModel(
  call: Call,
  path: string | undefined,
): Promise<{ readonly model: Model | null; readonly exit: Exit }> {
  const spec = specOf(call, path);
  const problem = unreadable(spec);
  if (problem !== null) return { model: null, exit: refuse(call.io, problem) };
  const { analysis, report } = await checkSpec(call, spec);
  const failed = fails(call, report.diagnostics);
  if (failed) await print(call, report);
  else if (report.diagnostics.length > 0) await print({ ...call, io: { ...call.io, out: call.io.err } }, report);
  if (failed) tell(call, `${spec.name}: ${countsOf(report.diagnostics)}`);
  return failed ? { model: null, exit: 1 } : { model: analysis.model, exit: analysis.model === null ? 1 : 0 };
}
