import { describe, expect, test } from "vitest";
import { expectFine, expectTold } from "./testing/expect.ts";
import { analysisOf, SHOP } from "./testing/specs.ts";

const event = (name: string) => `event ${name} { key userId, userId: string }\n`;

describe("DA5001", () => {
  test("two deps that feed each other, at the one that leads back", () => {
    const spec = `${SHOP}${event("order.a")}${event("order.b")}
      demux enter on order.placed { emit order.a { userId } }
      dep ⟦back⟧ on order.b { emit order.a { userId } }
      dep there on order.a when userId != "" { emit order.b { userId } }`;
    expectTold("DA5001", spec);
    const [told] = analysisOf(spec.replaceAll(/[⟦⟧]/g, "")).diagnostics;
    expect(told?.message).toBe(
      "Events go round in an endless circle: `order.a` → `order.b` → `order.a`. Give one of the deps `there` or `back` a `limit`.",
    );
    expect(told?.related.map(({ message }) => message)).toEqual([
      "`there` makes `order.b` of `order.a`",
      "`back` makes `order.a` of `order.b`",
    ]);
  });

  test("a limit on one of them ends it", () => {
    expectFine(`${SHOP}${event("order.a")}${event("order.b")}
      demux enter on order.placed { emit order.a { userId } }
      dep back on order.b limit 2 { emit order.a { userId } }
      dep there on order.a { emit order.b { userId } }`);
  });

  test("a dep that feeds itself, and one error for two ways round", () => {
    expectTold(
      "DA5001",
      `${SHOP}${event("order.a")}${event("order.b")}
      demux enter on order.placed { emit order.a { userId } }
      dep ⟦again⟧ on order.a { emit order.a { userId } emit order.b { userId } }
      dep back on order.b { emit order.a { userId } }`,
    );
  });

  test("handlers in which there are errors are left out", () => {
    expectTold(
      "DA2001",
      `${SHOP}${event("order.a")}
      demux enter on order.placed { emit order.a { userId } }
      dep again on order.a { emit order.a { userId: ⟦user⟧ } }`,
    );
  });

  test("transforms that feed each other", () => {
    expectTold(
      "DA5001",
      `${SHOP}
      source app { topic: "shop.app", at: time, key: userId }
      event order.seen from app { userId: string, time: timestamp }
      transform to on order.sent { emit order.seen { userId, time } }
      transform ⟦fro⟧ on order.seen { emit order.sent { userId, time, orderId: "?" } }`,
    );
  });
});

describe("DA5002", () => {
  const chain = (hops: number, mark = false) =>
    `${SHOP.replace("pipeline shop {}", `pipeline shop { hops: ${hops} }`)}${event("order.a")}${event("order.b")}
      dep first on usage.order.amount { emit order.a { userId } }
      dep second on order.a { emit ${mark ? "⟦order.b⟧" : "order.b"} { userId } }`;

  test("counts discrete events from the demux's on", () => {
    expectFine(chain(3));
    expectTold("DA5002", chain(2, true));
    const [told] = analysisOf(chain(2)).diagnostics;
    expect(told?.message).toBe(
      "This chain has 3 discrete events, and `hops: 2` allows 2: `usage.order.amount` → `order.a` → `order.b`. Shorten it, or raise `hops`.",
    );
  });

  test("counts a limited cycle as often as its limit", () => {
    const cycle = (hops: number, mark: boolean) => `
      pipeline shop { hops: ${hops} }
      source web { topic: "shop.web", key: userId }
      event order.placed from web { userId: string }
      ${event("order.a")}
      demux enter on order.placed { emit order.a { userId } }
      dep again on order.a limit 3 { emit ${mark ? "⟦order.a⟧" : "order.a"} { userId } }`;
    expectFine(cycle(4, false));
    expectTold("DA5002", cycle(3, true));
  });

  test("is said once of all that hangs together", () => {
    expectTold(
      "DA5002",
      `${chain(2, true)}
      ${event("order.c")}
      dep third on order.b { emit order.c { userId } }
      dep fourth on order.a { emit order.shipped { userId, orderId: "?" } }`,
    );
  });
});

describe("DA5004", () => {
  const user = "event usage.user.amount { key userId, userId: string, measure amount: number }\n";
  const emits = {
    order: "emit usage.order.amount { userId, orderId, amount }",
    user: "emit usage.user.amount { userId, amount }",
    told: "emit ⟦usage.user.amount⟧ { userId, amount }",
  };
  const demux = (body: string, clause = "") => `${SHOP}${user}demux both on order.placed ${clause} { ${body} }`;

  test("two objects, one after the other", () => {
    expectTold("DA5004", demux(`${emits.order} ${emits.told}`));
    expectTold("DA5004", demux(`if amount > 1 { ${emits.order} } if amount <= 1 { ${emits.told} }`));
    expectTold("DA5004", demux(`for x in [1, 2] { ${emits.order} } ${emits.told}`));
  });

  test("with a reason", () => {
    expectFine(demux(`${emits.order} ${emits.user}`, 'fanout "both are wanted at once"'));
  });

  test("in branches of one if, or after one that ends the run", () => {
    expectFine(demux(`if amount > 1 { ${emits.order} } else { ${emits.user} }`));
    expectFine(demux(`if amount > 1 { ${emits.order} skip } ${emits.user}`));
    expectFine(demux(`if amount > 1 { ${emits.user} dead "no" } else if amount > 0 { skip } ${emits.order}`));
    expectTold("DA5004", demux(`if amount > 1 { ${emits.order} } else { skip } ${emits.told}`));
  });

  test("one event in a loop is one object", () => {
    expectFine(demux(`for x in [1, 2] { ${emits.user} }`));
  });

  test("of another metric, letter case aside", () => {
    const spec = (name: string, field: string, told: string) => `${SHOP}
      event ${name} { key userId, userId: string, measure ${field}: number }
      demux both on order.placed { ${emits.order} emit ${told} { userId, ${field}: 1 } }`;
    expectFine(spec("usage.user.pieces", "pieces", "usage.user.pieces"));
    expectTold("DA5004", spec("usage.user.Amount", "amount", "⟦usage.user.Amount⟧"));
  });
});
