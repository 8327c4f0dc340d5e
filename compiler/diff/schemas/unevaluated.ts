/**
 * `unevaluatedProperties` and `unevaluatedItems` said with other keywords: what other keywords have looked at is worked out for
 * each case that a choice leaves (`anyOf`, `oneOf`, `if`, `dependentSchemas`), and what is left is closed in each of them.
 */
import { NO_LIST, NO_OBJECT } from "./keywords.ts";
import { fits, type Literal, misfits, type Node } from "./node.ts";
import type { Nodes } from "./nodes.ts";

/** A node that says something of what nothing beside it has looked at. */
export interface Closing {
  readonly node: Node;
  readonly properties: Node | null;
  readonly items: Node | null;
}

/** What has been looked at. */
interface Seen {
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly string[];
  readonly allProperties: boolean;
  readonly prefix: number;
  readonly allItems: boolean;
  /** Items that fit one of these. */
  readonly containing: readonly Node[];
}

/** Where this holds, this has been looked at. */
interface Case {
  readonly when: readonly Literal[];
  readonly seen: Seen;
}

const NOTHING: Seen = {
  names: new Set(),
  patterns: [],
  allProperties: false,
  prefix: 0,
  allItems: false,
  containing: [],
};

const MOST_CASES = 64;

/** Adds to each node what its keyword says. What leaves too many cases stays unknown. */
export function closeAll(closings: readonly Closing[], nodes: Nodes, doesContainLook: boolean): void {
  const byNode = new Map(closings.map((closing) => [closing.node, closing]));
  const cases = new Cases(byNode, nodes, doesContainLook);
  const parts = closings.map((closing) => cases.closed(closing));
  for (const [index, { node, properties }] of closings.entries()) {
    const part = parts[index];
    if (part === null) node.unknown = properties === null ? "unevaluatedItems" : "unevaluatedProperties";
    else if (part !== undefined) node.all = [...node.all, part];
  }
}

class Cases {
  readonly #closings: ReadonlyMap<Node, Closing>;
  readonly #nodes: Nodes;
  readonly #doesContainLook: boolean;
  readonly #anything: Node;

  constructor(closings: ReadonlyMap<Node, Closing>, nodes: Nodes, doesContainLook: boolean) {
    this.#closings = closings;
    this.#nodes = nodes;
    this.#doesContainLook = doesContainLook;
    this.#anything = nodes.saying({});
  }

  /** Null where there are too many cases. */
  closed({ node, properties, items }: Closing): Node | null {
    const cases = this.#of(node, new Set());
    if (cases === null) return null;
    const [only, ...others] = cases.map(({ when, seen }) =>
      this.#nodes.saying({
        all: [...when.map((literal) => this.#nodeOf(literal)), ...this.#closing(seen, properties, items)],
      }),
    );
    if (only === undefined) return this.#anything;
    return others.length === 0 ? only : this.#nodes.saying({ any: [only, ...others] });
  }

