/**
 * Everything in which one schema lets through what another refuses: each keyword at its place, with a document of its own
 * that shows it. A keyword of which neither a document nor a proof was found is told as well.
 */

import type { Json } from "../json.ts";
import type { Answer } from "./answer.ts";
import { accepts } from "./evaluate.ts";
import { keywordsOf, NO_LIST, NO_OBJECT } from "./keywords.ts";
import { fits, type ListRule, type Literal, misfits, type Node, type ObjectRule } from "./node.ts";
import type { Nodes } from "./nodes.ts";
import { nodesOf } from "./objects.ts";
import { Solver, solved } from "./solve.ts";

export interface SchemaFinding {
  readonly keyword: string;
  /** Where in a document: a JSON pointer with `*` for any item or other property. */
  readonly at: string;
  /** A whole document that the first schema lets through and the second refuses; null where none was found. */
  readonly value: Json | null;
  readonly isProven: boolean;
  /** Why nothing is proven. */
  readonly why: string | null;
}

const MOST = 100;
const DEEPEST = 12;

export function findingsOf(inner: Node, outer: Node, nodes: Nodes): readonly SchemaFinding[] {
  return new Search(inner, outer, nodes).run();
}

/** A place in a document: what is let through there, and how a value there becomes a whole document. */
interface Spot {
  readonly at: string;
  readonly literals: readonly Literal[];
  /** The question for a whole document in which the value there is so. */
  readonly whole: (there: Literal) => readonly Literal[];
  readonly depth: number;
}

class Search {
  readonly #inner: Node;
  readonly #outer: Node;
  readonly #nodes: Nodes;
  readonly #solver: Solver;
  readonly #found: SchemaFinding[] = [];
  readonly #seen = new Set<string>();

  constructor(inner: Node, outer: Node, nodes: Nodes) {
    this.#inner = inner;
    this.#outer = outer;
    this.#nodes = nodes;
    this.#solver = new Solver(nodes);
  }

