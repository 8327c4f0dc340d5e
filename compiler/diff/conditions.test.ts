// Conditions of demuxes compared by meaning.
import { describe, expect, test } from "vitest";
import { relationOf } from "./conditions.ts";
import { guardsOf } from "./guards.ts";
import { versionOf } from "./testing/versions.ts";

const FIELDS = 'userId: string, score?: number, kind: "a" | "b" | "c", open: bool, note: string | null, list: string[]';

function guards(when: string, body: string) {
  const { model } = versionOf(`
event in.come from web { ${FIELDS} }
event it.went { key userId, userId: string }
event it.came { key userId, userId: string }
param limit: number = 5
demux d on in.come fanout "t" ${when === "" ? "" : `when ${when}`} { ${body} }`);
  const [handler] = model.handlers;
  if (handler === undefined) throw new Error("There is no handler.");
  return guardsOf(handler);
}

const EMIT = "emit it.went { userId }";

function relation(old: string, now: string, [oldBody, newBody] = [EMIT, EMIT]): string {
  const [before, after] = [guards(old, oldBody).get("emit it.went"), guards(now, newBody).get("emit it.went")];
  return before === undefined || after === undefined ? "none" : relationOf(before, after);
}

describe("narrowed, and widened the other way round", () => {
  test.each([
    ["", "score > 1"],
    ['kind in ["a", "b"]', 'kind == "a"'],
    ['kind != "a"', 'kind == "b"'],
    ['kind != "a"', 'kind != "a" && kind != "b"'],
    ["score != null && score > 1", "score != null && score > 2"],
    ["score != null && score >= 1", "score != null && score > 1"],
    ["score != null && score < 5", "score != null && 3 > score"],
    ["open", 'open && kind == "a"'],
    ['open || kind == "a"', "open"],
    ["note != null", 'note != null && note != ""'],
    ["note != null", 'note == "x"'],
    ["!open", '!(open || kind == "a")'],
    ['list.contains("a") || open', 'list.contains("a")'],
    ["note != null", 'note != null && !(note == "x" && open)'],
  ])("%s → %s", (old, now) => {
    const asked = (text: string) => text.replace(/^score > 1$/, "score != null && score > 1");
    expect([relation(asked(old), asked(now)), relation(asked(now), asked(old))]).toEqual(["narrowed", "widened"]);
  });
});

describe("the same", () => {
  test.each([
    ['kind in ["a", "b"]', 'kind == "b" || kind == "a"'],
    ["open && note != null", "note != null && open"],
    ["!(open && note != null)", "!open || note == null"],
    ["open == true", "open"],
    ["open != true", "!open"],
    ["score != null && !(score < 2)", "score != null && score >= 2"],
    ['note != null && kind == "a" && kind != "b"', 'kind == "a" && note != null'],
  ])("%s → %s", (old, now) => {
    expect(relation(old, now)).toBe("same");
  });
});

test("neither", () => {
  expect(relation('kind == "a"', 'kind == "b"')).toBe("changed");
  expect(relation('list.contains("a")', 'list.contains("b")')).toBe("changed");
  expect(relation("score != null && score > limit", "score != null && score > 5")).toBe("changed");
});

describe("conditions inside the body count", () => {
  test.each([
    [EMIT, `if open { ${EMIT} }`, "narrowed"],
    [`if open { skip } ${EMIT}`, `if open && note != null { skip } ${EMIT}`, "widened"],
    [`if open { ${EMIT} }`, `if !open { skip } ${EMIT}`, "same"],
    [`if open { emit it.came { userId } } ${EMIT}`, `if open { emit it.came { userId } skip } ${EMIT}`, "narrowed"],
    [`if open { ${EMIT} } else { ${EMIT} }`, EMIT, "same"],
    [EMIT, `for x in list { ${EMIT} }`, "narrowed"],
    [`for x in list { ${EMIT} }`, `for x in list { if x != "" { ${EMIT} } }`, "narrowed"],
  ])("%s → %s", (old, now, found) => {
    expect(relation("", "", [old, now])).toBe(found);
  });
});
