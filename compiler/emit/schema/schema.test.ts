/** JSON Schemas of the fixtures' events: by ajv as draft-07 and as 2020-12, closed as written, open as read. */
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { fixtureNames, generated } from "../../../tests/emit-fixtures.ts";
import { analyzeText } from "../../testing/marked.ts";
import { emit } from "../index.ts";

/** Keywords that are in draft-07 and in 2020-12 and say the same in both. */
const KEYWORDS = new Set(
  (
    "$schema $comment $ref title description default type enum const properties required additionalProperties items " +
    "minItems maxItems minLength maxLength pattern format minimum maximum anyOf allOf"
  ).split(" "),
);

/** The keywords of a schema and of all schemas in it. */
function keywordsOf(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return found;
  for (const [keyword, value] of Object.entries(schema)) {
    found.add(keyword);
    if (keyword === "properties") for (const one of Object.values(value)) keywordsOf(one, found);
    else if (keyword === "anyOf" || keyword === "allOf") for (const one of value) keywordsOf(one, found);
    else if (keyword === "items" || keyword === "additionalProperties") keywordsOf(value, found);
  }
  return found;
}

const options = { strict: true, strictTypes: false, strictRequired: false, validateFormats: false } as const;

describe.each(fixtureNames())("%s", (name) => {
  test("all schemas are schemas, in both drafts", async () => {
    for (const [path, text] of await generated(name)) {
      if (!path.startsWith("schemas/")) continue;
      const schema = JSON.parse(text);
      expect(
        [...keywordsOf(schema)].filter((keyword) => !KEYWORDS.has(keyword)),
        path,
      ).toEqual([]);
      new Ajv(options).compile(schema);
      new Ajv2020(options).compile({ ...schema, $schema: "https://json-schema.org/draft/2020-12/schema" });
    }
  });
});

const SPEC = `
pipeline p { topics: "p", id: ident, name: kind, at: time }
record Tree { name: string(1..3), children: Tree[], left?: Tree }
source s { topic: "p.s", name: head.kind, id: head.id, at: at, key: user }
event in.come from s {
  user: string
  at:   timestamp
  tree: Tree
  opt?: int(0..5)
  nul:  "a" | "b" | null
  def:  number = 1.5
  len:  lenient int
  iso:  timestamp(iso) as "i s o" = @2026-01-01T00:00:00Z
}
event go.out { key user, user: string, tree: Tree, opt?: int, def: duration(s) = 90s, nul: date | null }
demux d on in.come { emit go.out { ...event, def: 1s, nul: null } }
`;

async function validators(): Promise<(event: string, kind: "schema" | "reader") => ValidateFunction> {
  const { model } = analyzeText(SPEC);
  if (model === null) throw new Error("The spec has no model.");
  const files = await emit(model, { root: "spec.da", version: "0.0.0" });
  return (event, kind) => {
    const text = files.get(`schemas/${event}${kind === "reader" ? ".reader" : ""}.schema.json`);
    return new Ajv({ ...options, strictSchema: false }).compile(JSON.parse(text ?? ""));
  };
}

const tree = { name: "abc", children: [{ name: "a", children: [], left: { name: "b", children: [] } }] };
const incoming = { user: "u", at: 1, tree, nul: null, len: 3, head: { kind: "in.come" } };
const outgoing = { ident: "1", kind: "go.out", time: 5, user: "u", tree, def: 90, nul: "2026-01-01" };

describe("as written", async () => {
  const of = await validators();

  test.each([
    [incoming, true],
    [{ ...incoming, head: { kind: "in.come", id: 7 } }, true],
    [{ ...incoming, opt: 5, def: 2, "i s o": "2026-01-01T00:00:00Z" }, true],
    [{ ...incoming, head: { kind: "other" } }, false],
    [{ ...incoming, head: {} }, false],
    [{ ...incoming, other: 1 }, false],
    [{ ...incoming, opt: null }, false],
    [{ ...incoming, opt: 6 }, false],
    [{ ...incoming, len: "3" }, false],
    [{ ...incoming, at: 1.5 }, false],
    [{ ...incoming, tree: { ...tree, other: 1 } }, false],
    [{ ...incoming, tree: { name: "abcd", children: [] } }, false],
    [{ ...incoming, tree: { name: "a", children: [{ name: "", children: [] }] } }, false],
  ])("an event of a source %#", (value, valid) => {
    expect(of("in.come", "schema")(value)).toBe(valid);
  });

  test.each([
    [outgoing, true],
    [{ ...outgoing, opt: 1 }, true],
    [{ ...outgoing, nul: null }, true],
    [{ ...outgoing, kind: "go.in" }, false],
    [{ ...outgoing, def: undefined }, false],
    [{ ...outgoing, def: null }, false],
    [{ ...outgoing, time: undefined }, false],
    [{ ...outgoing, opt: null }, false],
    [{ ...outgoing, opt: 2 ** 53 }, false],
    [{ ...outgoing, other: null }, false],
  ])("a discrete event %#", (value, valid) => {
    expect(of("go.out", "schema")(JSON.parse(JSON.stringify(value)))).toBe(valid);
  });
});

describe("as read", async () => {
  const of = await validators();

  test.each([
    [{ ...incoming, other: 1, tree: { ...tree, other: 1 } }, true],
    [{ ...incoming, opt: null, def: null, "i s o": null, len: "3", at: 1.5 }, true],
    [{ ...incoming, len: true }, false],
    [{ ...incoming, nul: "c" }, false],
    [{ ...incoming, nul: undefined }, false],
    [{ ...incoming, tree: { name: "a", children: null } }, false],
  ])("an event of a source %#", (value, valid) => {
    expect(of("in.come", "reader")(JSON.parse(JSON.stringify(value)))).toBe(valid);
  });

  test.each([
    [{ user: "u", tree, nul: null }, true],
    [{ ...outgoing, def: null, opt: null }, true],
    [{ user: "u", tree }, false],
  ])("a discrete event %#", (value, valid) => {
    expect(of("go.out", "reader")(value)).toBe(valid);
  });
});

test("defaults are told as they are on the wire", async () => {
  const { model } = analyzeText(SPEC);
  const files = model === null ? new Map() : await emit(model, { root: "spec.da", version: "0.0.0" });
  const incomingSchema = JSON.parse(files.get("schemas/in.come.schema.json"));
  expect(incomingSchema.properties["i s o"].default).toBe("2026-01-01T00:00:00.000Z");
  expect(JSON.parse(files.get("schemas/go.out.schema.json")).properties.def.default).toBe(90);
});

test("a column is told in the unit of its type, averages too", async () => {
  const { model } = analyzeText(`
pipeline p {}
source s { topic: "p.s", key: user }
event in.come from s { user: string, spent: duration(s) }
store times { key user: string, all: sum of duration(s), each: mean of duration(s), trend: ema(0.5) of duration }
signal times.changed of times { }
gep times on in.come {
  let change = update times(user) { all: spent, each: spent, trend: spent }
  signal times.changed from change { }
}
`);
  const files = model === null ? new Map() : await emit(model, { root: "spec.da", version: "0.0.0" });
  const { properties } = JSON.parse(files.get("schemas/times.changed.schema.json"));
  const after = (column: string) => properties[column].properties.after.description;
  expect([after("all"), after("each"), after("trend")]).toEqual(["Seconds.", "Seconds.", "Milliseconds."]);
});
