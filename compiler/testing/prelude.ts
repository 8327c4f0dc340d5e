/** A small pipeline that tests write their statements and expressions into. */

import { printType } from "../types/print.ts";
import { analyzeText } from "./marked.ts";

export const PRELUDE = `
pipeline t { }
type Id = string(1..8)
type Maybe = Id | null
record Place { city: string, zip?: string, floor: int | null, flat?: int = 1 }
record Node { value: int, next?: Node, children: Node[] }
source web { topic: "w", from: user, name: name, at: time, key: userId }
event order.placed from web { ...All }
record All {
  userId: Id
  maybe: Maybe
  amount: number
  pieces: int(0..10)
  note?: string
  count: int | null
  kind: "new" | "repeat"
  status: "a" | "b" | string
  time: timestamp
  spent: duration
  day: date
  uid: uuid
  open: bool
  extra: json
  place: Place
  home?: Place
  tags: string[]
  numbers: (int | null)[]
  kinds: ("new" | "repeat")[]
  counts: map<int>
  node: Node
  size: number(0..5) = 1
  gone?: bool = false
}
event order.seen { key userId ...All }
event usage.order.amount { key userId, userId: Id, measure amount: number, note?: string, kind: "new" | "repeat", count: int(0..9) }
event usage.order.pieces { key userId, userId: Id, measure pieces: int | null }
store totals { key userId: Id, amount: sum of number, last?: string, kind: "new" | "repeat", seen: latest of timestamp, mean: mean of duration }
store rows { key a: string, key b: int, plain: int, place: Place, list: string[] }
external store others { key userId: Id, since: timestamp }
signal order.total of totals { kind2: "x" | "y", note?: string }
param limit: int = 5
param mode: "fast" | "slow" = "fast"
fn twice(n: number): number = n * 2
fn capped(n: int(0..5)): int(0..5) = n
fn named(id: Id, place: Place): string = id
demux amounts on order.placed { emit usage.order.amount { ...event, count: 1 } emit order.seen { ...event } }
gep totals_kept on order.placed {
  let change = update totals(userId) { amount, kind }
  signal order.total from change { kind2: "x" }
}
demux changed on order.total { emit usage.order.pieces { userId, pieces: 1 } }
`;

/** The prelude with a dep on `order.seen` of these statements. */
export function dep(statements: string, when = ""): string {
  return `${PRELUDE}dep under_test on order.seen ${when === "" ? "" : `when ${when} `}{\n  ${statements}\n}\n`;
}

export function gep(statements: string): string {
  return `${PRELUDE}gep under_test on order.placed {\n  ${statements}\n}\n`;
}

export function demux(statements: string, on = "order.placed"): string {
  return `${PRELUDE}demux under_test on ${on} fanout "test" {\n  ${statements}\n}\n`;
}

/** The type of an expression in such a dep, printed; or the code of the error in it. */
export function typeOf(expression: string, before = "", when = ""): string {
  const { model, diagnostics } = analyzeText(dep(`${before} let it = ${expression}`, when));
  const error = diagnostics.find((d) => d.severity === "error");
  if (error !== undefined) {
    return error.code;
  }
  const body = model?.handlers.find((handler) => handler.name === "under_test")?.body;
  const last = body?.kind === "statements" ? body.statements.at(-1) : undefined;
  return last?.kind === "let" ? printType(last.value.type) : "no let";
}
