// Laws of comparing: a version against itself, layout aside, and what is told once however often it shows.
import { describe, expect, test } from "vitest";
import { fixtureNames } from "../../tests/emit-fixtures.ts";
import { versionIn } from "../../tests/versions.ts";
import { diffOf as diff, versionOf } from "./testing/versions.ts";

const SPECS = [...fixtureNames().map((name) => `compiler/emit/fixtures/${name}/spec.da`), "pipelines.da"];

describe.each(SPECS)("%s", (path) => {
  test("against itself there is nothing to tell", async () => {
    expect(await diff(versionIn(path), versionIn(path), "full")).toEqual([]);
  });

  test("comments, docs and layout mean nothing", async () => {
    const change = (text: string) =>
      text.replaceAll(/\/\/[^\n"]*$/gm, "").replaceAll(/^(?=(event|store|record|dep)\b)/gm, "/// Doc.\n\n");
    expect(await diff(versionIn(path), versionIn(path, change), "full")).toEqual([]);
  });
});

const TREE = (name: string, more = "") => `
record Tree { name: ${name}, children: Tree[], by: map<Tree> ${more} }
record Two { left?: Tree, other: Three[] }
record Three { back: map<Two>, tree: Tree }
event tree.grown from web { userId: string, tree: Tree, two: Two, ids: Tree[] }
event tree.felled from web { userId: string, trees: map<Tree> }
`;

describe("records that hold themselves", () => {
  test("are compared, and what differs is told once", async () => {
    const found = await diff(versionOf(TREE("string")), versionOf(TREE("string(..5)")), "full");
    expect(found).toMatchObject([
      { rule: "length-narrowed", path: "record:Tree/name", severity: "breaking", deploy: "writers first" },
    ]);
    expect(found[0]?.affects).toHaveLength(5);
    expect(found[0]?.witness?.json).toMatchObject({ tree: { name: "aaaaaa", children: [], by: {} } });
  });

  test("may gain an optional field", async () => {
    expect(await diff(versionOf(TREE("string")), versionOf(TREE("string", ", age?: int")), "full")).toEqual([]);
    expect(await diff(versionOf(TREE("string", ", age?: int")), versionOf(TREE("string")), "full")).toEqual([]);
  });
});

test("an optional field may come and go", async () => {
  const event = (field: string) => versionOf(`event order.placed from web { userId: string ${field} }`);
  expect(await diff(event(""), event(", note?: string"), "full")).toEqual([]);
  expect(await diff(event(", note?: string"), event(""), "full")).toEqual([]);
  expect(await diff(event(""), event(", note: string | null = null"), "full")).toEqual([]);
  expect(await diff(event(", note: string | null = null"), event(""), "full")).toEqual([]);
});

test("a difference deep inside is shown by a document that holds it", async () => {
  const event = (kind: string) =>
    versionOf(`event order.placed from web {
    userId: string
    lines?: { parts: map<{ kind: ${kind} } | null>[2..] } | null
  }`);
  const found = await diff(event('"a" | "b"'), event('"a"'));
  expect(found).toMatchObject([{ rule: "enum-narrowed", path: "event:order.placed/lines.parts[]{}.kind" }]);
  expect(found[0]?.witness).toMatchObject({
    json: { userId: "a", lines: { parts: [{ key: { kind: "b" } }, {}] } },
    writer: { kind: "accepted" },
    reader: { kind: "refused", why: 'lines.parts[0].key.kind: "b" is none of "a"' },
  });
});

test("what neither can be proven nor excluded may break", async () => {
  const event = (pattern: string) =>
    versionOf(`event order.placed from web { userId: string, code: string(/${pattern}/) }`);
  expect(await diff(event("^(?=a).$"), event("^(?:a)$"))).toMatchObject([
    { rule: "pattern-narrowed", severity: "may break", witness: null },
  ]);
  expect(await diff(event("^(?=a)\\w+$"), event("^\\w{3}$"))).toMatchObject([
    { rule: "pattern-narrowed", severity: "breaking" },
  ]);
});

test("findings keep their fingerprints wherever they stand", async () => {
  const event = (before: string, max: number) =>
    versionOf(`${before}event order.placed from web { userId: string(..${max}) }`);
  const [one] = await diff(event("", 9), event("", 8));
  const [two] = await diff(event("", 9), event("// A comment.\n\n", 7));
  expect(one?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
  expect(two?.fingerprint).toBe(one?.fingerprint);
});

test("fields that swap their JSON names are read as one another", async () => {
  const event = (a: string, b: string) =>
    versionOf(`event order.placed from web { userId: string, a: string as "${a}", b: string as "${b}" }`);
  const found = await diff(event("x", "y"), event("y", "x"));
  expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
    ["field-json-name", "breaking"],
    ["field-json-name", "breaking"],
  ]);
});
