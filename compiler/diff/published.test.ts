// Published schemas read back: against the spec that they were made of there is nothing to tell, and what changed is told.
import { describe, expect, test } from "vitest";
import { fixtureNames } from "../../tests/emit-fixtures.ts";
import { versionIn } from "../../tests/versions.ts";
import { emit } from "../emit/index.ts";
import { readPublished } from "./published.ts";
import { diffOf, versionOf } from "./testing/versions.ts";
import type { Version } from "./version.ts";

async function schemasOf(version: Version): Promise<ReadonlyMap<string, string>> {
  const files = await emit(version.model, { root: "spec.da", version: "0" });
  return new Map(
    [...files].flatMap(([path, text]) => (path.startsWith("schemas/") ? [[path.slice("schemas/".length), text]] : [])),
  );
}

async function published(old: Version, now: Version): Promise<Version> {
  const found = readPublished(await schemasOf(old), now.model);
  if (!found.ok) throw new Error(found.why);
  return found.version;
}

test.each([...fixtureNames().map((name) => `compiler/emit/fixtures/${name}/spec.da`), "pipelines.da"])(
  "%s against its own schemas",
  async (path) => {
    const version = versionIn(path);
    expect(await diffOf(await published(version, version), version, "full")).toEqual([]);
  },
);

const EVENT = (fields: string) => `
record Tree { name: string, children: Tree[] }
event order.placed from web { userId: string, ${fields} }
event order.seen { key userId, userId: string, ${fields} }`;

describe("a change since the schemas were published", () => {
  test.each([
    ["a: duration", "a: duration(s)", "unit-changed"],
    ["a: timestamp(iso)", "a: timestamp(s)", "unit-changed"],
    ['a: "x" | "y"', 'a: "x"', "enum-narrowed"],
    ["a?: int", "a: int | null", "optional-to-null"],
    ["a: uuid | null", "a: uuid", "null-dropped"],
    ["a: lenient int", "a: int", "lenient-dropped"],
    ["a: int = 5", "a: int = 6", "default-changed"],
    ["a: string(2..5)[1..3]", "a: string(2..4)[1..3]", "length-narrowed"],
    ["a: map<int>", "a: map<int(0..)>", "range-narrowed"],
    ["a: { b?: { c: date } }", "a: { b?: { c: date, d: int } }", "field-added"],
    ["a?: Tree", "a: Tree", "field-made-required"],
    ['a?: int as "b"', 'a: int as "b"', "field-made-required"],
  ])("%s → %s", async (before, after, rule) => {
    const [old, now] = [versionOf(EVENT(before)), versionOf(EVENT(after))];
    const found = await diffOf(await published(old, now), now);
    expect(found.map((each) => [each.rule, each.witness !== null])).toContainEqual([rule, true]);
    expect(new Set(found.flatMap((each) => (each.severity === "warning" ? [] : [each.rule])))).toEqual(new Set([rule]));
  });

  test("an event that is gone", async () => {
    const now = versionOf("event order.placed from web { userId: string, a: int }");
    const found = await diffOf(await published(versionOf(EVENT("a: int")), now), now);
    expect(found.map(({ rule, path }) => [rule, path])).toEqual([["event-removed", "event:order.seen"]]);
  });
});

test("what is no schema, or only half of one, is no baseline", () => {
  const { model } = versionOf(EVENT("a: int"));
  const why = (files: Readonly<Record<string, string>>) => readPublished(new Map(Object.entries(files)), model);
  expect(why({ "a.b.schema.json": "{" })).toEqual({ ok: false, why: "`a.b.schema.json` is no JSON Schema" });
  expect(why({ "a.b.schema.json": '{"type": "object"}' })).toMatchObject({ ok: false });
  expect(why({ "a.b.reader.schema.json": '{"type": "object"}' })).toMatchObject({ ok: false });
});
