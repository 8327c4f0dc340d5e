// Every rule of the table fires on its example, and not on its mirror.
import { describe, expect, test } from "vitest";
import { diffOf } from "../testing/versions.ts";
import { RULES } from "./index.ts";
import { reversed, sidesOf } from "./rule.ts";

async function findingsOf(edit: string) {
  const { old, new: now } = sidesOf(edit);
  return diffOf(old, now, "full");
}

describe.each(RULES)("$id", ({ id, severity, purpose, example, mirror, group, breaks }) => {
  test("tells of its example", async () => {
    const found = (await findingsOf(example)).filter(({ rule }) => rule === id);
    expect(found).toMatchObject([{ severity, breaks, message: expect.stringMatching(/^[`A-Z].*\.$/) }]);
    if (severity === "breaking" && (group === "fields" || group === "values")) expect(found[0]?.witness).not.toBeNull();
  });

  test("does not tell of its mirror", async () => {
    const found = await findingsOf(mirror ?? reversed(example));
    expect(found.filter(({ rule }) => rule === id)).toEqual([]);
  });

  test("says what for", () => {
    expect(purpose).toMatch(/^[A-Z`].*\.$/);
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});

test("no id is used twice", () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});