  run(): readonly SchemaFinding[] {
    const root: Spot = {
      at: "",
      literals: [fits(this.#inner)],
      whole: (there) => [fits(this.#inner), there],
      depth: 0,
    };
    this.#look(root, this.#outer);
    return this.#found;
  }

  #look(spot: Spot, node: Node): void {
    const key = `${spot.at}\n${spot.literals.map(({ node: { id } }) => id).join()}\n${node.id}`;
    if (this.#found.length >= MOST || this.#seen.has(key)) return;
    this.#seen.add(key);
    if (this.#solver.solve([...spot.literals, misfits(node)]).kind === "no") return;
    const before = this.#found.length;
    for (const [keyword, rule] of keywordsOf(node)) this.#tell(spot, keyword, this.#nodes.saying(rule));
    for (const part of node.all) this.#look(spot, part);
    if (node.object !== null) this.#intoObject(spot, node.object);
    if (node.list !== null) this.#intoList(spot, node.list);
    // What breaks in no single place breaks all the same.
    if (this.#found.length === before && spot.depth === 0) this.#tell(spot, "schema", node);
  }

  #intoObject(spot: Spot, rule: ObjectRule): void {
    for (const [name, part] of rule.properties) {
      this.#intoProperty(spot, name, part);
    }
    for (const [pattern, part] of rule.patterns) {
      this.#tell(spot, `patternProperties ${pattern}`, this.#object({ patterns: [[pattern, part]] }));
    }
    if (rule.others !== null) {
      const { properties, patterns, others } = rule;
      const any = this.#nodes.make("");
      const open = new Map([...properties].map(([name]) => [name, any] as const));
      const known = patterns.map(([pattern]) => [pattern, any] as const);
      this.#tell(spot, "additionalProperties", this.#object({ properties: open, patterns: known, others }));
    }
  }

  #object(own: Partial<ObjectRule>): Node {
    return this.#nodes.saying({ object: { ...NO_OBJECT, ...own } });
  }

  #list(own: Partial<ListRule>): Node {
    return this.#nodes.saying({ list: { ...NO_LIST, ...own } });
  }

  #intoProperty(spot: Spot, name: string, part: Node): void {
    const single = this.#object({ properties: new Map([[name, part]]) });
    if (this.#solver.solve([...spot.literals, misfits(single)]).kind === "no") return;
    const inside = partsAt(spot.literals, ({ object }) => (object === null ? [] : nodesOf(object, name)));
    const before = this.#found.length;
    if (inside !== null && spot.depth < DEEPEST) {
      const whole = (there: Literal): readonly Literal[] => spot.whole(fits(this.#holding(name, there)));
      this.#look({ at: `${spot.at}/${name}`, literals: inside, whole, depth: spot.depth + 1 }, part);
    }
    if (this.#found.length === before) this.#tell(spot, `properties ${name}`, single);
  }

  /** An object that has a property of which this holds. */
  #holding(name: string, there: Literal): Node {
    const properties = new Map([[name, this.#nodeOf(there)]]);
    const object = { ...NO_OBJECT, properties, required: [name] };
    return this.#nodes.saying({ kinds: new Set(["object"]), object });
  }

  #containing(there: Literal): Node {
    return this.#nodes.saying({ kinds: new Set(["array"]), list: { ...NO_LIST, contains: this.#nodeOf(there) } });
  }

  #nodeOf({ node, fits: isFit }: Literal): Node {
    return isFit ? node : this.#nodes.saying({ not: node });
  }

  #intoList(spot: Spot, { prefix, rest }: ListRule): void {
    const anything = this.#nodes.saying({});
    for (const [index, part] of prefix.entries()) {
      const single = this.#list({ prefix: prefix.map((_, at) => (at === index ? part : anything)) });
      this.#intoItem(spot, String(index), part, single);
    }
    if (rest !== null) this.#intoItem(spot, "*", rest, this.#list({ prefix: prefix.map(() => anything), rest }));
  }

  /** `single` says of a list what is said of this item alone. */
  #intoItem(spot: Spot, index: string, part: Node, single: Node): void {
    if (this.#solver.solve([...spot.literals, misfits(single)]).kind === "no") return;
    const inside = partsAt(spot.literals, ({ list }) => {
      const at = index === "*" ? (list?.rest ?? null) : (list?.prefix[Number(index)] ?? list?.rest ?? null);
      return at === null ? [] : [at];
    });
    const isSimple = index !== "*" || spot.literals.every(({ node: { list } }) => (list?.prefix.length ?? 0) === 0);
    const before = this.#found.length;
    if (inside !== null && isSimple && spot.depth < DEEPEST) {
      const whole = (there: Literal): readonly Literal[] => spot.whole(fits(this.#containing(there)));
      this.#look({ at: `${spot.at}/${index}`, literals: inside, whole, depth: spot.depth + 1 }, part);
    }
    if (this.#found.length === before) this.#tell(spot, index === "*" ? "items" : `prefixItems ${index}`, single);
  }

  #tell(spot: Spot, keyword: string, part: Node): void {
    if (this.#found.length >= MOST) return;
    const here = this.#solver.solve([...spot.literals, misfits(part)]);
    if (here.kind === "no") return;
    const whole = here.kind === "yes" && spot.depth > 0 ? this.#solver.solve(spot.whole(misfits(part))) : here;
    const answer = whole.kind === "unknown" ? solved(this.#nodes, spot.whole(misfits(part))) : whole;
    if (answer.kind === "no") return;
    const isProven = this.#isProven(answer);
    this.#found.push({
      keyword,
      at: spot.at,
      value: isProven && answer.kind === "yes" ? answer.value : null,
      isProven,
      why: isProven ? null : answer.kind === "unknown" ? answer.why : "a keyword that is not known here",
    });
  }

  #isProven(answer: Answer): boolean {
    if (answer.kind !== "yes") return false;
    return accepts(this.#inner, answer.value) === true && accepts(this.#outer, answer.value) === false;
  }
}

/** What is let through at a part of a value, where that follows from single nodes; null where nodes leave a choice. */
function partsAt(literals: readonly Literal[], of: (node: Node) => readonly Node[]): readonly Literal[] | null {
  const nodes = new Set(literals.map(({ node }) => node));
  for (const node of nodes) for (const part of node.all) nodes.add(part);
  const isPlain = literals.every(({ fits: isFit }) => isFit) && [...nodes].every(leavesNoChoice);
  return isPlain ? [...nodes].flatMap(of).map(fits) : null;
}

const leavesNoChoice = ({ any, one, not, choice }: Node): boolean =>
  any === null && one === null && not === null && choice === null;
