import { describe, expect, test } from "vitest";
import { expectFine, expectTold } from "./testing/expect.ts";
import { analysisOf, SHOP } from "./testing/specs.ts";

const store = (columns: string) => `${SHOP}store rows { ${columns} }\n`;
const BY_ORDER = "key orderId: string";
const BY_USER = "key userId: string";
const messageOf = (spec: string) => analysisOf(spec.replaceAll(/[⟦⟧]/g, "")).diagnostics[0]?.message;

describe("DA6001, where the store's key does not hold the event's", () => {
  test("a plain or ema column", () => {
    const plain = `${store(`${BY_ORDER}, last: string`)}dep rows on usage.order.amount { update ⟦rows⟧(orderId) { last: userId } }`;
    expectTold("DA6001", plain);
    expect(messageOf(plain)).toBe(
      "Setting `last` of `rows` depends on the order of events, but the key of `rows` does not hold `userId`, by which `usage.order.amount` is keyed: key `rows` by `userId` too, set to that very field, or key `usage.order.amount` by `orderId`, or make `last` a `latest of`, which needs no order.",
    );
    expectTold(
      "DA6001",
      `${store(`${BY_ORDER}, mean: ema(0.5) of number`)}dep rows on usage.order.amount { update ⟦rows⟧(orderId) { mean: amount } }`,
    );
  });

  test("an optional plain column, but only where it is set", () => {
    const spec = (entries: string, rows: string) =>
      `${store(`${BY_ORDER}, last?: string, amount: sum of number`)}dep rows on usage.order.amount { update ${rows}(orderId) { ${entries} } }`;
    expectFine(spec("amount", "rows"));
    expectTold("DA6001", spec("amount, last: null", "⟦rows⟧"));
  });

  test("a delete, a change and a signal, once for each store", () => {
    const sum = store(`${BY_ORDER}, amount: sum of number`);
    expectTold(
      "DA6001",
      `${sum}dep rows on usage.order.amount { update rows(orderId) { amount } if amount == 0 { delete ⟦rows⟧(orderId) } }`,
    );
    expectTold(
      "DA6001",
      `${sum}dep rows on usage.order.amount {
        let change = update ⟦rows⟧(orderId) { amount }
        if change.before == null { delete rows(orderId) }
      }`,
    );
    expectTold(
      "DA6001",
      `${sum}signal order.sum of rows {}
      gep rows on order.placed {
        let change = update ⟦rows⟧(orderId) { amount }
        signal order.sum from change {}
      }`,
    );
  });

  test("a read of a store that the handler writes, but not of another", () => {
    const spec = (read: string, written: string) => `${store(`${BY_ORDER}, amount: sum of number`)}
      store others { ${BY_ORDER}, amount: sum of number }
      dep others on usage.order.amount { update others(orderId) { amount } }
      dep rows on usage.order.amount {
        let row = ${read}(orderId)
        update ${written}(orderId) { amount: row?.amount ?? amount }
      }`;
    expectTold("DA6001", spec("⟦rows⟧", "rows"));
    expectFine(spec("others", "rows"));
  });

  test("what is computed of the field does not hold it", () => {
    const spec = (rows: string, key: string) =>
      `${store(`key user: string, last: string`)}dep rows on usage.order.amount { update ${rows}(user: ${key}) { last: orderId } }`;
    expectFine(spec("rows", "userId"));
    expectFine(spec("rows", "event.userId"));
    expectTold("DA6001", spec("⟦rows⟧", "lower(userId)"));
    expectTold("DA6001", spec("⟦rows⟧", "orderId"));
  });

  test("a key of more columns holds it as well", () => {
    expectFine(
      `${store(`${BY_ORDER}, key user: string, last: number`)}dep rows on usage.order.amount { update rows(orderId, user: userId) { last: amount } }`,
    );
  });

  test("a composite key of the event must be held in full", () => {
    const spec = (columns: string, rows: string, keys: string) => `${SHOP}store rows { ${columns}, last: number }
      event order.noted { key (userId, orderId), userId: string, orderId: string, amount: number }
      demux noted on order.placed { emit order.noted { ...event } }
      dep rows on order.noted { update ${rows}(${keys}) { last: amount } }`;
    expectTold("DA6001", spec(BY_USER, "⟦rows⟧", "userId"));
    expectFine(spec(`${BY_ORDER}, ${BY_USER}`, "rows", "userId, orderId"));
  });

  test("stores folded by aggregates need no order", () => {
    expectFine(
      `${store(`${BY_ORDER}, a: sum of number, b: latest of string, c: distinct of string, d: mean of number`)}
      dep rows on usage.order.amount { update rows(orderId) { a: amount, b: userId, c: userId, d: amount } }`,
    );
  });
});

describe("DA6001, where a handler has no order at all", () => {
  const plain = `${SHOP}store rows { ${BY_USER}, last: string }\n`;

  test("several topics, said once", () => {
    expectTold(
      "DA6001",
      `${plain}dep rows on usage.order.amount, order.shipped {
        update ⟦rows⟧(userId) { last: orderId }
        delete rows(userId)
      }`,
    );
  });

  test("several events of one topic are in order", () => {
    expectFine(`${plain}gep rows on order.placed, order.sent { update rows(userId) { last: orderId } }`);
  });

  test("a source without a key", () => {
    const spec = (key: string, rows: string) => `
      pipeline shop {}
      source web { topic: "shop.web"${key} }
      event order.placed from web { userId: string }
      store rows { ${BY_USER}, last: string }
      gep rows on order.placed { update ${rows}(userId) { last: userId } }`;
    expectFine(spec(", key: userId", "rows"));
    expectTold("DA6001", spec("", "⟦rows⟧"));
  });

  test("unordered", () => {
    const spec = (unordered: string, rows: string) => `${plain}
      store names { ${BY_USER}, name: latest of string }
      dep names on order.shipped { update names(userId) { name: orderId } }
      dep rows on usage.order.amount {
        require row = names(userId) wait 5m ${unordered} else skip
        update ${rows}(userId) { last: row.name ?? "" }
      }`;
    expectFine(spec("", "rows"));
    expectTold("DA6001", spec("unordered", "⟦rows⟧"));
  });
});

