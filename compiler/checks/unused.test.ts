import { describe, expect, test } from "vitest";
import { expectFine, expectTold } from "./testing/expect.ts";
import { analysisOf, SHOP } from "./testing/specs.ts";

const toldOf = (spec: string) => analysisOf(spec).diagnostics.map(({ code }) => code);

describe("DA8001", () => {
  test("a source event that nothing handles, even if a test sends it", () => {
    expectTold(
      "DA8001",
      `${SHOP}event ⟦order.lost⟧ from web { userId: string, time: timestamp }
      test "sends" { send order.lost { userId: "u", time: @2026-01-01T00:00:00Z } expect no order.shipped }`,
    );
  });

  test("a discrete event or a signal that nothing emits", () => {
    expectTold(
      "DA8001",
      `${SHOP}event ⟦order.seen⟧ { key userId, userId: string }
      dep seen on order.seen { update rows(userId) { orders: 1 } }
      store rows { key userId: string, orders: sum of int }
      signal ⟦user.rows⟧ of rows {}`,
    );
  });

  test("that nothing handles a discrete event or signal is fine", () => {
    expectFine(`${SHOP}store rows { key userId: string, orders: sum of int }
      signal user.rows of rows {}
      gep rows on order.placed {
        let change = update rows(userId) { orders: 1 }
        signal user.rows from change {}
      }`);
  });

  test("is not said where a name is unknown, or an error keeps the handler out of the model", () => {
    expect(toldOf(SHOP.replace("emit usage.order.amount", "emit usage.order.amuont"))).toEqual(["DA2001"]);
    expect(toldOf(SHOP.replace("on order.placed", "on order.palced"))).toEqual(["DA2001"]);
    expect(toldOf(SHOP.replace("orderId, amount }", 'orderId, amount: "" }'))).toEqual(["DA3001"]);
    expect(toldOf(SHOP.replace("demux amounts on", "demux amounts in"))).toEqual(["DA1001"]);
  });
});

describe("DA8002", () => {
  test("a store that nothing reads or updates", () => {
    expectTold("DA8002", `${SHOP}store ⟦rows⟧ { key userId: string, orders: sum of int }`);
  });

  test("an external store that nothing reads", () => {
    expectTold("DA8002", `${SHOP}external store ⟦rows⟧ { key userId: string, orders: int }`);
  });

  test("a type, record, function and param", () => {
    expectTold(
      "DA8002",
      `${SHOP}
      type ⟦Id⟧ = string
      record ⟦Line⟧ { sku: string }
      record ⟦Node⟧ { next?: Node }
      fn ⟦twice⟧(n: number): number = n * 2
      param ⟦rate⟧: number = 1`,
    );
  });

  test("a param that a field hides is not used", () => {
    expectTold("DA8002", `${SHOP}param ⟦amount⟧: number = 1`);
  });

  test("what is used plainly anywhere is used", () => {
    expectFine(`${SHOP}
      type Id = string
      type Ids = Id[]
      record Base { ids: Ids }
      record More { ...Base }
      param rate: number = 1
      fn twice(n: number): number = n * rate
      event order.more { key userId, userId: string, more: More | null }
      demux more on order.placed { emit order.more { userId, more: if twice(amount) > 1 then { ids: [] } else null } }`);
  });

  test("is not said of a kind of which a name is unknown", () => {
    expect(toldOf(`${SHOP}fn twice(n: number): number = n * 2`.replace("amount }", "amount: twcie(amount) }"))).toEqual(
      ["DA2001"],
    );
    expect(toldOf(`${SHOP}type Id = string`.replace("userId: string", "userId: Ib"))).toEqual(["DA2001"]);
    expect(
      toldOf(`${SHOP}store rows { key userId: string, n: sum of int }
      dep rows on usage.order.amount { update rosw(userId) { n: 1 } }`),
    ).toEqual(["DA2001"]);
  });
});

describe("DA8004", () => {
  const waits = (wait: string, rows: string) => `${SHOP}store rows { key userId: string, n: sum of int }
    event order.seen { key userId, userId: string, n: int }
    dep seen on usage.order.amount {
      require row = ${rows}(userId) ${wait} else skip
      emit order.seen { userId, n: row.n }
    }`;

  test("a wait for what nothing updates", () => {
    expectTold("DA8004", waits("wait 5m", "⟦rows⟧"));
    expectFine(waits("", "rows"));
    expectFine(`${waits("wait 5m", "rows")} dep rows on order.shipped { update rows(userId) { n: 1 } }`);
  });
});
