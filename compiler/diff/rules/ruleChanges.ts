/** How what a handler lets through has changed: what it handles, and under which condition it emits, signals, updates. */
import { code, listOf } from "../../diagnostics/messages/said.ts";
import type { Handler, Model } from "../../model.ts";
import { relationOf } from "../conditions.ts";
import type { Forms } from "../form.ts";
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

function isKnown(names: ReadonlySet<string>, output: string): boolean {
  return output.startsWith("forward ") || names.has(output.slice(output.lastIndexOf(" ") + 1));
}

/** Events, signals and stores of a version, under the names of the new one. */
function namesOf({ events, signals, stores }: Model, pair: Pair | null): ReadonlySet<string> {
  return new Set([
    ...[...events, ...signals].map(({ name }) => pair?.newName(name) ?? name),
    ...stores.map(({ name }) => pair?.newStore(name) ?? name),
  ]);
}

const CONDITIONS = { narrowed: "a narrower", widened: "a wider", changed: "another" } as const;

function outputChanges(old: Handler, now: Handler, pair: Pair): readonly RuleChange[] {
  if (pair.isSameWork({ old, new: now })) return [];
  const forms = pair.formsOf({ old, new: now });
  const [before, after] = [guardsOf(forms.old), guardsOf(forms.new)];
  const [known, isThere] = [namesOf(pair.old.model, pair), namesOf(pair.new.model, null)];
  // Of what is gone or new altogether, other rules tell, or nobody has waited for it.
  const lost = [...before.keys()].filter((output) => !after.has(output) && isKnown(isThere, output));
  const gained = [...after.keys()].filter((output) => !before.has(output) && isKnown(known, output));
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

/** The forms of all functions that are called, and of those that they call. */
export function calledBy(handler: Handler, { functions }: Model, forms: Forms): string {
  const found = new Map<string, string>();
  const visit = (text: string): void => {
    for (const fn of functions) {
      if (found.has(fn.name) || !text.includes(`"kind":"call","fn":${JSON.stringify(fn.name)}`)) continue;
      const form = forms.fn(fn);
      found.set(fn.name, form);
      visit(form);
    }
  };
  visit(textOf([handler.when, handler.body]));
  return JSON.stringify([...found].sort());
}
