/**
 * Counting points for `da-compile test --coverage`: code that is emitted with a Cover tells which statements and branches
 * were reached. Without one, nothing of it is in the code.
 */
import type { Place } from "../model.ts";
import { binary, type Code, call, word } from "./text/code.ts";

/** What it means that a point was never reached. */
export type PointKind =
  /** Of a handler or fn: it never ran, was never called. */
  | "handler"
  | "fn"
  | "statement"
  /** Branches of an `if`, of `when` and of `if … then … else`. */
  | "then"
  | "else"
  | "when"
  | "unless"
  | "arm"
  /** The right side of `&&`, `||` and `??`. */
  | "and"
  | "or"
  | "default"
  | "lambda"
  /** Of `require`: the row was there, the `else` was taken. */
  | "found"
  | "missing";

export interface Point {
  readonly id: number;
  readonly kind: PointKind;
  readonly place: Place;
  /** The handler or fn that it stands in. */
  readonly owner: number;
  /** The point that is always reached before it; null of an owner. */
  readonly parent: number | null;
}

/** A handler or fn. */
export interface Owner {
  readonly kind: "transform" | "gep" | "demux" | "dep" | "fn";
  readonly name: string;
  readonly place: Place;
  /** Its first point. */
  readonly point: number;
}

/** The file that counts, and what it exports. */
export const COVERAGE_FILE = "coverage.ts";

/** Numbers the points. A file may be written several times: the same node has the same point. */
export class Cover {
  readonly points: Point[] = [];
  readonly owners: Owner[] = [];
  /** Functions in which nothing is counted. */
  readonly leftOut: ReadonlySet<string>;
  readonly #ids = new Map<object, Map<PointKind, number>>();
  #owner = 0;
  #parent: number | null = null;

  constructor(leftOut: ReadonlySet<string> = new Set()) {
    this.leftOut = leftOut;
  }

  /** What `write` emits stands in a handler or fn. */
  own<T>(node: object, kind: Owner["kind"], name: string, place: Place, write: (point: number) => T): T {
    let owner = this.owners.findIndex((one) => one.kind === kind && one.name === name);
    if (owner < 0) {
      owner = this.owners.length;
      this.#owner = owner;
      this.#parent = null;
      const point = this.point(node, kind === "fn" ? "fn" : "handler", place);
      this.owners.push({ kind, name, place, point });
    }
    this.#owner = owner;
    const point = this.owners[owner]?.point ?? 0;
    return this.within(point, () => write(point));
  }

  point(node: object, kind: PointKind, place: Place): number {
    const known = this.#ids.get(node) ?? new Map<PointKind, number>();
    this.#ids.set(node, known);
    const before = known.get(kind);
    if (before !== undefined) return before;
    const id = this.points.length;
    this.points.push({ id, kind, place, owner: this.#owner, parent: this.#parent });
    known.set(kind, id);
    return id;
  }

  /** The points that `write` makes are reached through `point`. */
  within<T>(point: number, write: () => T): T {
    const outer = this.#parent;
    this.#parent = point;
    try {
      return write();
    } finally {
      this.#parent = outer;
    }
  }

  /** A block: what is said by `after` inside of it ends with it. */
  inner<T>(write: () => T): T {
    const outer = this.#parent;
    try {
      return write();
    } finally {
      this.#parent = outer;
    }
  }

  /** What is written from here on, in the block in hand, is reached through `point`. */
  after(point: number): void {
    this.#parent = point;
  }
}

/** A call that counts, and is true. */
export function hit(name: string, point: number): Code {
  return call(word(name), word(String(point)));
}

/** A value that counts when it is computed. */
export function counted(name: string, point: number, value: Code): Code {
  return binary("&&", hit(name, point), value);
}

/** The text of coverage.ts. */
export const COVERAGE_TEXT = `/** What one run of a handler has reached. */
export interface Run {
  readonly points: Set<number>;
  /** The \`else\` of the \`require\` that is asking for its row, or null. */
  asking: number | null;
}

let run: Run | null = null;

/** Points are added to \`next\` from now on; to nothing where it is null. */
export function follow(next: Run | null): void {
  run = next;
}

export function hit(point: number): true {
  if (run !== null) {
    run.points.add(point);
    run.asking = null;
  }
  return true;
}

export function asking(point: number): true {
  if (run !== null) run.asking = point;
  return true;
}
`;
