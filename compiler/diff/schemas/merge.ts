/**
 * Nodes that mean the same become one: then what is the same in both schemas need not be compared. Two nodes are the same
 * where they say the same and what they hold is the same, however deep: parts that tell a difference are split until none is.
 */
import { canonical, type Json } from "../json.ts";
import type { Node } from "./node.ts";

/** The two nodes, where all nodes below that are the same are one. They are changed. */
export function merged(roots: readonly Node[]): readonly Node[] {
  const nodes = reachable(roots);
  let classes = new Map(nodes.map((node) => [node, ""]));
  for (let count = 0; ; ) {
    const texts = new Map(nodes.map((node) => [node, description(node, (part) => classes.get(part) ?? "")]));
    const numbers = new Map([...new Set(texts.values())].map((text, index) => [text, String(index)]));
    classes = new Map(nodes.map((node) => [node, numbers.get(texts.get(node) ?? "") ?? ""]));
    if (numbers.size === count) break;
    count = numbers.size;
  }
  const first = new Map<string, Node>();
  for (const node of nodes) {
    const own = classes.get(node) ?? "";
    if (!first.has(own)) first.set(own, node);
  }
  const one = (node: Node): Node => first.get(classes.get(node) ?? "") ?? node;
  for (const node of first.values()) replaceParts(node, one);
  return roots.map(one);
}

export function partsOf(node: Node): readonly Node[] {
  const { list, object, all, any, one, not, choice } = node;
  const parts = [
    ...(list === null ? [] : [...list.prefix, list.rest, list.contains]),
    ...(object === null
      ? []
      : [
          ...object.properties.values(),
          ...object.patterns.map(([, part]) => part),
          object.others,
          object.names,
          ...object.implies.map(([, part]) => part),
        ]),
    ...all,
    ...(any ?? []),
    ...(one ?? []),
    not,
    ...(choice === null ? [] : [choice.if, choice.then, choice.else]),
  ];
  return parts.filter((part) => part !== null);
}

function reachable(roots: readonly Node[]): readonly Node[] {
  const found = new Set(roots);
  for (const node of found) for (const part of partsOf(node)) found.add(part);
  return [...found];
}

function description(node: Node, classOf: (part: Node) => string): string {
  const { never, kinds, whole, values, number, text, list, object, all, any, one, not, choice, unknown } = node;
  const part = (each: Node | null): string => (each === null ? "-" : classOf(each));
  const parts = (each: readonly Node[] | null): Json => (each === null ? null : each.map(part).sort());
  const limits = (each: object | null): Json => (each === null ? null : JSON.stringify(each, plainNumber));
  return canonical([
    ...[never, kinds === null ? null : [...kinds].sort(), whole, values === null ? null : values.map(canonical).sort()],
    ...[limits(number), limits(text), unknown],
    list === null
      ? null
      : [
          list.prefix.map(part),
          part(list.rest),
          part(list.contains),
          limits({ ...list, prefix: 0, rest: 0, contains: 0 }),
        ],
    object === null
      ? null
      : [
          Object.fromEntries([...object.properties].map(([name, each]) => [name, part(each)])),
          Object.fromEntries(object.patterns.map(([pattern, each]) => [pattern, part(each)])),
          [part(object.others), part(object.names), [...object.required].sort()],
          [String(object.minProperties), String(object.maxProperties)],
          object.requires.map(([name, names]) => [name, [...names].sort()]),
          object.implies.map(([name, each]) => [name, part(each)]),
        ],
    ...[parts(all), parts(any), one === null ? null : one.map(part).sort(), part(not)],
    choice === null ? null : [part(choice.if), part(choice.then), part(choice.else)],
  ]);
}

const plainNumber = (_: string, value: unknown): unknown => (typeof value === "number" ? String(value) : value);

function replaceParts(node: Node, by: (part: Node) => Node): void {
  const maybe = (part: Node | null): Node | null => (part === null ? null : by(part));
  const { list, object, choice } = node;
  if (list !== null) {
    node.list = { ...list, prefix: list.prefix.map(by), rest: maybe(list.rest), contains: maybe(list.contains) };
  }
  if (object !== null) {
    node.object = {
      ...object,
      properties: new Map([...object.properties].map(([name, part]) => [name, by(part)])),
      patterns: object.patterns.map(([pattern, part]) => [pattern, by(part)] as const),
      others: maybe(object.others),
      names: maybe(object.names),
      implies: object.implies.map(([name, part]) => [name, by(part)] as const),
    };
  }
  node.all = node.all.map(by);
  node.any = node.any?.map(by) ?? null;
  node.one = node.one?.map(by) ?? null;
  node.not = maybe(node.not);
  if (choice !== null) node.choice = { if: by(choice.if), then: maybe(choice.then), else: maybe(choice.else) };
}
