/** Chains of members and calls, `a.b.c(…).d(…)`: on one line while they are short, else a line for each call. */
import type { Code } from "./code.ts";
import { alternatives, breaks, type Doc, group, hardline, indent } from "./doc.ts";
import { callArguments, layout, operand } from "./layout.ts";
import { isIdentifier, quote } from "./strings.ts";

/** One step of a chain after its head. */
type Step =
  | { readonly kind: "member" | "element" | "literalElement"; readonly doc: Doc }
  | { readonly kind: "call"; readonly doc: Doc; readonly arguments: readonly Code[] };

export function memberChain(code: Code): Doc {
  const { head, steps } = unfold(code);
  const headDoc = head.kind === "word" ? head.text : operand(head, "member");
  const calls = steps.filter((step) => step.kind === "call");
  const flat = [headDoc, docsOf(steps)];
  if (calls.length === 0) return flat;
  const { first, rest } = groupSteps(head, steps);
  const merges = first.length === 0 && head.kind === "word" && isFactory(head.text);
  if (rest.length < (merges ? 3 : 2)) return group(flat);
  const beside = merges ? (rest[0] ?? []) : [];
  const below = merges ? rest.slice(1) : rest;
  const expanded = [headDoc, docsOf(first), docsOf(beside), indent(below.map((one) => [hardline, docsOf(one)]))];
  const isComplex = calls.length > 2 && calls.some((step) => !step.arguments.every(isSimple));
  return isComplex || breaks(flat) ? group(expanded) : alternatives(flat, expanded);
}

function docsOf(steps: readonly Step[]): Doc {
  return steps.map((step) => step.doc);
}

/** A name such as `Object`, whose calls belong to it. */
function isFactory(name: string): boolean {
  return /^[A-Z]|^[$_]+$/.test(name);
}

function unfold(code: Code): { head: Code; steps: Step[] } {
  const steps: Step[] = [];
  let head = code;
  for (;;) {
    if (head.kind === "member") {
      steps.push({ kind: "member", doc: memberDoc(head.name, head.optional) });
      head = head.object;
    } else if (head.kind === "element") {
      const isLiteral = head.index.kind === "string" || (head.index.kind === "word" && /^\d/.test(head.index.text));
      const doc = [head.optional ? "?.[" : "[", layout(head.index), "]"];
      steps.push({ kind: isLiteral ? "literalElement" : "element", doc });
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

/** What stays beside the head (its own calls and items, then all but the last of leading members), and each later call. */
function groupSteps(head: Code, steps: readonly Step[]): { first: Step[]; rest: Step[][] } {
  const first: Step[] = [];
  let at = 0;
  while (steps[at]?.kind === "call" || steps[at]?.kind === "literalElement") first.push(...steps.slice(at, ++at));
  if (head.kind !== "call" && !first.some(({ kind }) => kind === "call")) {
    while (isAccess(steps[at]) && isAccess(steps[at + 1])) first.push(...steps.slice(at, ++at));
  }
  const rest: Step[][] = [];
  let current: Step[] = [];
  for (const step of steps.slice(at)) {
    if (isAccess(step) && step.kind !== "literalElement" && current.some((one) => one.kind === "call")) {
      rest.push(current);
      current = [];
    }
    current.push(step);
  }
  if (current.length > 0) rest.push(current);
  return { first, rest };
}

function isAccess(step: Step | undefined): boolean {
  return step !== undefined && step.kind !== "call";
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
