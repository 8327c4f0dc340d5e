/** The validators that are generated, run on JSON as it comes in. */
import { describe, expect, test } from "vitest";
import type { Validator } from "../../runtime/api/definition.ts";
import { analyzeText } from "../testing/marked.ts";
import { emit } from "./index.ts";

const SPEC = `
pipeline p { topics: "p" }
type Id = string(1..4)
type Kind = "a" | "b"
record Tree { name: Id, children: Tree[], left?: Tree, size: int = 1 }
source s { topic: "p.s", key: id }
event all.types from s {
  id:    Id
  name:  string(/^[A-Z]+$/)
  kind:  Kind
  open:  "x" | string
  flag:  bool
  int:   int(0..5)
  plain: int
  num:   number(..1.5)
  uuid:  uuid
  ms:    timestamp
  secs:  timestamp(s)
  iso:   timestamp(iso)
  day:   date
  spent: duration
  any:   json
  none:  Kind | null
  list:  Id[1..2]
  nulls: (int | null)[]
  map:   map<int>
  tree:  Tree
  opt?:  Kind
  def:   number = 1
  both:  number | null = 2
  nil:   number | null = null
  len:   lenient int(0..5)
  flex:  lenient bool | null
  text:  lenient string
  odd:   int as "odd \\"name\\" ~/"
  constructor: string
  inner: { a: int, toString: int, b?: { c: string }, d: int | null = null }
}
`;

const good: Readonly<Record<string, unknown>> = {
  id: "abcd",
  name: "AB",
  kind: "a",
  open: "whatever",
  flag: false,
  int: 5,
  plain: -1,
  num: 1.5,
  uuid: "not checked here",
  ms: 1.5,
  secs: 1,
  iso: "not checked here",
  day: "not checked here",
  spent: -0.5,
  any: null,
  none: null,
  list: ["a"],
  nulls: [null, 1],
  map: { a: 1, __proto__: 2 },
  tree: { name: "a", children: [{ name: "b", children: [] }], left: null, size: null },
  len: "7",
  flex: null,
  text: 5,
  'odd "name" ~/': 1,
  constructor: "c",
  inner: { a: 1, toString: 2 },
};

const bad: readonly (readonly [Record<string, unknown>, string, string])[] = [
  [{ id: "" }, "/id", "minLength"],
  [{ id: "😀😀a" }, "/id", "maxLength"],
  [{ id: 1 }, "/id", "type"],
  [{ id: null }, "/id", "type"],
  [{ name: "a" }, "/name", "pattern"],
  [{ kind: "c" }, "/kind", "enum"],
  [{ flag: "true" }, "/flag", "type"],
  [{ int: 6 }, "/int", "maximum"],
  [{ int: 1.5 }, "/int", "type"],
  [{ plain: 2 ** 53 }, "/plain", "maximum"],
  [{ plain: "1" }, "/plain", "type"],
  [{ num: 1.6 }, "/num", "maximum"],
  [{ ms: "1" }, "/ms", "type"],
  [{ iso: 1 }, "/iso", "type"],
  [{ none: "c" }, "/none", "enum"],
  [{ list: [] }, "/list", "minItems"],
  [{ list: ["a", "b", "c"] }, "/list", "maxItems"],
  [{ list: ["a", "abcde"] }, "/list/1", "maxLength"],
  [{ list: {} }, "/list", "type"],
  [{ nulls: ["a"] }, "/nulls/0", "type"],
  [{ map: [] }, "/map", "type"],
  [{ map: { "a/b": "c" } }, "/map/a~1b", "type"],
  [{ tree: { name: "a" } }, "/tree", "required"],
  [
    { tree: { name: "a", children: [{ name: "b", children: [{ name: "c", children: 1 }] }] } },
    "/tree/children/0/children/0/children",
    "type",
  ],
  [{ opt: "c" }, "/opt", "enum"],
  [{ def: "1" }, "/def", "type"],
  [{ def: JSON.parse("1e400") }, "/def", "type"],
  [{ num: JSON.parse("-1e400") }, "/num", "type"],
  [{ nil: "1" }, "/nil", "type"],
  [{ len: true }, "/len", "type"],
  [{ flex: 1 }, "/flex", "type"],
  [{ text: true }, "/text", "type"],
  [{ 'odd "name" ~/': "x" }, '/odd "name" ~0~1', "type"],
  [{ inner: { a: 1 } }, "/inner", "required"],
  [{ inner: { a: 1, toString: 1, b: {} } }, "/inner/b", "required"],
];

async function load(): Promise<Validator> {
  const { model } = analyzeText(SPEC);
  if (model === null) throw new Error("The spec has no model.");
  const code = (await emit(model, { root: "spec.da", version: "0.0.0" })).get("validators.js") ?? "";
  const module = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
  return module.allTypes;
}

describe("a validator", async () => {
  const validate = await load();

  test("passes what is good, and what is there besides", () => {
    expect([validate(good), validate.errors]).toEqual([true, null]);
    expect(validate({ ...good, opt: null, def: null, both: null, nil: null, unknown: {} })).toBe(true);
    expect(validate({ ...good, opt: "b", def: 3, len: 4, flex: "true", text: "t", none: "b" })).toBe(true);
  });

  test.each(bad)("refuses %j at %s", (change, path, keyword) => {
    expect(validate({ ...good, ...change })).toBe(false);
    expect(validate.errors?.[0]).toMatchObject({ instancePath: path, keyword });
  });

  test("names what is missing", () => {
    for (const name of Object.keys(good)) {
      const { [name]: _, ...rest } = good;
      expect(validate(rest), name).toBe(false);
      expect(validate.errors?.[0]).toMatchObject({
        instancePath: "",
        keyword: "required",
        params: { missingProperty: name },
      });
    }
  });

  test.each([null, 1, "x", [], [good], undefined])("refuses %j, which is no object", (value) => {
    expect(validate(value)).toBe(false);
    expect(validate.errors?.[0]).toMatchObject({ instancePath: "", keyword: "type" });
  });

  test("forgets the last errors", () => {
    validate({});
    validate(good);
    expect(validate.errors).toBeNull();
  });
});
