/** How what a handler lets through has changed: what it handles, and under which condition it emits, signals, updates. */
import { code, listOf } from "../../diagnostics/messages/said.ts";
import type { Handler } from "../../model.ts";
import { relationOf } from "../conditions.ts";
import { guardsOf } from "../guards.ts";
import type { Couple } from "../match.ts";
import { textOf } from "../meaning.ts";
import type { Pair } from "../pair.ts";

export interface RuleChange {
  readonly relation: "narrowed" | "widened" | "changed";
  readonly text: string;
}

/** What a handler handles, and under which condition it does what. */
export function changesOf({ old, new: now }: Couple<Handler>, pair: Pair): readonly RuleChange[] {
  const inputs = (handler: Handler, nameOf: (name: string) => string) => handler.on.map(({ name }) => nameOf(name));
  const [before, after] = [inputs(old, (name) => pair.newName(name)), inputs(now, (name) => name)];
  const isThere = (name: string) =>
    [...pair.new.model.events, ...pair.new.model.signals].some((each) => each.name === name);
  const gone = before.filter((name) => !after.includes(name) && isThere(name));
  const come = after.filter((name) => !before.includes(name));
  return [
    ...(gone.length === 0 ? [] : [{ relation: "narrowed" as const, text: `it no longer handles ${listOf(gone)}` }]),
    ...(come.length === 0 ? [] : [{ relation: "widened" as const, text: `it handles ${listOf(come)} as well` }]),
    ...outputChanges(old, now, pair),
  ];
}

function isKnown({ events, signals, stores }: Pair["old"]["model"], output: string): boolean {
  const target = output.slice(output.lastIndexOf(" ") + 1);
  return output.startsWith("forward ") || [...events, ...signals, ...stores].some(({ name }) => name === target);
}

const CONDITIONS = { narrowed: "a narrower", widened: "a wider", changed: "another" } as const;

function outputChanges(old: Handler, now: Handler, pair: Pair): readonly RuleChange[] {
  if (pair.isSameWork({ old, new: now }) && !pair.hasNewNames) return [];
  const before = guardsOf(old, (name) => pair.newName(name));
  const after = guardsOf(now);
  // Of what is gone or new altogether, other rules tell, or nobody has waited for it.
  const lost = [...before.keys()].filter((output) => !after.has(output) && isKnown(pair.new.model, output));
  const gained = [...after.keys()].filter((output) => !before.has(output) && isKnown(pair.old.model, output));
  const common = [...before].flatMap(([output, condition]): RuleChange[] => {
    const other = after.get(output);
    const relation = other === undefined ? "same" : relationOf(condition, other);
    return relation === "same" ? [] : [{ relation, text: `${code(output)} has ${CONDITIONS[relation]} condition` }];
  });
  return [
    ...(lost.length === 0 ? [] : [{ relation: "narrowed" as const, text: `no ${listOf(lost)} any more` }]),
    ...(gained.length === 0 ? [] : [{ relation: "widened" as const, text: `${listOf(gained)} as well` }]),
    ...common,
  ];
}

/** The bodies of all functions that are called, and of those that they call. */
export function calledBy(handler: Handler, functions: Pair["old"]["model"]["functions"]): string {
  const found = new Map<string, string>();
  const visit = (text: string): void => {
    for (const fn of functions) {
      if (found.has(fn.name) || !text.includes(`"kind":"call","fn":${JSON.stringify(fn.name)}`)) continue;
      const body = textOf([fn.parameters, fn.result, fn.body]);
      found.set(fn.name, body);
      visit(body);
    }
  };
  visit(textOf([handler.when, handler.body]));
  return JSON.stringify([...found].sort());
}
