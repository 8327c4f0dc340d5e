// A real schema registry: what is published is read back, and what we predict of a next version is what it answers.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Json } from "../../diff/json.ts";
import { compareSchemas } from "../../diff/schemas/compare.ts";
import { underRules } from "../../diff/schemas/registry.ts";
import { SCHEMA_RULES } from "../../diff/schemas/rules.ts";
import { GOOD, Terminal } from "../testing/terminal.ts";
import { Registry } from "./client.ts";
import { KNOWN_DIFFERENCES } from "./differences.ts";

const url = process.env.SCHEMA_REGISTRY_URL ?? "";
const registry = new Registry(url, undefined);
const unique = Math.random().toString(36).slice(2, 10);

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

function given<T>(asked: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string }): T {
  if (!asked.ok) throw new Error(asked.why);
  return asked.value;
}

test("publish registers every event, diff reads them back and finds what breaks", async () => {
  terminal.write("pipelines.da", GOOD.replace(/pipeline \S+/, `pipeline p${unique}`));
  const first = await terminal.run("publish", "--registry", url);
  expect(first.exit, first.err).toBe(0);
  const subjects = first.out
    .trim()
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "");
  expect(subjects.length).toBeGreaterThan(0);
  expect(given(await registry.subjects())).toEqual(expect.arrayContaining(subjects));

  const same = await terminal.run("diff", "--against", url);
  expect([same.exit, same.out]).toEqual([0, ""]);

  terminal.write(
    "pipelines.da",
    terminal.read("pipelines.da").replace("amount: number\n}\n\nstore", "amount: number(0..)\n}\n\nstore"),
  );
  const narrowed = await terminal.run("diff", "--against", url);
  expect(narrowed.exit, narrowed.err).toBe(1);
  expect(narrowed.out).toContain("breaking schema-bounds");
  expect(narrowed.out).toContain('"amount":-1');
});

test("a registry that is not there cannot be loaded", async () => {
  terminal.write("pipelines.da", GOOD);
  const { exit, err } = await terminal.run("diff", "--against", "http://127.0.0.1:1/apis");
  expect(exit).toBe(2);
  expect(err).toContain("http://127.0.0.1:1/apis cannot be reached");
});

// ── predictions ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface Pair {
  readonly name: string;
  readonly old: Json;
  readonly now: Json;
}

const leaf: readonly Json[] = [
  { type: "string" },
  { type: "string", maxLength: 5 },
  { type: "string", minLength: 2 },
  { type: "string", pattern: "^a" },
  { type: "string", enum: ["a", "b"] },
  { type: "string", enum: ["a"] },
  { type: "integer" },
  { type: "number" },
  { type: "number", minimum: 0 },
  { type: "integer", minimum: 0, maximum: 9 },
  { type: "boolean" },
  { type: ["string", "null"] },
];

const wrapped = (name: string, wrap: (schema: Json) => Json): Pair[] =>
  leaf.flatMap((old, i) =>
    leaf.map((now, j): Pair => ({ name: `${name} ${i} to ${j}`, old: wrap(old), now: wrap(now) })),
  );

/** A few hundred pairs: each type against each other, as a property and as an item, and what objects may change. */
const PAIRS: readonly Pair[] = [
  ...wrapped("property", (each) => ({
    type: "object",
    properties: { a: each },
    required: ["a"],
    additionalProperties: false,
  })),
  ...wrapped("item", (each) => ({
    type: "object",
    properties: { a: { type: "array", items: each } },
    additionalProperties: false,
  })),
  ...SCHEMA_RULES.flatMap(({ id, example, mirror }) => [
    { name: `${id} example`, old: example[0], now: example[1] },
    { name: `${id} mirror`, old: mirror[0], now: mirror[1] },
  ]),
  ...[true, false].flatMap((open): Pair[] => {
    const shape = (properties: Json, required: readonly string[]): Json => ({
      type: "object",
      properties,
      required,
      ...(open ? {} : { additionalProperties: false }),
    });
    const [a, b] = [{ type: "string" }, { type: "integer" }];
    const kind = open ? "open" : "closed";
    return [
      { name: `${kind}: optional property added`, old: shape({ a }, []), now: shape({ a, b }, []) },
      { name: `${kind}: required property added`, old: shape({ a }, []), now: shape({ a, b }, ["b"]) },
      { name: `${kind}: property removed`, old: shape({ a, b }, []), now: shape({ a }, []) },
      { name: `${kind}: made required`, old: shape({ a, b }, []), now: shape({ a, b }, ["b"]) },
      { name: `${kind}: made optional`, old: shape({ a, b }, ["b"]), now: shape({ a, b }, []) },
    ];
  }),
];

const draft = (schema: Json): Json => ({ $schema: "http://json-schema.org/draft-07/schema#", ...Object(schema) });

describe("what the registry answers", () => {
  test("is what is predicted under strict rules, but for the differences that are listed", async () => {
    const differences: string[] = [];
    for (const [index, { name, old, now }] of PAIRS.entries()) {
      const subject = `${unique}-${index}`;
      given(await registry.register(subject, JSON.stringify(draft(old))));
      given(await registry.setCompatibility(subject, "BACKWARD"));
      const answer = await registry.check(subject, JSON.stringify(draft(now)));
      const predicted = compareSchemas(...underRules("strict", old, now)).kind === "included";
      const told = answer.ok ? answer.value.isCompatible : null;
      if (told !== predicted) differences.push(`${name}: we say ${predicted}, the registry ${told}`);
    }
    expect(differences.filter((each) => !KNOWN_DIFFERENCES.some(({ pairs }) => pairs.test(each)))).toEqual([]);
    for (const { pairs, reason } of KNOWN_DIFFERENCES) {
      expect(
        differences.some((each) => pairs.test(each)),
        reason,
      ).toBe(true);
    }
  }, 600_000);
});
