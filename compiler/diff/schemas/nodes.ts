/** Makes nodes: two schemas that are compared share one maker. */
import { canonical, type Json } from "../json.ts";
import type { Node } from "./node.ts";

export class Nodes {
  #count = 0;
  readonly #made = new Map<string, Node>();

  make(at: string): Node {
    return {
      id: this.#count++,
      at,
      never: false,
      kinds: null,
      whole: false,
      values: null,
      number: null,
      text: null,
      list: null,
      object: null,
      all: [],
      any: null,
      one: null,
      not: null,
      choice: null,
      unknown: null,
    };
  }

  /** Of exactly these values. */
  of(values: readonly Json[]): Node {
    return this.#once(`values ${canonical(values)}`, (node) => {
      node.values = values;
    });
  }

  /** Of all texts. */
  text(): Node {
    return this.#once("text", (node) => {
      node.kinds = new Set(["string"]);
    });
  }

  /** Of texts in which a pattern is found. */
  pattern(pattern: string): Node {
    return this.#once(`pattern ${pattern}`, (node) => {
      node.text = { minLength: 0, maxLength: Infinity, patterns: [pattern], format: null };
    });
  }

  /** A node that says nothing but this. */
  saying(rule: Partial<Omit<Node, "id" | "at">>): Node {
    return Object.assign(this.make(""), rule);
  }

  #once(key: string, fill: (node: Node) => void): Node {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const node = this.make("");
    fill(node);
    this.#made.set(key, node);
    return node;
  }
}
