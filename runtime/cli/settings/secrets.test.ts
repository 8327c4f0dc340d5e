import { describe, expect, test } from "vitest";
import { called, folderOf } from "../testing/shop.ts";
import { Mask, withoutPasswords } from "./secrets.ts";

test.each([
  ["postgres://ann:secret@db:5432/shop is away", "postgres://ann:***@db:5432/shop is away"],
  ["at `postgres://ann:s@c:r/e@t@db`", "at `postgres://ann:***@db`"],
  ["http://127.0.0.1:4747/ and mail@example.org", "http://127.0.0.1:4747/ and mail@example.org"],
])("URLs lose their passwords: %s", (text, masked) => {
  expect(withoutPasswords(text)).toBe(masked);
});

test("a secret is masked in every form that it may have", () => {
  const mask = new Mask();
  mask.add('pa"ss wörd');
  mask.add("postgres://ann:p%40ssword@db/shop");
  const shown = `${JSON.stringify({ a: 'pa"ss wörd' })} ${encodeURIComponent('pa"ss wörd')} p@ssword p%40ssword`;
  expect(mask.apply(shown)).toBe('{"a":"***"} *** *** ***');
});

describe("what is printed holds no secret", () => {
  const secret = "hunter22";
  const url = `postgres://ann:${secret}@db/shop`;
  const cases: readonly [string, readonly string[], Record<string, string>, string][] = [
    ["a flag that does not exist", ["--kafka-pasword", secret], {}, ""],
    ["its value behind =", [`--kafka-pasword=${secret}`], {}, ""],
    ["a URL where none belongs", [url], {}, ""],
    ["a URL as a path", ["--data", url], {}, ""],
    ["a file of settings that is no JSON", [], {}, `{"kafkaPassword": "${secret}"; }`],
    ["the same, without quotes", [], {}, `{"kafkaPassword": ${secret}}`],
    ["a wrong kind of value", [], {}, `{"store": ["${url}"]}`],
  ];
  test.each(cases)("%s", async (_title, args, env, config) => {
    const cwd = folderOf(config === "" ? {} : { "da.config.json": config });
    const { exit, out, err } = await called(["status", ...args], { env, cwd });
    expect([exit, out]).toEqual([2, ""]);
    expect(err).not.toBe("");
    expect(err).not.toContain(secret);
  });
});
