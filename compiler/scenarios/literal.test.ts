import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../dsl/parse.ts";
import type { TypeSpec } from "../../runtime/index.ts";
import { durationText, literalText } from "./literal.ts";

const text = (value: unknown, type: TypeSpec): string => literalText(value, type, {});

describe("values as a spec writes them", () => {
  test.each<[unknown, TypeSpec, string]>([
    [Date.UTC(2026, 10, 23, 10), { kind: "timestamp", unit: "iso" }, "@2026-11-23T10:00:00Z"],
    [1, { kind: "timestamp", unit: "ms" }, "@1970-01-01T00:00:00.001Z"],
    ["2026-11-23", { kind: "date" }, "@2026-11-23"],
    [5_400_000, { kind: "duration", unit: "ms" }, "1h30m"],
    [null, { kind: "nullable", of: { kind: "int" } }, "null"],
    ['say "${x}"\n', { kind: "string" }, '"say \\"\\${x}\\"\\n"'],
    [[1, 2], { kind: "list", of: { kind: "int" } }, "[1, 2]"],
    [{ a: 0, "b c": 1 }, { kind: "map", of: { kind: "duration", unit: "s" } }, '{ a: 0s, "b c": 1ms }'],
    [{}, { kind: "json" }, "{}"],
    [
      { at: 0 },
      { kind: "record", fields: [{ name: "at", type: { kind: "timestamp", unit: "s" } }] },
      "{ at: @1970-01-01T00:00:00Z }",
    ],
    ["what is no date", { kind: "timestamp", unit: "iso" }, '"what is no date"'],
  ])("%j", (value, type, expected) => expect(text(value, type)).toBe(expected));

  test("a text that nobody would read is cut", () => {
    expect(text("x".repeat(10_000), { kind: "string" })).toHaveLength(501);
  });

  test("durations are literals of the language, and mean the same", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
        const { file } = parse("a.da", `param p: duration = ${durationText(ms)}\n`);
        expect(file.declarations[0]).toMatchObject({ value: { kind: "duration", value: ms } });
      }),
    );
  });
});
