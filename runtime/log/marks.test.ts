// What is written again is known by its mark, whatever came in between.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countedOrigin, type Mark, Memory, marksOf, markText, originText, parseMark, parseOrigin } from "./marks.ts";

const mark = (lane: string, major: number, minor = 0): Mark => ({ lane, major, minor });

describe("a memory of marks", () => {
  test("admits what is past the last mark of its lane", () => {
    const memory = new Memory(null);
    expect(memory.admits(mark("a", 5), 0)).toBe(true);
    expect(memory.admits(mark("a", 5), 1)).toBe(false);
    expect(memory.admits(mark("a", 4), 2)).toBe(false);
    expect(memory.admits(mark("b", 1), 3)).toBe(true);
    expect(memory.admits(mark("a", 5, 1), 4)).toBe(true);
    expect(memory.admits(mark("a", 6), 5)).toBe(true);
  });

  test("admits all events of one record", () => {
    const memory = new Memory(null);
    expect([1, 1, 1].map((offset) => memory.admits(mark("a", 5), offset))).toEqual([true, true, true]);
    expect(memory.admits(mark("a", 5), 2)).toBe(false);
  });

  test("forgets what a round that was not committed has noted", () => {
    const memory = new Memory(null);
    memory.admits(mark("a", 1), 0);
    memory.leave();
    memory.keep();
    memory.admits(mark("a", 2), 1);
    memory.undo();
    expect(memory.admits(mark("a", 1), 0)).toBe(false);
    expect(memory.admits(mark("a", 2), 1)).toBe(true);
  });

  test("is what its text says, and a copy is its own", () => {
    const memory = new Memory(null);
    memory.admits(mark('la "ne" 1', 7, 3), 0);
    const [again, copy] = [new Memory(memory.text()), memory.copy()];
    expect(again.admits(mark('la "ne" 1', 7, 3), 9)).toBe(false);
    copy.admits(mark("other", 1), 1);
    expect(memory.admits(mark("other", 1), 1)).toBe(true);
  });

  /** A lane writes 0, 1, 2, …, and after some crashes again from what was not committed. */
  test("lets each through once, in order, however often it is written again", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 20 }), (runs) => {
        const written: number[] = [];
        let committed = 0;
        for (const [more, back] of runs) {
          for (let i = committed; i < committed + more; i++) written.push(i);
          committed += Math.max(0, more - back);
        }
        const memory = new Memory(null);
        const seen = written.filter((major, offset) => memory.admits(mark("a", major), offset));
        expect(seen).toEqual([...new Set(written)].sort((a, b) => a - b));
      }),
    );
  });
});

test("a mark as text", () => {
  for (const each of [mark("a topic/3", 12, 0), mark("", 0, 9)]) expect(parseMark(markText(each))).toEqual(each);
  for (const text of ["", "a 1", "a b c", "a 1 -1"]) expect(parseMark(text)).toBeNull();
});

test("the marks of a batch, and their text", () => {
  const counted = countedOrigin("a", 7, 2);
  expect(marksOf(counted)).toEqual([mark("a", 7), mark("a", 8)]);
  const listed = { lane: "a", majors: [1, 1, 3], minors: [0, 1, 0] };
  for (const origin of [counted, listed]) expect(parseOrigin(originText(origin))).toEqual(origin);
});
