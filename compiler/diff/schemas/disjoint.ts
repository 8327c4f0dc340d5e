/**
 * A quick look at whether no value fits two schemas at once: other kinds, other values, or a property that both must have and
 * of which that is so, as the field that tells the members of a union apart. It spares branches; false tells nothing.
 */

import { KINDS, type Kind, kindOf } from "../json.ts";
import { refuses } from "./evaluate.ts";
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
  const [ofA, ofB] = [together(a), together(b)];
  if ([...ofA, ...ofB].some(({ never }) => never)) return true;
  const kinds = KINDS.filter((kind) => [...ofA, ...ofB].every((part) => mayBe(part, kind)));
  if (kinds.length === 0) return true;
  const isObject = kinds.length === 1 && kinds[0] === "object";
  return ofA.some((x) =>
    ofB.some(
      (y) =>
        valuesApart(x, y) ||
        valuesApart(y, x) ||
        (isObject && propertiesApart(x, y, depth)) ||
        choicesApart(x, y, depth) ||
        choicesApart(y, x, depth),
    ),
  );
}

/** A node and all that holds where it does. */
function together(node: Node): readonly Node[] {
  const parts = new Set([node]);
  for (const part of parts) for (const each of part.all) parts.add(each);
  return [...parts];
}

const mayBe = ({ kinds, values }: Node, kind: Kind): boolean =>
  (kinds === null || kinds.has(kind)) && (values === null || values.some((value) => kindOf(value) === kind));

function valuesApart({ values }: Node, other: Node): boolean {
  if (values === null || values.length > MOST_VALUES) return false;
  return values.every((value) => refuses(other, value));
}

function propertiesApart(a: Node, b: Node, depth: number): boolean {
  const [one, other] = [a.object, b.object];
  if (one === null || other === null) return false;
  return [...one.required, ...other.required].some((name) =>
    nodesOf(one, name).some((x) => nodesOf(other, name).some((y) => areDisjoint(x, y, depth + 1))),
  );
}

function choicesApart({ any, one }: Node, other: Node, depth: number): boolean {
  return [any, one].some((parts) => parts?.every((part) => areDisjoint(part, other, depth + 1)) === true);
}
