// Findings in every format, by what reads them.
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { sarifProblems } from "../../diagnostics/render/testing/sarif.ts";
import { diff } from "../index.ts";
import type { DiffReport } from "../report.ts";
import { RULES } from "../rules/index.ts";
import { sidesOf } from "../rules/rule.ts";
import { versionOf } from "../testing/versions.ts";
import { github } from "./github.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import { pretty } from "./pretty.ts";
import { sarif } from "./sarif.ts";

async function reportOf(old: string, now: string): Promise<DiffReport> {
  const [before, after] = [versionOf(old), versionOf(now)];
  const told = await diff(
    [{ version: before, display: (file) => `main:${file}`, against: "main" }],
    { version: after, display: (file) => `specs/${file}` },
    { level: "full", today: "2026-11-23" },
  );
  const baselines = [{ against: "main", state: "compared" }] as const;
  return { level: "full", baselines, told, files: after.files, display: (file) => `specs/${file}` };
}

const OLD = `event order.placed from web {
  userId: string
  kind: "new" | "100%: a, b"
}`;

const NEW = `event order.placed from web {
  userId: string
  kind: "new"
  // da-accept field-added until 2099-01-01: all writers have it
  at: timestamp
}`;

const report = await reportOf(OLD, NEW);

test("pretty", () => {
  expect(
    pretty(report, { color: false, width: 100 }),
  ).toBe(`breaking enum-narrowed: \`kind\` of \`order.placed\` no longer takes \`"100%: a, b"\`.
 --> specs/spec.da:5:3
  |
5 |   kind: "new"
  |   ^^^^^^^^^^^
was: main:spec.da:5: kind: "new" | "100%: a, b"
document: {"eventName":"order.placed","userId":"a","kind":"100%: a, b"}
reads: the old version reads it, the new one refuses it (kind: "100%: a, b" is none of "new")
breaks: new readers of old data
deploy: writers first, readers when nothing that was written before is left
help: keep \`"100%: a, b"\`, or let the enum be open (\`| string\`)

`);
  expect(pretty(report, { color: true, width: 100 })).toContain("\u001b[1;31mbreaking enum-narrowed\u001b[0m");
});

test("github: the rule is the title", () => {
  expect(github(report)).toMatch(
    /^::error file=specs\/spec.da,line=5,col=3,endColumn=14,title=enum-narrowed::`kind` of .* takes `"100%25: a, b"`\.%0Awas: [^\n]*\n$/,
  );
});

test("sarif: fingerprints, and what is accepted is suppressed", () => {
  expect(sarifProblems(sarif(report, "1.2.3"))).toEqual([]);
  const [run] = JSON.parse(sarif(report, "1.2.3")).runs;
  expect(run.tool.driver.rules.map((rule: { readonly id: string }) => rule.id)).toEqual([
    "field-added",
    "enum-narrowed",
  ]);
  expect(run.results).toMatchObject([
    {
      ruleId: "enum-narrowed",
      ruleIndex: 1,
      partialFingerprints: { "daDiff/v1": expect.stringMatching(/^[0-9a-f]{32}$/) },
    },
    {
      ruleId: "field-added",
      level: "error",
      suppressions: [{ kind: "inSource", justification: "all writers have it" }],
    },
  ]);
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: "specs/spec.da" },
    region: { startLine: 5, startColumn: 3, endLine: 5, endColumn: 14 },
  });
});

test("markdown: nothing breaks out of its place", async () => {
  expect(markdown(report, "specs/spec.da")).toContain(
    "### `specs/spec.da`: 1 breaking, 1 accepted\n\nCompared with `main`, level full.\n",
  );
  expect(markdown(report, "x")).toContain('```diff\n- kind: "new" | "100%: a, b"\n+ kind: "new"\n```');
  expect(markdown(report, "x")).toContain("#### Accepted\n\n- `field-added` until 2099-01-01: all writers have it");
  const nasty = await reportOf(
    'event a.b from web { userId: string, kind: "```\\n<b>@all" | "x" }',
    'event a.b from web { userId: string, kind: "x" }',
  );
  expect(markdown(nasty, "x")).toContain("````json\n");
});

test("markdown is cut where a comment could not hold it", async () => {
  const event = (count: number) =>
    `event a.b from web { userId: string, ${Array.from({ length: 300 }, (_, i) => `f${i}: string(..${count})`).join(", ")} }`;
  const text = markdown(await reportOf(event(9), event(8)), "x");
  expect(text.length).toBeLessThan(65_000);
  expect(text).toMatch(/\n… and \d+ more\.\n$/);
});

describe("json", () => {
  const schema = JSON.parse(readFileSync(new URL("../../../docs/diff.schema.json", import.meta.url), "utf8"));
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

  test("is of the published form", () => {
    expect([validate(JSON.parse(json(report))), validate.errors]).toEqual([true, null]);
  });

  test.each(RULES)("of $id too", async ({ example }) => {
    const { old, new: now } = sidesOf(example);
    expect([validate(JSON.parse(json(await reportOf(old, now)))), validate.errors]).toEqual([true, null]);
  });
});
