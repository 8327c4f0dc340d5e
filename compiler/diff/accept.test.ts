// `da-accept`: what is meant is not a break, until the day is over.
import { describe, expect, test } from "vitest";
import { isBreak } from "./report.ts";
import { diffOf, versionOf } from "./testing/versions.ts";

const OLD = "event order.placed from web { userId: string }";

function now(...lines: readonly string[]): string {
  return ["event order.placed from web {", "  userId: string", ...lines.map((line) => `  ${line}`), "}"].join("\n");
}

async function found(...lines: readonly string[]) {
  const told = await diffOf(OLD, now(...lines));
  return told.map(
    ({ rule, accepted, ...each }) =>
      `${rule}${accepted === null ? "" : " accepted"}${isBreak({ rule, accepted, ...each }) ? "!" : ""}`,
  );
}

const UNTIL = (day: string, rule = "field-added") => `// da-accept ${rule} until ${day}: all writers have it`;

describe("a comment above the line", () => {
  test("accepts the break on that line, with its reason", async () => {
    const [told] = await diffOf(OLD, now(UNTIL("2026-12-01"), "amount: number"));
    expect(told).toMatchObject({
      rule: "field-added",
      accepted: { until: "2026-12-01", reason: "all writers have it" },
    });
  });

  test("counts on its last day, and not after", async () => {
    expect(await found(UNTIL("2026-11-23"), "amount: number")).toEqual(["field-added accepted"]);
    expect(await found(UNTIL("2026-11-22"), "amount: number")).toEqual(["field-added!", "accept-expired"]);
  });

  test("may stand above other comments, but not above another line", async () => {
    expect(await found(UNTIL("2026-12-01"), "// Why.", "/// What it cost.", "amount: number")).toEqual([
      "field-added accepted",
    ]);
    expect(await found(UNTIL("2026-12-01"), "note?: string", "amount: number")).toEqual([
      "field-added!",
      "accept-unused",
    ]);
    expect(await found(`note?: string ${UNTIL("2026-12-01")}`, "amount: number")).toEqual([
      "field-added!",
      "accept-unused",
    ]);
  });

  test("accepts its own rule alone", async () => {
    expect(await found(UNTIL("2026-12-01", "null-dropped"), "amount: number")).toEqual([
      "field-added!",
      "accept-unused",
    ]);
  });

  test("accepts what was removed, at what is left of it", async () => {
    const event = (kind: string, above: string) =>
      `${above}\nevent usage.order.amount { key userId, userId: string, ${kind} measure amount: number }`;
    const told = await diffOf(event("place: string,", ""), event("", UNTIL("2026-12-01", "dimension-removed")));
    expect(told.map(({ rule, accepted }) => [rule, accepted !== null])).toEqual([["dimension-removed", true]]);
  });
});

test.each([
  ["// da-accept", "needs a rule, a day and a reason"],
  ["// da-accept field-added until 2026-12-01", "needs a rule, a day and a reason"],
  ["// da-accept field-added until 2026-12-01:  ", "needs a rule, a day and a reason"],
  ["// da-accept field-added until 2026-02-30: why", "there is no day 2026-02-30"],
  ["// da-accept feild-added until 2026-12-01: why", "there is no rule `feild-added`, did you mean `field-added`?"],
])("%s accepts nothing", async (comment, problem) => {
  const told = await diffOf(OLD, now(comment, "amount: number"));
  expect(told).toMatchObject([
    { rule: "field-added", accepted: null },
    { rule: "accept-malformed", message: expect.stringContaining(problem) },
  ]);
});

test("of a rule that was not looked for nothing is said", async () => {
  expect(await found(UNTIL("2026-12-01", "enum-extended"), "note?: string")).toEqual([]);
  const version = versionOf(now(UNTIL("2026-12-01", "enum-extended"), "note?: string"));
  expect((await diffOf(OLD, version, "forward")).map(({ rule }) => rule)).toEqual(["accept-unused"]);
});
