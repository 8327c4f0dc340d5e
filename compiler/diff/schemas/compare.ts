/** Whether every value that one schema lets through is let through by another; where not, values that show it. */

import type { Json } from "../json.ts";
import { accepts } from "./evaluate.ts";
import { findingsOf, type SchemaFinding } from "./findings.ts";
import { loadSchema, Nodes } from "./load.ts";
import { merged } from "./merge.ts";
import { fits, misfits, type Node } from "./node.ts";
import { Solver } from "./solve.ts";

export type { SchemaFinding } from "./findings.ts";
export { SchemaProblem } from "./load.ts";

export type Verdict =
  | { readonly kind: "included" }
  | { readonly kind: "breaks"; readonly value: Json }
  /** No value was found, and no proof that there is none. */
  | { readonly kind: "perhaps"; readonly why: string };

/** Throws a SchemaProblem where one of them is no schema. */
export function compareSchemas(inner: Json, outer: Json): Verdict {
  const { nodes, from, to } = loaded(inner, outer);
  const answer = new Solver(nodes).solve([fits(from), misfits(to)]);
  if (answer.kind === "no") return { kind: "included" };
  if (answer.kind === "unknown") return { kind: "perhaps", why: answer.why };
  const isShown = accepts(from, answer.value) === true && accepts(to, answer.value) === false;
  return isShown
    ? { kind: "breaks", value: answer.value }
    : { kind: "perhaps", why: "a keyword that is not known here" };
}

/** Every keyword of `outer` that refuses what `inner` lets through; none where all of it is let through. */
export function schemaFindings(inner: Json, outer: Json): readonly SchemaFinding[] {
  const { nodes, from, to } = loaded(inner, outer);
  return findingsOf(from, to, nodes);
}

function loaded(inner: Json, outer: Json): { readonly nodes: Nodes; readonly from: Node; readonly to: Node } {
  const nodes = new Nodes();
  const [from, to] = merged([loadSchema(inner, nodes), loadSchema(outer, nodes)]);
  if (from === undefined || to === undefined) throw new Error("Two nodes stay two.");
  return { nodes, from, to };
}
