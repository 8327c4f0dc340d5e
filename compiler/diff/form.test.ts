// What handlers do is compared by meaning: names that `was` carries over, order of entries and names of variables aside.
import { describe, expect, test } from "vitest";
import { diffOf } from "./testing/versions.ts";

const SPEC = `
event order.placed from web { userId: string, place: string, amount: number, list: int[] }
event order.sent from web { userId: string, place: string, amount: number, list: int[] }
event order.seen { key userId, userId: string, place: string, amount: number, size: { a: number, b: number }, list: int[] }
event order.big { key userId, userId: string, amount: number, what: string, n: int }
fn scaled(amount: number, by: number): number = amount - by
demux seen on order.placed { emit order.seen { userId, place, amount: scaled(amount, 2), size: { a: amount, b: 1 }, list } }
store totals { key userId: string, key place: string, amount: sum of number, n: sum of int, last?: string }
dep kept on order.seen when amount > 1 { update totals(userId, place) { amount, n: 1 } }
dep big on order.seen {
  require total = totals(userId, place) wait 1h else skip
  let size = total.amount + amount
  for each in list { if [1, 2].any(x => [3].any(y => x + y > each)) { update eaches(userId) { m: each } } }
  if size > 5 { emit order.big { userId, amount: size, what: "big", n: total.n } }
}
store eaches { key userId: string, m: sum of int }
gep spent on order.placed, order.sent {
  let spent = update spents(userId) { amount }
  signal spents.grew from spent { what: if $name == "order.sent" then "sent" else "placed" }
}
store spents { key userId: string, amount: sum of number }
signal spents.grew of spents { what: string }
demux grew on spents.grew when amount.changed && amount.after > 1 {
  emit order.big { userId, amount: amount.after, what, n: 1 }
}
`;

type Change = readonly [from: string | RegExp, to: string];

/** What is told of handlers, where all of these are changed. */
async function toldOf(...changes: readonly Change[]): Promise<readonly string[]> {
  const now = changes.reduce((text, [from, to]) => {
    const next = text.replaceAll(from, to);
    if (next === text) throw new Error(`There is no ${from}.`);
    return next;
  }, SPEC);
  const found = await diffOf(SPEC, now, "full");
  return found.filter(({ rule }) => /^(rule|handler)-/.test(rule)).map(({ rule, path }) => `${rule} ${path}`);
}

describe("the same under other names", () => {
  test.each<[string, ...Change[]]>([
    [
      "an event",
      [/(?<=event )order\.seen/g, 'order.looked was "order.seen" as "order.seen"'],
      [/(?<=on |emit )order\.seen/g, "order.looked"],
    ],
    [
      "an event that is asked for by name",
      [/(?<=event )order\.sent/g, 'order.gone was "order.sent" as "order.sent"'],
      [/(?<=, |")order\.sent(?=[ "])(?!" as)/g, "order.gone"],
    ],
    ["a store", ["store totals", 'store sums was "totals"'], [/\btotals\(/g, "sums("]],
    [
      "a column",
      ["n: sum of int", 'pieces: sum of int was "n"'],
      ["amount, n: 1 }", "amount, pieces: 1 }"],
      ["total.n", "total.pieces"],
    ],
    [
      "a key column",
      ["key place: string, amount: sum", 'key shop: string was "place", amount: sum'],
      ["totals(userId, place)", "totals(userId, shop: place)"],
    ],
    [
      "a column of a signal",
      [
        "spents { key userId: string, amount: sum of number",
        'spents { key userId: string, spent: sum of number was "amount"',
      ],
      ["update spents(userId) { amount }", "update spents(userId) { spent: amount }"],
      ["amount.changed && amount.after", "spent.changed && spent.after"],
      ["amount: amount.after", "amount: spent.after"],
    ],
    [
      "variables",
      [/\btotal\b/g, "row"],
      [/\bsize(?= =| >|,)/g, "both"],
      ["let spent", "let change"],
      [/\beach\b/g, "one"],
      [/\bx\b/g, "q"],
      [/\by\b/g, "x"],

      ["from spent", "from change"],
    ],
    [
      "parameters",
      ["scaled(amount: number, by: number): number = amount - by", "scaled(a: number, b: number): number = a - b"],
    ],
  ])("%s", async (_, ...changes) => {
    expect(await toldOf(...changes)).toEqual([]);
  });

  test("a handler", async () => {
    expect(await toldOf(["dep kept", 'dep held was "kept"'])).toEqual(["handler-was handler:held"]);
  });
});

describe("the same in another order", () => {
  test.each<[string, ...Change[]]>([
    [
      "fields of an event",
      ["userId: string, amount: number, what: string, n: int", "n: int, what: string, amount: number, userId: string"],
    ],
    ["fields of a record", ["{ a: number, b: number }", "{ b: number, a: number }"]],
    ["entries", ["{ amount, n: 1 }", "{ n: 1, amount }"]],
    ["key columns", ["key userId: string, key place: string", "key place: string, key userId: string"]],
  ])("%s", async (_, ...changes) => {
    expect(await toldOf(...changes)).toEqual([]);
  });
});

describe("something else", () => {
  test.each<[string, Change, ...string[]]>([
    ["columns that are swapped", ["{ amount, n: 1 }", "{ amount: 1, n: 1 }"], "handler-body-changed handler:kept"],
    [
      "keys that are swapped",
      ["update totals(userId, place)", "update totals(userId: place, place: userId)"],
      "handler-body-changed handler:kept",
    ],
    [
      "parameters that are swapped",
      [
        "scaled(amount: number, by: number): number = amount - by",
        "scaled(by: number, amount: number): number = amount - by",
      ],
      "handler-body-changed handler:seen",
    ],
    [
      "a variable that holds something else, where it is asked for",
      ["let size = total.amount + amount", "let size = total.amount - amount"],
      "rule-changed handler:big",
    ],
    ["another bound", ["size > 5", "size > 6"], "rule-narrowed handler:big"],
  ])("%s", async (_, change, ...found) => {
    expect(await toldOf(change)).toEqual(found);
  });

  test("a name that goes out", async () => {
    const told = await toldOf(
      [/(?<=event )order\.sent/g, 'order.gone was "order.sent" as "order.sent"'],
      [/(?<=, )order\.sent/g, "order.gone"],
      [/what: if .* else "placed"/g, "what: $name"],
    );
    expect(told).toEqual(["handler-body-changed handler:spent"]);
  });
});

test("of two reads of a row, which one is used counts", async () => {
  const spec = (used: string) => `${SPEC}
dep twice on order.big {
  let before = counts(userId)
  update counts(userId) { n: 1 }
  let after = counts(userId)
  emit order.found { userId, n: ${used}?.n }
}
event order.found { key userId, userId: string, n: int | null }
store counts { key userId: string, n: sum of int }`;
  const found = await diffOf(spec("before"), spec("after"), "full");
  expect(found.map(({ rule, path }) => `${rule} ${path}`)).toEqual(["handler-body-changed handler:twice"]);
});

test("what is renamed is known as such where it comes and goes", async () => {
  const renamed: Change[] = [
    [/(?<=event )order\.big/g, 'order.large was "order.big" as "order.big"'],
    [/(?<=on |emit )order\.big/g, "order.large"],
  ];
  expect(
    await toldOf(...renamed, [
      "when amount > 1 {",
      "when amount > 1 { emit order.large { userId, amount, what: place, n: 1 }",
    ]),
  ).toEqual(["rule-widened handler:kept"]);
});
