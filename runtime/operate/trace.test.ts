import { expect, test } from "vitest";
import { planOf } from "../engine/plan.ts";
import { BatchBuilder } from "../log/batch.ts";
import { bytesOf, type Harness, harnessOf } from "../testing/harness.ts";
import { shopPipeline } from "../testing/pipelines.ts";
import { type SalesHandler, sale, salesPipeline } from "../testing/sales.ts";
import { type TracedEvent, type TraceOptions, traceOf } from "./trace.ts";

const paid = (id: string, amount: number, shop = "books"): object => ({
  head: { kind: "paid", id },
  user: "u1",
  shop,
  amount,
  at: 5,
});

/** The tree as names, one list for what is below each. */
function outline({ event, steps }: TracedEvent): unknown {
  const below = steps
    .map(({ handler, state, rows, looked, events, forwards, letters }) => {
      const parts = [
        ...(state === "handled" ? [] : [state]),
        ...letters.map(({ reason }) => reason),
        ...rows.map(({ store, key, values }) => `${store} ${key} ${values}`),
        ...(looked === null ? [] : [`looked at ${looked}`]),
        ...forwards.map((topic) => `→ ${topic}`),
        ...events.map(outline),
      ];
      return [handler, ...parts];
    })
    .filter((parts) => parts.length > 1);
  return below.length === 0 ? event : [event, ...below];
}

const siteOf = ({ ports }: Harness) => ({ plan: planOf(shopPipeline()), ports });

test("a tree goes from the partner's event through signals and several hops to rows", async () => {
  const harness = await harnessOf(shopPipeline());
  await harness.feed("partner", { no: 7, buyer: "u1", cents: 9200 });
  const traced = await traceOf(siteOf(harness), "7");
  expect(traced?.lost).toBeNull();
  expect(traced?.roots.map(outline)).toEqual([
    [
      "order",
      [
        "orders",
        [
          "cart.paid",
          [
            "carts",
            'carts {"user":"u1"} {"total":92,"shops":"partner","trend":92,"last":null}',
            "looked at carts",
            [
              "cart.changed",
              [
                "growth",
                [
                  "cart.grown",
                  ["opening", 'open {"user":"u1"} {"by":[92],"kinds":92}', "looked at open", "user.counted"],
                ],
              ],
            ],
          ],
          [
            "spending",
            "→ audit",
            [
              "usage.user.spent",
              ["users", 'users {"user":"u1"} {"spent":92,"largest":92,"newest":92,"mean":92,"times":1}'],
            ],
          ],
        ],
      ],
    ],
  ]);
  await harness.close();
});

test("the id of any event of the tree shows all of it, and other trees are left out", async () => {
  const harness = await harnessOf(shopPipeline());
  await harness.feed("web", paid("1", 3), paid("2", 4), paid("1", 3));
  const spent = harness.emitted.find((each) => each.kind === "event" && each.event === "usage.user.spent");
  const id = spent?.kind === "event" ? spent.id : "";
  const traced = await traceOf(siteOf(harness), id);
  expect(traced?.roots.map(({ event, id: root, times }) => [event, root, times])).toEqual([["cart.paid", "1", 2]]);
  expect(await traceOf(siteOf(harness), "3")).toBeNull();
  await harness.close();
});

test("what a handler or a source refused is in the tree, and what has not been handled yet", async () => {
  const harness = await harnessOf(shopPipeline());
  await harness.feed("web", paid("1", 3, "closed"), paid("2", 2000));
  const [dead] = (await traceOf(siteOf(harness), "1"))?.roots ?? [];
  expect(dead?.steps.map(({ handler, state, letters }) => [handler, state, letters[0]?.reason ?? null])).toEqual([
    ["carts", "dead", "closed sells nothing"],
    ["spending", "handled", null],
  ]);
  const [refused] = (await traceOf(siteOf(harness), "2"))?.roots ?? [];
  expect(refused).toMatchObject({
    event: "cart.paid",
    offset: 1,
    dead: { handler: "web", code: "invalid" },
    steps: [],
  });
  const topic = shopPipeline().sources.find(({ name }) => name === "web")?.topic ?? "";
  const builder = new BatchBuilder();
  builder.add({ value: bytesOf(paid("3", 1)) });
  await harness.ports.log.append([{ topic, partition: 0, batch: builder.take(0) }]);
  const [waiting] = (await traceOf(siteOf(harness), "3"))?.roots ?? [];
  expect(waiting?.steps.map(({ state }) => state)).toEqual(["behind", "behind"]);
  await harness.close();
});

test("a handler in TypeScript is run again where that is asked for, without effect, and tells its rows", async () => {
  let runs = 0;
  const handle: SalesHandler = async ({ user, shop, amount }, da) => {
    runs++;
    const before = await da.get("totals", { user });
    da.update("totals", { user }, { sum: amount, last: before === null ? "first" : "again" });
    const after = await da.get("totals", { user });
    if ((after?.sum ?? 0) >= 10) da.update("days", { user, day: "2026-11-23", shop }, { sales: 1 });
    da.emit("usage.sale.amount", { user, amount });
  };
  const definition = salesPipeline(handle);
  const harness = await harnessOf(definition, { handlers: { tries: 1 } });
  await harness.feed("web", { ...Object(sale("u1", 6)), id: "s1" });
  const site = { plan: planOf(definition), ports: harness.ports };
  const stepOf = async (options?: TraceOptions) =>
    (await traceOf(site, "s1", options))?.roots[0]?.steps.find(({ handler }) => handler === "sales");
  expect(await stepOf()).toMatchObject({ state: "handled", isAsked: false, isOfNow: false, rows: [] });
  expect(runs).toBe(1);
  const rows = await harness.rows("totals");
  // With the row as it is now it sees 12, and writes a day that it did not write then.
  expect(await stepOf({ asks: true })).toMatchObject({
    isAsked: true,
    isOfNow: true,
    rows: [
      { store: "totals", key: '{"user":"u1"}', values: '{"sum":6,"last":"again"}' },
      { store: "days", values: '{"sales":1}' },
    ],
    events: [{ event: "usage.sale.amount" }],
  });
  expect(runs).toBe(2);
  expect([await harness.rows("totals"), await harness.rows("days")]).toEqual([rows, []]);
  await harness.close();
});
