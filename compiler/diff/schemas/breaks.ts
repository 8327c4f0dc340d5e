/** All the ways in which a value of one kind may break a schema, each as rules and questions of their own. */

import type { Kind } from "../json.ts";
import { areDisjoint } from "./disjoint.ts";
import { fits, type ListRule, misfits, type Node, type NumberRule, type ObjectRule, type TextRule } from "./node.ts";
import { literally, ruled, type Way } from "./way.ts";

export function waysToBreak(node: Node, kind: Kind): Way[] {
  return [...ofItself(node, kind), ...ofKind(node, kind), ...ofCombinations(node)];
}

function ofItself({ whole, values, unknown: keyword }: Node, kind: Kind): Way[] {
  const ways: Way[] = [];
  if (kind === "number" && whole) ways.push(ruled((rules) => rules.number.broken()));
  if (values !== null) {
    ways.push(
      ruled((rules) => {
        rules.except = [...rules.except, ...values];
      }),
    );
  }
  if (keyword !== null) {
    ways.push(
      ruled((rules) => {
        rules.doubt = keyword;
      }),
    );
  }
  return ways;
}

function ofKind(node: Node, kind: Kind): Way[] {
  if (kind === "number" && node.number !== null) return ofNumber(node.number);
  if (kind === "string" && node.text !== null) return ofText(node.text);
  if (kind === "array" && node.list !== null) return ofList(node.list);
  if (kind === "object" && node.object !== null) return ofObject(node.object);
  return [];
}

function ofNumber({ min, minExclusive, max, maxExclusive, multipleOf }: NumberRule): Way[] {
  const ways: Way[] = multipleOf.map((step) => ruled((rules) => rules.number.noMultipleOf(step)));
  if (min > -Infinity) ways.push(ruled((rules) => rules.number.below(min, true)));
  if (minExclusive > -Infinity) ways.push(ruled((rules) => rules.number.below(minExclusive, false)));
  if (max < Infinity) ways.push(ruled((rules) => rules.number.above(max, true)));
  if (maxExclusive < Infinity) ways.push(ruled((rules) => rules.number.above(maxExclusive, false)));
  return ways;
}

function ofText({ minLength, maxLength, patterns, format }: TextRule): Way[] {
  const ways: Way[] = patterns.map((pattern) => ruled((rules) => rules.text.misses(pattern)));
  if (minLength > 0) ways.push(ruled((rules) => rules.text.atMost(minLength - 1)));
  if (maxLength < Infinity) ways.push(ruled((rules) => rules.text.atLeast(maxLength + 1)));
  if (format !== null) ways.push(ruled((rules) => rules.text.isNot(format)));
  return ways;
}

function ofList(rule: ListRule): Way[] {
  const { prefix, rest, contains, minContains, maxContains, minItems, maxItems, unique } = rule;
  const ways: Way[] = prefix.map((node, index) =>
    ruled((rules) => rules.list.somewhere(index, index + 1, misfits(node))),
  );
  if (rest !== null) ways.push(ruled((rules) => rules.list.somewhere(prefix.length, Infinity, misfits(rest))));
  if (minItems > 0) ways.push(ruled((rules) => rules.list.atMost(minItems - 1)));
  if (maxItems < Infinity) ways.push(ruled((rules) => rules.list.atLeast(maxItems + 1)));
  if (unique) ways.push(ruled((rules) => rules.list.repeats()));
  if (contains !== null && minContains > 0) ways.push(ruled((rules) => rules.list.count(contains, 0, minContains - 1)));
  if (contains !== null && maxContains < Infinity) {
    ways.push(ruled((rules) => rules.list.count(contains, maxContains + 1, Infinity)));
  }
  return ways;
}

function ofObject(rule: ObjectRule): Way[] {
  const { properties, patterns, others, names, required, minProperties, maxProperties, requires, implies } = rule;
  const ways: Way[] = [
    ...required.map((name) => ruled((rules) => rules.object.absent(name))),
    ...[...properties].map(([name, node]) => ruled((rules) => rules.object.property(name, misfits(node)))),
    ...patterns.map(([pattern, node]) => ruled((rules) => rules.object.somewhere(rule, pattern, misfits(node)))),
    ...requires.flatMap(([name, needed]) =>
      needed.map((other) =>
        ruled((rules) => {
          rules.object.present(name);
          rules.object.absent(other);
        }),
      ),
    ),
    ...implies.map(([name, node]) => ruled((rules) => rules.object.present(name), misfits(node))),
  ];
  if (others !== null) ways.push(ruled((rules) => rules.object.somewhere(rule, null, misfits(others))));
  if (names !== null) ways.push(ruled((rules) => rules.object.badName(misfits(names))));
  if (minProperties > 0) ways.push(ruled((rules) => rules.object.atMost(minProperties - 1)));
  if (maxProperties < Infinity) ways.push(ruled((rules) => rules.object.atLeast(maxProperties + 1)));
  return ways;
}

function ofCombinations({ all, any, one, not, choice }: Node): Way[] {
  const ways: Way[] = all.map((each) => literally(misfits(each)));
  if (any !== null) ways.push(literally(...any.map(misfits)));
  if (one !== null) {
    ways.push(literally(...one.map(misfits)));
    for (const [index, a] of one.entries()) {
      for (const b of one.slice(index + 1)) if (!areDisjoint(a, b)) ways.push(literally(fits(a), fits(b)));
    }
  }
  if (not !== null) ways.push(literally(fits(not)));
  if (choice !== null) {
    const { if: condition, then, else: otherwise } = choice;
    if (then !== null) ways.push(literally(fits(condition), misfits(then)));
    if (otherwise !== null) ways.push(literally(misfits(condition), misfits(otherwise)));
  }
  return ways;
}
