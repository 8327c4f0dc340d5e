import fc from "fast-check";
import { expect, test } from "vitest";
import { type Line, linesOf } from "./lines.ts";

async function read(chunks: readonly string[], longest?: number): Promise<Line[]> {
  async function* stream() {
    for (const chunk of chunks) yield Buffer.from(chunk, "latin1");
  }
  const lines: Line[] = [];
  for await (const some of linesOf(stream(), undefined, longest)) lines.push(...some);
  return lines;
}

const shown = (lines: readonly Line[]): [string, number, number][] =>
  lines.map(({ bytes, number, end }) => [Buffer.from(bytes).toString("latin1"), number, end]);

test("lines are counted with the blank ones, which are left out", async () => {
  expect(shown(await read(["a\n\n  \nb\r\nc"]))).toEqual([
    ["a", 1, 2],
    ["b", 4, 9],
    ["c", 5, 10],
  ]);
});

test("a byte order mark is no part of the first line", async () => {
  expect(shown(await read(["\u00ef\u00bb", "\u00bf{}\n\u00ef\u00bb\u00bf"]))).toEqual([
    ["{}", 1, 6],
    ["\u00ef\u00bb\u00bf", 2, 9],
  ]);
});

test("a line that is too long is cut, and the next one is whole", async () => {
  expect(shown(await read(["abcd", "efgh", "ijkl\nmn\n"], 6))).toEqual([
    ["abcdef", 1, 13],
    ["mn", 2, 16],
  ]);
});

test("how a stream is cut into chunks makes no difference", async () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r", " ", "\u00e9"), maxLength: 40 });
  const property = fc.asyncProperty(text, fc.array(fc.nat(40), { maxLength: 6 }), async (whole, cuts) => {
    const places = [...new Set(cuts.filter((cut) => cut < whole.length))].sort((a, b) => a - b);
    const chunks = [0, ...places].map((from, index) => whole.slice(from, places[index] ?? whole.length));
    expect(shown(await read(chunks, 5))).toEqual(shown(await read([whole], 5)));
  });
  await fc.assert(property, { numRuns: 200 });
});

test("reading goes on with the right number and place", async () => {
  async function* stream() {
    yield Buffer.from("c\nd\n");
  }
  const lines: Line[] = [];
  for await (const some of linesOf(stream(), { line: 2, bytes: 10 })) lines.push(...some);
  expect(shown(lines)).toEqual([
    ["c", 3, 12],
    ["d", 4, 14],
  ]);
});
