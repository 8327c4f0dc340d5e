/** DA5001: events that lead to themselves, with no `limit` on a dep in the cycle. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DA5001 } from "../diagnostics/messages/topology.ts";
import { diagnostic, related } from "../diagnostics/report.ts";
import { type Cycle, endlessCycles } from "../topology/cycles.ts";
import { makingPlace } from "../topology/topology.ts";
import type { Context } from "./context.ts";

export function checkCycles({ topology }: Context): readonly Diagnostic[] {
  return endlessCycles(topology).flatMap(said);
}

/** At the handler that leads back to where the cycle is entered: it lacks the limit. */
function said({ steps }: Cycle): readonly Diagnostic[] {
  const back = steps.at(-1);
  if (back === undefined) return [];
  const deps = new Set(steps.filter((step) => step.handler.kind === "dep").map((step) => step.handler.name));
  const names = [...steps.map((step) => step.from), back.to];
  const around = steps.map((step) =>
    related(`\`${step.handler.name}\` makes \`${step.to}\` of \`${step.from}\``, makingPlace(step.handler, step.to)),
  );
  return [diagnostic(DA5001.cycle({ steps: names, deps: [...deps] }), back.handler.namePlace, around)];
}
