import { describe, expect, test } from "vitest";
import { analysisOf } from "../checks/testing/specs.ts";
import { type Life, lifeOf } from "./life.ts";
import { lifeText } from "./text.ts";

const SPEC = `
pipeline shop { hops: 5 }

source web { topic: "shop.web", key: userId }
event order.placed from web { userId: string, skus: string[..10], tags: string[], amount: number }

store totals { key userId: string, amount: sum of number }
signal user.total of totals {}
gep totals on order.placed {
  let change = update totals(userId) { amount }
  signal user.total from change {}
}

event order.item { key sku, userId: string, sku: string }
event order.tag { key tag, tag: string }
event order.counted { key userId, userId: string }
event user.told { key userId, userId: string }

demux items on order.placed when amount > 0 {
  for sku in skus.filter(s => s != "") { emit order.item { userId, sku } }
  if amount > 100 { emit order.counted { userId } skip }
  emit order.counted { userId }
}
demux tags on order.placed { for tag in tags { emit order.tag { tag } } }
demux told on user.total { emit user.told { userId } after 5m }

dep counts on order.item { emit order.counted { userId } }
dep again on order.counted limit 2 { emit order.counted { userId } }
`;

function lifeOfSpec(name: string): Life | null {
  const { model, diagnostics } = analysisOf(SPEC);
  expect(diagnostics).toEqual([]);
  return model === null ? null : lifeOf(model, name);
}

const amounts = (list: Life["becomes"] | undefined) =>
  Object.fromEntries((list ?? []).map(({ event, atMost }) => [event, atMost]));

describe("a life", () => {
  test("tells what one source event can become", () => {
    expect(amounts(lifeOfSpec("order.placed")?.becomes)).toEqual({
      "user.total": 1,
      "user.told": 1,
      "order.item": 10,
      "order.tag": null,
      // One of the demux and ten of its items, each of which goes round twice more.
      "order.counted": 33,
    });
  });

  test("tells of how many one source event is the cause, and how many hops are left", () => {
    const life = lifeOfSpec("order.counted");
    expect(amounts(life?.origins)).toEqual({ "order.placed": 33 });
    expect(life?.events[0]?.hops).toEqual({ used: 4, left: 1 });
    expect(life?.events[0]?.madeBy.map(({ handler }) => handler)).toEqual(["items", "counts", "again"]);
  });

  test("of a signal begins before the first hop", () => {
    const life = lifeOfSpec("user.total");
    expect(life?.events[0]).toMatchObject({ kind: "signal", hops: { used: 0, left: 5 } });
    expect(life?.events[0]?.handledBy[0]?.makes).toEqual([
      { event: "user.told", atMost: 1, because: null, held: true },
    ]);
  });

  test("of what is not there is none", () => {
    expect(lifeOfSpec("order.lost")).toBeNull();
  });

  test("as text", () => {
    const life = lifeOfSpec("order.placed");
    expect(life === null ? "" : lifeText(life)).toMatchInlineSnapshot(`
      "order.placed
        kind         source event
        on the wire  order.placed
        topic        shop.web
        key          userId
        written by   the writers of the source web
        hops         none yet, 5 left

      order.placed
      ├─ gep totals: updates totals
      │  └─ signal user.total
      │     └─ demux told
      │        └─ user.told, held back (4 hops left)
      ├─ demux items when …
      │  ├─ order.item × at most 10 (4 hops left)
      │  │  └─ dep counts
      │  │     └─ order.counted (1 hop left)
      │  │        └─ dep again limit 2
      │  │           └─ order.counted (1 hop left), see above
      │  └─ order.counted (1 hop left), see above
      └─ demux tags
         └─ order.tag × any number (4 hops left)

      One order.placed becomes
        user.total     at most 1
        order.item     at most 10
        order.counted  at most 33
        order.tag      unbounded: \`tags\` goes through a list of any length
        user.told      at most 1
        in all         unbounded: \`tags\` goes through a list of any length
      "
    `);
  });
});
