/**
 * A quick look at whether no value fits two schemas at once: other kinds, other values, or a property that both must have and
 * of which that is so, as the field that tells the members of a union apart. It spares branches; false tells nothing.
 */

import { KINDS, type Kind, kindOf } from "../json.ts";
import { accepts } from "./evaluate.ts";
import type { Node } from "./node.ts";
import { nodesOf } from "./objects.ts";

const DEEPEST = 5;
const MOST_VALUES = 100;

const known = new WeakMap<Node, WeakMap<Node, boolean>>();

export function areDisjoint(a: Node, b: Node, depth = 0): boolean {
  if (a === b || depth > DEEPEST) return false;
  const told = known.get(a)?.get(b);
  if (told !== undefined) return told;
  const answer = look(a, b, depth);
  // Deeper down less is looked at, so that a no is not the last word.
  if (answer || depth === 0) keep(a, b, answer);
  return answer;
}

function keep(a: Node, b: Node, answer: boolean): void {
  const row = known.get(a) ?? new WeakMap<Node, boolean>();
  known.set(a, row);
  row.set(b, answer);
}

function look(a: Node, b: Node, depth: number): boolean {
  if (a.never || b.never) return true;
  const kinds = kindsOf(a).filter((kind) => kindsOf(b).includes(kind));
  if (kinds.length === 0) return true;
  if (valuesApart(a, b) || valuesApart(b, a)) return true;
  if (kinds.length === 1 && kinds[0] === "object" && propertiesApart(a, b, depth)) return true;
  return partsApart(a, b, depth) || partsApart(b, a, depth);
}

function kindsOf({ kinds, values }: Node): readonly Kind[] {
  const own = values === null ? KINDS : [...new Set(values.map(kindOf))];
  return kinds === null ? own : own.filter((kind) => kinds.has(kind));
}

function valuesApart({ values }: Node, other: Node): boolean {
  if (values === null || values.length > MOST_VALUES) return false;
  return values.every((value) => accepts(other, value) === false);
}

function propertiesApart(a: Node, b: Node, depth: number): boolean {
  const [one, other] = [a.object, b.object];
  if (one === null || other === null) return false;
  return [...one.required, ...other.required].some((name) =>
    nodesOf(one, name).some((x) => nodesOf(other, name).some((y) => areDisjoint(x, y, depth + 1))),
  );
}

function partsApart({ all, any, one }: Node, other: Node, depth: number): boolean {
  if (all.some((part) => areDisjoint(part, other, depth + 1))) return true;
  return [any, one].some((parts) => parts?.every((part) => areDisjoint(part, other, depth + 1)) === true);
}
