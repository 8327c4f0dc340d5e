import { describe, test } from "vitest";
import { expectFine, expectTold } from "./testing/expect.ts";
import { SHOP } from "./testing/specs.ts";

describe("DA4005", () => {
  test("two discrete events with one wire name", () => {
    expectTold(
      "DA4005",
      `${SHOP}
      event ⟦usage.order.pieces⟧ as "usage.order.amount" { key userId, userId: string, measure pieces: int }
      demux pieces on order.placed { emit usage.order.pieces { userId, pieces: 1 } }`,
    );
  });

  test("two source events of one source, but not of two", () => {
    const event = (name: string, source: string) => `
      event ${name} as "order.placed" from ${source} { userId: string, time: timestamp }
      demux other on ${name.replaceAll(/[⟦⟧]/g, "")} { emit order.seen { userId } }
      event order.seen { key userId, userId: string }`;
    expectTold("DA4005", `${SHOP}${event("⟦order.again⟧", "web")}`);
    expectFine(`${SHOP}
      source app { topic: "shop.app", at: time, key: userId }
      ${event("order.again", "app")}`);
  });

  test("a source event and a discrete event may have one", () => {
    expectFine(`${SHOP}
      event order.seen as "order.placed" { key userId, userId: string }
      demux seen on order.placed { emit order.seen { userId } }`);
  });

  test("a signal and a discrete event", () => {
    expectTold(
      "DA4005",
      `${SHOP}
      store totals { key userId: string, amount: sum of number }
      signal ⟦user.total⟧ as "order.shipped" of totals {}
      gep totals on order.placed {
        let change = update totals(userId) { amount }
        signal user.total from change {}
      }`,
    );
  });

  test("two sources with one topic", () => {
    expectTold(
      "DA4005",
      `${SHOP}
      source app { topic: ⟦"shop.web"⟧, at: time, key: userId }
      event order.seen from app { userId: string, time: timestamp }
      demux other on order.seen { emit order.shipped { userId, orderId: "?" } }`,
    );
  });

  test("two stores with one table, as SQL compares them", () => {
    expectTold(
      "DA4005",
      `${SHOP}
      store totals { key userId: string, amount: sum of number }
      store counts { table ⟦"Totals"⟧, key userId: string, orders: sum of int }
      dep totals on usage.order.amount {
        update totals(userId) { amount }
        update counts(userId) { orders: 1 }
      }`,
    );
  });

  test("a table that an external store has by its name", () => {
    expectTold(
      "DA4005",
      `${SHOP}
      store totals { table "users", key userId: string, amount: sum of number }
      external store ⟦users⟧ { key userId: string, name: string }
      dep totals on usage.order.amount {
        require user = users(userId) else skip
        update totals(userId) { amount: if user.name == "" then 0 else amount }
      }`,
    );
  });

  test("a topic or a forward into the topic of a source", () => {
    expectTold(
      "DA4005",
      `${SHOP}
      event order.seen { topic ⟦"shop.web"⟧, key userId, userId: string }
      demux seen on order.placed {
        emit order.seen { userId }
        forward ⟦"shop.web"⟧
      }`,
    );
  });

  test("discrete events may share a topic", () => {
    expectFine(`${SHOP}
      event order.seen { topic "shop.seen", key userId, userId: string }
      event order.noted { topic "shop.seen", key userId, userId: string }
      demux seen on order.placed {
        emit order.seen { userId }
        emit order.noted { userId }
      }`);
  });

  test("what is declared twice is not told again", () => {
    expectTold(
      "DA2002",
      `${SHOP}
      event ⟦order.shipped⟧ { key userId, userId: string }`,
    );
  });

  test("of two that differ, neither is held against who uses the name", () => {
    expectTold(
      "DA2002",
      `${SHOP}
      event ⟦order.placed⟧ from web { userId: string, time: timestamp, note: string, amount: string }
      event usage.order.count { key userId, userId: string, measure count: int }
      event ⟦usage.order.count⟧ { key userId, userId: string, measure count: int, note: string }
      event ⟦order.shipped⟧ from web { userId: string, time: timestamp }
      store totals { key userId: string, orders: sum of int }
      store ⟦totals⟧ { key userId: string, notes: distinct of string }
      demux notes on order.placed { emit usage.order.count { userId, count: length(note) + length(amount), note } }
      dep totals on usage.order.count { update totals(userId) { notes: note, orders: count } }
      demux again on order.shipped { emit usage.order.count { userId, count: 1 } }`,
    );
  });
});