  #nodeOf({ node, fits: isFit }: Literal): Node {
    return isFit ? node : this.#nodes.saying({ not: node });
  }

  #closing(seen: Seen, properties: Node | null, items: Node | null): Node[] {
    const found: Node[] = [];
    if (properties !== null && !seen.allProperties) {
      const names = new Map([...seen.names].map((name) => [name, this.#anything] as const));
      const patterns = seen.patterns.map((pattern) => [pattern, this.#anything] as const);
      found.push(this.#nodes.saying({ object: { ...NO_OBJECT, properties: names, patterns, others: properties } }));
    }
    if (items !== null && !seen.allItems) {
      const { containing, prefix } = seen;
      const rest = containing.length === 0 ? items : this.#nodes.saying({ any: [items, ...containing] });
      const first = Array.from({ length: prefix }, () => this.#anything);
      found.push(this.#nodes.saying({ list: { ...NO_LIST, prefix: first, rest } }));
    }
    return found;
  }

  /** All cases of what a node looks at where a value fits it; null where there are too many. */
  #of(node: Node, above: ReadonlySet<Node>): readonly Case[] | null {
    // In place of itself a schema holds for no value at all.
    if (above.has(node)) return [];
    if (node.unknown !== null) return null;
    const within = new Set([...above, node]);
    const choices = [
      [{ when: [], seen: this.#ofItself(node, above.size > 0) }],
      ...node.all.map((part) => this.#of(part, within)),
      ...[...(node.any ?? []), ...(node.one ?? [])].map((part) => this.#whether(part, within)),
      ...(node.object?.implies ?? []).map(([name, part]) => this.#if(this.#has(name), part, null, within)),
      ...(node.choice === null
        ? []
        : [this.#if(node.choice.if, node.choice.then, node.choice.else, within, node.choice.if)]),
    ];
    let cases: readonly Case[] = [{ when: [], seen: NOTHING }];
    for (const choice of choices) {
      if (choice === null) return null;
      cases = cases.flatMap((one) => choice.map((other) => both(one, other)));
      if (cases.length > MOST_CASES) return null;
    }
    return cases;
  }

  #has(name: string): Node {
    return this.#nodes.saying({ kinds: new Set(["object"]), object: { ...NO_OBJECT, required: [name] } });
  }

  #whether(part: Node, within: ReadonlySet<Node>): readonly Case[] | null {
    return this.#if(part, part, null, within);
  }

  /** `looks` looks as well where the condition holds. */
  #if(condition: Node, then: Node | null, otherwise: Node | null, within: ReadonlySet<Node>, looks?: Node) {
    const isSo = this.#all([looks ?? null, then], within);
    const isNot = this.#all([otherwise], within);
    if (isSo === null || isNot === null) return null;
    // Where nothing is looked at, the cases are one.
    if ([...isSo, ...isNot].every(({ seen }) => isNothing(seen))) return [{ when: [], seen: NOTHING }];
    return [
      ...isSo.map(({ when, seen }) => ({ when: [fits(condition), ...when], seen })),
      ...isNot.map(({ when, seen }) => ({ when: [misfits(condition), ...when], seen })),
    ];
  }

  #all(parts: readonly (Node | null)[], within: ReadonlySet<Node>): readonly Case[] | null {
    let cases: readonly Case[] = [{ when: [], seen: NOTHING }];
    for (const part of parts) {
      if (part === null) continue;
      const own = this.#of(part, within);
      if (own === null) return null;
      cases = cases.flatMap((one) => own.map((other) => both(one, other)));
    }
    return cases;
  }

  #ofItself(node: Node, isPart: boolean): Seen {
    const { object, list } = node;
    const own = isPart ? this.#closings.get(node) : undefined;
    const counts = list?.contains !== null && list?.contains !== undefined && this.#doesContainLook;
    return {
      names: new Set(object?.properties.keys()),
      patterns: object?.patterns.map(([pattern]) => pattern) ?? [],
      allProperties: (object !== null && object.others !== null) || (own !== undefined && own.properties !== null),
      prefix: list?.prefix.length ?? 0,
      allItems: (list !== null && list.rest !== null) || (own !== undefined && own.items !== null),
      containing: counts && list.contains !== null ? [list.contains] : [],
    };
  }
}

function both(a: Case, b: Case): Case {
  return {
    when: [...a.when, ...b.when],
    seen: {
      names: new Set([...a.seen.names, ...b.seen.names]),
      patterns: [...new Set([...a.seen.patterns, ...b.seen.patterns])],
      allProperties: a.seen.allProperties || b.seen.allProperties,
      prefix: Math.max(a.seen.prefix, b.seen.prefix),
      allItems: a.seen.allItems || b.seen.allItems,
      containing: [...new Set([...a.seen.containing, ...b.seen.containing])],
    },
  };
}

function isNothing({ names, patterns, allProperties, prefix, allItems, containing }: Seen): boolean {
  return names.size + patterns.length + prefix + containing.length === 0 && !allProperties && !allItems;
}