describe("DA6001 of held events", () => {
  const held = (key: string, name: string, entries: string) => `${SHOP}
    event order.noted { key ${key}, userId: string, orderId: string }
    dep noted on usage.order.amount { emit ${name} { ${entries} } after 5m }`;

  test("their key holds the handled event's", () => {
    expectFine(held("userId", "order.noted", "userId, orderId"));
    expectFine(held("(orderId, userId)", "order.noted", "...event"));
    expectTold("DA6001", held("orderId", "⟦order.noted⟧", "...event"));
    expectTold("DA6001", held("userId", "⟦order.noted⟧", "orderId, userId: lower(userId)"));
  });

  test("a transform's is that of the source it writes to", () => {
    const spec = (key: string, name: string) => `${SHOP}
      source app { topic: "shop.app", at: time${key} }
      event order.seen from app { userId: string, time: timestamp }
      demux seen on order.seen { emit order.shipped { userId, orderId: "" } }
      transform seen_later on order.sent { emit ${name} { userId, time } after 1m }`;
    expectFine(spec(", key: userId", "order.seen"));
    expectTold("DA6001", spec("", "⟦order.seen⟧"));
  });

  test("a demux on a signal is keyed by its store", () => {
    const spec = (name: string, key: string) => `${SHOP}
      store rows { ${BY_USER}, key orderId: string, amount: sum of number }
      signal order.sum of rows {}
      gep rows on order.placed {
        let change = update rows(userId, orderId) { amount }
        signal order.sum from change {}
      }
      event order.summed { key ${key}, userId: string, orderId: string }
      demux summed on order.sum { emit ${name} { userId, orderId } after 5m }`;
    expectFine(spec("order.summed", "(userId, orderId)"));
    expectTold("DA6001", spec("⟦order.summed⟧", "userId"));
  });
});

describe("DA6002", () => {
  const two = (columns: string, first: string, second: string) => `${SHOP}store rows { ${BY_USER}, ${columns} }
    dep one on usage.order.amount { ${first} }
    dep two on order.shipped { ${second} }`;

  test("two handlers set one order-dependent column, at the second", () => {
    expectTold(
      "DA6002",
      two("last: string", "update rows(userId) { last: orderId }", "update ⟦rows⟧(userId) { last: orderId }"),
    );
    expectFine(
      two("a?: string, b?: string", "update rows(userId) { a: orderId }", "update rows(userId) { b: orderId }"),
    );
    expectFine(
      two("last: latest of string", "update rows(userId) { last: orderId }", "update rows(userId) { last: orderId }"),
    );
  });

  test("a store whose deletes or changes are used has another writer, whichever comes first", () => {
    expectTold("DA6002", two("orders: sum of int", "delete rows(userId)", "update ⟦rows⟧(userId) { orders: 1 }"));
    expectTold(
      "DA6002",
      two(
        "orders: sum of int",
        "update rows(userId) { orders: 1 }",
        "let change = update ⟦rows⟧(userId) { orders: 1 } if change.before == null { skip }",
      ),
    );
  });

  test("once for a store", () => {
    expectTold(
      "DA6002",
      two(
        "a: string, b: string",
        "update rows(userId) { a: orderId, b: orderId }",
        "update ⟦rows⟧(userId) { a: orderId, b: orderId }",
      ),
    );
  });

  test("one handler may do it in several places", () => {
    expectFine(
      two(
        "last: string",
        "if amount > 1 { update rows(userId) { last: orderId } } else { delete rows(userId) }",
        "skip",
      ),
    );
  });
});

describe("handlers in TypeScript", () => {
  const script = (columns: string, clauses: string) => `${SHOP}store rows { ${columns} }
    dep rows on usage.order.amount { handler "./rows.ts" ${clauses} }`;
  const told = (spec: string) =>
    analysisOf({ "main.da": spec, "rows.ts": "" }).diagnostics.map(({ code, location: { start, end } }) => [
      code,
      spec.slice(start, end),
      start,
    ]);

  test("depend on order where they set such a column, read or signal what they update", () => {
    const plain = script(`${BY_ORDER}, last: string`, "updates rows");
    expect(told(plain)).toEqual([["DA6001", "rows", plain.lastIndexOf("rows")]]);
    const both = script(`${BY_ORDER}, amount: sum of number`, "reads rows updates rows");
    expect(told(both)).toEqual([["DA6001", "rows", both.lastIndexOf("rows")]]);
    expect(told(script(`${BY_ORDER}, amount: sum of number`, "updates rows"))).toEqual([]);
    expect(told(script(`${BY_USER}, last: string`, "updates rows"))).toEqual([]);
  });

  test("write all order-dependent columns of what they update", () => {
    const spec = `${script(`${BY_USER}, last: string`, "updates rows")}
      dep again on order.shipped { update rows(userId) { last: orderId } }`;
    expect(told(spec)).toEqual([["DA6002", "rows", spec.lastIndexOf("rows")]]);
  });
});
