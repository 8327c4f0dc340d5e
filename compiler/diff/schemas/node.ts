/**
 * A schema as the comparison sees it: the keywords of all drafts brought to one form, references resolved. Nodes may hold
 * each other in circles.
 */
import type { Json, Kind } from "../json.ts";

export interface NumberRule {
  readonly min: number;
  readonly minExclusive: number;
  readonly max: number;
  readonly maxExclusive: number;
  readonly multipleOf: readonly number[];
}

export interface TextRule {
  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly string[];
  readonly format: string | null;
}

export interface ListRule {
  /** Of the first items, one each. */
  readonly prefix: readonly Node[];
  /** Of the items behind them. */
  readonly rest: Node | null;
  readonly contains: Node | null;
  readonly minContains: number;
  readonly maxContains: number;
  readonly minItems: number;
  readonly maxItems: number;
  readonly unique: boolean;
}

export interface ObjectRule {
  readonly properties: ReadonlyMap<string, Node>;
  readonly patterns: readonly (readonly [pattern: string, node: Node])[];
  /** Of all others. */
  readonly others: Node | null;
  readonly names: Node | null;
  readonly required: readonly string[];
  readonly minProperties: number;
  readonly maxProperties: number;
  readonly requires: readonly (readonly [name: string, names: readonly string[]])[];
  readonly implies: readonly (readonly [name: string, node: Node])[];
}

export interface Node {
  readonly id: number;
  /** Where it stands: a JSON pointer into its schema. */
  readonly at: string;
  /** No value at all. */
  never: boolean;
  /** Kinds that it lets through, null for all. */
  kinds: ReadonlySet<Kind> | null;
  /** Numbers must be whole: "integer" without "number". */
  whole: boolean;
  values: readonly Json[] | null;
  number: NumberRule | null;
  text: TextRule | null;
  list: ListRule | null;
  object: ObjectRule | null;
  all: readonly Node[];
  any: readonly Node[] | null;
  one: readonly Node[] | null;
  not: Node | null;
  choice: { readonly if: Node; readonly then: Node | null; readonly else: Node | null } | null;
  /** A keyword whose meaning is not known here: what it refuses cannot be told. */
  unknown: string | null;
}

/** A part of a question: a value must fit the node, or must not. */
export interface Literal {
  readonly node: Node;
  readonly fits: boolean;
}

export const fits = (node: Node): Literal => ({ node, fits: true });
export const misfits = (node: Node): Literal => ({ node, fits: false });
