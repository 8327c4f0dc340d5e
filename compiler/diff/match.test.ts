// What `was` says of a name that is still there is nothing: what says it is new.
import { expect, test } from "vitest";
import { matchedKeys } from "./keys.ts";
import { match } from "./match.ts";
import { diffOf, versionOf } from "./testing/versions.ts";

const OLD = `event order.placed from web { userId: string, place: string, amount: number }
event order.seen { key userId, userId: string, place: string, amount: number }
demux seen on order.placed { emit order.seen { ...event } }
store totals { key userId: string, key place: string, amount: sum of number, last?: string }
dep kept on order.seen { update totals(userId, place) { amount } }`;

test("a name that is still there is no former one", () => {
  const [old, other] = [{ name: "old" }, { name: "other", was: "old" }];
  expect(match([old], [old, other], () => 0)).toMatchObject({ renamed: [], removed: [], added: [other] });
  expect(match([old], [other], () => 0)).toMatchObject({ renamed: [{ old, new: other }], removed: [], added: [] });
});

test("nor is that of a key column", () => {
  const [old] = versionOf(OLD).model.stores;
  const [first, second] = old?.columns ?? [];
  if (old === undefined || first === undefined || second === undefined) throw new Error("There is no store.");
  const other = { ...second, name: "shop", was: "place" };
  expect(matchedKeys({ old, new: { ...old, columns: [first, second, other] } }).renamed).toEqual([]);
  expect(matchedKeys({ old, new: { ...old, columns: [first, other] } }).renamed).toHaveLength(1);
});

test.each([
  ["event", 'event order.left was "order.seen" { key userId, userId: string, place: string, amount: number }'],
  ["handler", 'dep other was "kept" on order.seen { update totals(userId, place) { amount } }'],
])("of one more %s there is nothing to tell", async (_, more) => {
  expect(await diffOf(OLD, `${OLD}\n${more}`, "full")).toEqual([]);
});

test("a former name that both versions tell hides no other name in the table", async () => {
  const named = (name: string) => OLD.replace("last?: string", `last?: string was "first" as "${name}"`);
  const found = await diffOf(named("x"), named("y"), "full");
  expect(found.map(({ rule }) => rule)).toEqual(["column-sql-name"]);
});
