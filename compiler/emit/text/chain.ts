/** Chains of members and calls, `a.b.c(…).d(…)`: on one line while they are short, else a line for each call. */
import type { Code } from "./code.ts";
import { alternatives, breaks, type Doc, group, hardline, indent } from "./doc.ts";
import { callArguments, layout, operand } from "./layout.ts";
import { isIdentifier, quote } from "./strings.ts";

/** One step of a chain after its head. */
type Step =
  | { readonly kind: "access"; readonly doc: Doc }
  | { readonly kind: "call"; readonly doc: Doc; readonly arguments: readonly Code[] };

export function memberChain(code: Code): Doc {
  const { head, steps } = unfold(code);
  const headDoc = head.kind === "word" ? head.text : operand(head, "member");
  const flat = [headDoc, ...steps.map((step) => step.doc)];
  const calls = steps.filter((step) => step.kind === "call");
  const groups = groupSteps(head, steps);
  if (groups.rest.length <= 2 && !groups.rest.some((one) => one.some((step) => breaks(step.doc)))) return group(flat);
  if (calls.length === 0) return flat;
  const docsOf = (some: readonly Step[]): Doc => some.map((step) => step.doc);
  const expanded = [headDoc, docsOf(groups.first), indent(groups.rest.map((one) => [hardline, docsOf(one)]))];
  if (calls.length > 2 && calls.some((step) => !step.arguments.every(isSimple)))
    return group(expanded, { broken: true });
  return calls.length > 2 ? alternatives(flat, expanded) : group(flat);
}

function unfold(code: Code): { head: Code; steps: Step[] } {
  const steps: Step[] = [];
  let head = code;
  for (;;) {
    if (head.kind === "member") {
      steps.push({ kind: "access", doc: memberDoc(head.name, head.optional) });
      head = head.object;
    } else if (head.kind === "element") {
      steps.push({ kind: "access", doc: [head.optional ? "?.[" : "[", layout(head.index), "]"] });
      head = head.object;
    } else if (head.kind === "call") {
      steps.push({ kind: "call", doc: callArguments(head.arguments), arguments: head.arguments });
      head = head.callee;
    } else {
      return { head, steps: steps.reverse() };
    }
  }
}

function memberDoc(name: string, optional: boolean): Doc {
  if (isIdentifier(name)) return `${optional ? "?." : "."}${name}`;
  return `${optional ? "?." : ""}[${quote(name)}]`;
}

/** What stays beside the head (calls of the head itself, then all but the last of leading members), and each later call. */
function groupSteps(head: Code, steps: readonly Step[]): { first: Step[]; rest: Step[][] } {
  const first: Step[] = [];
  let at = 0;
  while (steps[at]?.kind === "call") first.push(...steps.slice(at, ++at));
  if (head.kind !== "call") {
    while (steps[at]?.kind === "access" && steps[at + 1]?.kind === "access") first.push(...steps.slice(at, ++at));
  }
  const rest: Step[][] = [];
  let current: Step[] = [];
  for (const step of steps.slice(at)) {
    if (step.kind === "access" && current.some((one) => one.kind === "call")) {
      rest.push(current);
      current = [];
    }
    current.push(step);
  }
  if (current.length > 0) rest.push(current);
  return { first, rest };
}

/** An argument that needs no reading: a literal, a variable, a path, a call of those. */
function isSimple(code: Code): boolean {
  switch (code.kind) {
    case "word":
    case "string":
      return true;
    case "template":
      return code.values.every((value) => value.kind === "word");
    case "member":
      return isSimple(code.object);
    case "element":
      return isSimple(code.object) && isSimple(code.index);
    case "call":
      return isSimple(code.callee) && code.arguments.every(isSimple);
    case "unary":
      return isSimple(code.operand);
    case "object":
      return code.entries.every((part) => part.name !== null && isSimple(part.value));
    case "array":
      return code.items.every((part) => !part.spread && isSimple(part.value));
    default:
      return false;
  }
}
