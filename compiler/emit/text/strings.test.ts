/** Texts in literals and comments: what is read back is what was there, and nothing gets out. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commentLines, escapeTemplate, numeral, quote } from "./strings.ts";

/** The value of an expression of JavaScript. */
async function evaluated(code: string): Promise<unknown> {
  const source = `export default ${code};`;
  const module = await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`);
  return module.default;
}

const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("\\", '"', "'", "`", "$", "{", "}", "\n", "\u2028", "\ud800", "\udc00", "</script>", "*/"),
  }),
);

describe("literals", () => {
  test("mean the text that they write", async () => {
    const samples = fc.sample(texts, { seed: 1, numRuns: 300 });
    const whole = samples.map((text) => `[${quote(text)}, \`${escapeTemplate(text)}\`]`).join(",\n");
    expect(await evaluated(`[${whole}]`)).toEqual(samples.map((text) => [text, text]));
  });

  test.each([
    ["plain", '"plain"'],
    ['say "x"', "'say \"x\"'"],
    [`both ' and "`, `"both ' and \\""`],
    ["a\nb", '"a\\nb"'],
    ["\u2028\u202e\ufeff\u0000", '"\\u2028\\u202e\\ufeff\\u0000"'],
    ["${x}", '"\\u0024{x}"'],
    ["ünï ✓ 😀", '"ünï ✓ 😀"'],
    ["\ud800", '"\\ud800"'],
  ])("%j is %s", (text, literal) => {
    expect(quote(text)).toBe(literal);
  });
});

test("comments do not end early", () => {
  expect(commentLines("a */ b\r\nc \u2028d")).toEqual(["a *\\/ b", "c", "d"]);
});

test.each([
  [9999, "9999"],
  [10_000, "10_000"],
  [-1_234_567, "-1_234_567"],
  [1.5, "1.5"],
  [1e21, "1e21"],
  [1e-7, "1e-7"],
  [12345.678, "12345.678"],
  [314159e-5, "314159e-5"],
  [-6931e-4, "-6931e-4"],
  [3.14, "3.14"],
])("%d is written %s", async (value, text) => {
  expect(numeral(value)).toBe(text);
  expect(await evaluated(text)).toBe(value);
});
