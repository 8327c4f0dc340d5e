// `diff` of two JSON Schemas, and the rules that it names.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compareSchemas, schemaFindings } from "../../diff/schemas/compare.ts";
import { underRules } from "../../diff/schemas/registry.ts";
import { ruleOf, SCHEMA_RULES } from "../../diff/schemas/rules.ts";
import { Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

describe.each(SCHEMA_RULES)("$id", ({ id, example, mirror, purpose, repair }) => {
  test("tells of its example, and not of its mirror", () => {
    const idsOf = (pair: typeof example) => schemaFindings(...pair).map(({ keyword }) => ruleOf(keyword).id);
    expect(idsOf(example)).toContain(id);
    expect(idsOf(mirror)).not.toContain(id);
  });

  test("says what for and what to do", () => {
    expect(purpose).toMatch(/^[A-Z].*\.$/);
    expect(repair).toMatch(/^[A-Z].*\.$/);
    expect(id).toMatch(/^schema-[a-z]+$/);
  });
});

const OLD = { type: "object", properties: { a: { type: "number" } }, required: ["a"] };
const NEW = { type: "object", properties: { a: { type: "integer" }, b: { type: "string" } }, required: ["a"] };

describe("diff OLD NEW", () => {
  beforeEach(() => {
    terminal.write("old.schema.json", JSON.stringify(OLD));
    terminal.write("new.schema.json", JSON.stringify(NEW));
  });

  test("tells of each keyword that breaks, with a document", async () => {
    const { exit, out, err } = await terminal.run("diff", "old.schema.json", "new.schema.json");
    expect(exit).toBe(1);
    expect(out).toContain("breaking schema-type: The new schema of `new.schema.json` at `/a` refuses, by `type`");
    expect(out).toContain('document: {"a":0.5}');
    expect(out).toContain('document: {"b":null,"a":0}');
    expect(err).toBe("new.schema.json against old.schema.json: 2 breaking (backward)\n");
  });

  test("what a registry with lenient rules ignores is not told", async () => {
    const { exit, out } = await terminal.run(
      ...["diff", "old.schema.json", "new.schema.json", "--registry-rules", "lenient", "--format", "json"],
    );
    expect(exit).toBe(1);
    const { findings } = JSON.parse(out);
    expect(findings).toMatchObject([{ rule: "schema-type", document: { json: { a: 0.5 } } }]);
  });

  test("the other way round nothing breaks, but for old readers", async () => {
    const back = await terminal.run("diff", "new.schema.json", "old.schema.json");
    expect([back.exit, back.out]).toEqual([0, ""]);
    const forward = await terminal.run("diff", "new.schema.json", "old.schema.json", "--level", "forward");
    expect(forward.exit).toBe(1);
    expect(forward.out).toContain("old readers of new data");
  });

  test.each([
    ["a file that is not there", "gone.json", "`gone.json` cannot be read"],
    ["no JSON", "bad.json", "`bad.json` is no JSON"],
    ["no schema", "odd.json", 'at `/properties/a/type`: "text" is no type of JSON Schema.'],
  ])("%s is a call that is not good", async (_, name, said) => {
    terminal.write("bad.json", "{");
    terminal.write("odd.json", JSON.stringify({ properties: { a: { type: "text" } } }));
    const { exit, err } = await terminal.run("diff", "old.schema.json", name);
    expect(exit).toBe(2);
    expect(err).toContain(said);
  });
});

describe("a registry's rules", () => {
  test("strict: all that an open object may hold counts; lenient: what it declares", () => {
    const added = { type: "object", properties: { a: { type: "number" }, b: { type: "string" } }, required: ["a"] };
    expect(compareSchemas(...underRules("strict", OLD, added)).kind).toBe("breaks");
    expect(compareSchemas(...underRules("lenient", OLD, added)).kind).toBe("included");
    const needed = { ...added, required: ["a", "b"] };
    expect(compareSchemas(...underRules("lenient", OLD, needed)).kind).toBe("breaks");
  });
});

describe("publish", () => {
  test.each([
    [[], "`publish` needs `--registry URL`"],
    [["--registry", "localhost:8081"], "is no address"],
    [["--registry", "http://user:secret@127.0.0.1:1/api"], "http://127.0.0.1:1/api cannot be reached"],
  ])("%j is a call that is not good", async (args, said) => {
    terminal.write("pipelines.da", "pipeline p {}\n");
    const { exit, err } = await terminal.run("publish", ...args);
    expect(exit).toBe(2);
    expect(err).toContain(said);
    expect(err).not.toContain("secret");
  });
});
