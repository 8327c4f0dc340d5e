/** Whether every value that one schema lets through is let through by another; where not, values that show it. */

import type { Json } from "../json.ts";
import { accepts } from "./evaluate.ts";
import { findingsOf, type SchemaFinding } from "./findings.ts";
import { hasSiblings, loadSchema, type Siblings } from "./load.ts";
import { merged } from "./merge.ts";
import { fits, misfits, type Node } from "./node.ts";
import { Nodes } from "./nodes.ts";
import { solved } from "./solve.ts";

export type { SchemaFinding } from "./findings.ts";
export { SchemaProblem } from "./read.ts";

export type Verdict =
  | { readonly kind: "included" }
  | { readonly kind: "breaks"; readonly value: Json }
  /** No value was found, and no proof that there is none. */
  | { readonly kind: "perhaps"; readonly why: string };

/** Throws a SchemaProblem where one of them is no schema. */
export function compareSchemas(inner: Json, outer: Json): Verdict {
  let verdict: Verdict = { kind: "included" };
  for (const siblings of readings(inner, outer)) {
    const told = compared(inner, outer, siblings);
    if (told.kind === "breaks") return told;
    if (told.kind === "perhaps") verdict = told;
  }
  return verdict;
}

function compared(inner: Json, outer: Json, siblings: Siblings): Verdict {
  const { nodes, from, to } = loaded(inner, outer, siblings);
  const answer = solved(nodes, [fits(from), misfits(to)]);
  if (answer.kind === "no") return { kind: "included" };
  if (answer.kind === "unknown") return { kind: "perhaps", why: answer.why };
  const isShown = accepts(from, answer.value) === true && accepts(to, answer.value) === false;
  return isShown
    ? { kind: "breaks", value: answer.value }
    : { kind: "perhaps", why: "a keyword that is not known here" };
}

/** Every keyword of `outer` that refuses what `inner` lets through; none where all of it is let through. */
export function schemaFindings(inner: Json, outer: Json): readonly SchemaFinding[] {
  for (const siblings of readings(inner, outer)) {
    const { nodes, from, to } = loaded(inner, outer, siblings);
    const found = findingsOf(from, to, nodes);
    if (found.length > 0) return found;
  }
  return [];
}

/** Validators differ in what they make of keywords beside a reference: what is let through must be so by each reading. */
function readings(inner: Json, outer: Json): readonly Siblings[] {
  return hasSiblings(inner) || hasSiblings(outer) ? ["ignored", "heeded"] : ["ignored"];
}

interface Loaded {
  readonly nodes: Nodes;
  readonly from: Node;
  readonly to: Node;
}

function loaded(inner: Json, outer: Json, siblings: Siblings): Loaded {
  const nodes = new Nodes();
  const [from, to] = merged([loadSchema(inner, nodes, siblings), loadSchema(outer, nodes, siblings)]);
  if (from === undefined || to === undefined) throw new Error("Two nodes stay two.");
  return { nodes, from, to };
}
