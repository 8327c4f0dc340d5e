/** `check`: all diagnostics, no output. */
import { count } from "../../diagnostics/messages/said.ts";
import { type Call, refuse, tell } from "../call.ts";
import type { Exit } from "../io.ts";
import { type Done, onceOrWatching } from "../repeat.ts";
import {
  checkSpec,
  countsOf,
  declarationsOf,
  fails,
  practiseChecking,
  print,
  specOf,
  unreadable,
  withHandlers,
} from "../spec.ts";

export async function check(call: Call): Promise<Exit> {
  return onceOrWatching(call, checkOnce, practiseChecking);
}

async function checkOnce(call: Call): Promise<Done> {
  const spec = specOf(call, call.operands[0]);
  const { asked } = spec.host;
  const problem = unreadable(spec);
  if (problem !== null) return { exit: refuse(call.io, problem), asked };
  const { analysis, report, answers } = await withHandlers(call, spec, await checkSpec(call, spec), null);
  await print(call, report);
  tell(call, `${spec.name}: ${countsOf(report.diagnostics)} (${count(declarationsOf(analysis), "declaration")})`);
  call.restsOn(answers);
  return { exit: fails(call, report.diagnostics) ? 1 : 0, asked };
}
