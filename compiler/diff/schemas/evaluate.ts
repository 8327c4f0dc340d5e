/** Whether a value fits a schema: true, false, or null where a keyword is not known here. */

import { canonical, isList, isObject, isSame, type Json, kindOf } from "../json.ts";
import { type Answer, firstOf, NO, unknown, yes } from "./answer.ts";
import type { ListRule, Literal, Node, ObjectRule } from "./node.ts";
import { NumberQuestion } from "./numbers.ts";
import { nodesOf } from "./objects.ts";
import { TextQuestion } from "./texts.ts";

type Told = boolean | null;

export function accepts(node: Node, value: Json): Told {
  if (node.never) return false;
  if (node.kinds !== null && !node.kinds.has(kindOf(value))) return false;
  if (node.whole && typeof value === "number" && !Number.isInteger(value)) return false;
  if (node.values !== null && !node.values.some((each) => isSame(each, value))) return false;
  return every([() => ofKind(node, value), () => combined(node, value), () => (node.unknown === null ? true : null)]);
}

/**
 * Whether a value breaks what a node says of it in so many words, and not by `not` or by what it leaves open: whoever asks has
 * yet to see to those.
 */
export function refuses(node: Node, value: Json): boolean {
  if (node.never || (node.kinds !== null && !node.kinds.has(kindOf(value)))) return true;
  if (node.whole && typeof value === "number" && !Number.isInteger(value)) return true;
  if (node.values !== null && !node.values.some((each) => isSame(each, value))) return true;
  const isPlain = node.object === null || node.object.implies.length === 0;
  if (isPlain && ofKind(node, value) === false) return true;
  if (node.all.some((part) => refuses(part, value))) return true;
  return [node.any, node.one].some((parts) => parts?.every((part) => refuses(part, value)) === true);
}

/** The first of few values that answers a question. */
export function oneOf(values: readonly Json[], question: readonly Literal[]): Answer {
  return firstOf(values, (value) => {
    const told = question.map(({ node, fits }) => {
      const is = accepts(node, value);
      return is === null ? null : is === fits;
    });
    if (told.includes(false)) return NO;
    return told.includes(null) ? unknown("a keyword that is not known here") : yes(value);
  });
}

function ofKind(node: Node, value: Json): Told {
  if (typeof value === "number" && node.number !== null) {
    const question = new NumberQuestion();
    question.keep(node.number);
    return question.holds(value);
  }
  if (typeof value === "string" && node.text !== null) {
    const question = new TextQuestion();
    question.keep(node.text);
    return question.holds(value);
  }
  if (isList(value) && node.list !== null) return listFits(node.list, value);
  if (isObject(value) && node.object !== null) return objectFits(node.object, value);
  return true;
}

function combined({ all, any, one, not, choice }: Node, value: Json): Told {
  return every([
    () => every(all.map((each) => () => accepts(each, value))),
    () => (any === null ? true : some(any.map((each) => () => accepts(each, value)))),
    () => (one === null ? true : exactlyOne(one.map((each) => accepts(each, value)))),
    () => (not === null ? true : negated(accepts(not, value))),
    () => {
      if (choice === null) return true;
      const isCase = accepts(choice.if, value);
      if (isCase === null) return null;
      const then = isCase ? choice.then : choice.else;
      return then === null ? true : accepts(then, value);
    },
  ]);
}

function listFits(rule: ListRule, value: readonly Json[]): Told {
  if (value.length < rule.minItems || value.length > rule.maxItems) return false;
  if (rule.unique && new Set(value.map(canonical)).size < value.length) return false;
  const items = every(
    value.map((item, index) => () => {
      const node = rule.prefix[index] ?? rule.rest;
      return node === null ? true : accepts(node, item);
    }),
  );
  const { contains } = rule;
  if (items === false || contains === null) return items;
  const told = value.map((item) => accepts(contains, item));
  const sure = told.filter((each) => each === true).length;
  const perhaps = sure + told.filter((each) => each === null).length;
  if (perhaps < rule.minContains || sure > rule.maxContains) return false;
  return sure >= rule.minContains && perhaps <= rule.maxContains ? items : null;
}

function objectFits(rule: ObjectRule, value: { readonly [name: string]: Json }): Told {
  const names = Object.keys(value);
  const has = (name: string): boolean => Object.hasOwn(value, name);
  if (names.length < rule.minProperties || names.length > rule.maxProperties) return false;
  if (!rule.required.every(has)) return false;
  if (rule.requires.some(([name, others]) => has(name) && !others.every(has))) return false;
  const naming = rule.names;
  return every([
    ...names.flatMap((name) => nodesOf(rule, name).map((node) => () => accepts(node, value[name] ?? null))),
    ...(naming === null ? [] : names.map((name) => () => accepts(naming, name))),
    ...rule.implies
      .filter(([name]) => has(name))
      .map(
        ([, node]) =>
          () =>
            accepts(node, value),
      ),
  ]);
}

function every(parts: readonly (() => Told)[]): Told {
  let told: Told = true;
  for (const part of parts) {
    const one = part();
    if (one === false) return false;
    if (one === null) told = null;
  }
  return told;
}

function some(parts: readonly (() => Told)[]): Told {
  return negated(every(parts.map((part) => () => negated(part()))));
}

function exactlyOne(told: readonly Told[]): Told {
  const sure = told.filter((each) => each === true).length;
  const perhaps = told.filter((each) => each === null).length;
  if (sure > 1 || sure + perhaps === 0) return false;
  return perhaps > 0 ? null : true;
}

const negated = (told: Told): Told => (told === null ? null : !told);
