import { describe, expect, it } from "vitest";
import { LineMap } from "./line-map.ts";

describe("LineMap", () => {
  it("counts lines and columns from 1, whatever ends a line", () => {
    const map = new LineMap("ab\ncd\r\nef\rg");
    const places = [0, 1, 3, 4, 7, 9, 10, 11].map((offset) => map.position(offset));
    expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual([
      "1:1",
      "1:2",
      "2:1",
      "2:2",
      "3:1",
      "3:3",
      "4:1",
      "4:2",
    ]);
    expect(map.lines).toBe(4);
  });

  it("counts columns in UTF-16 units", () => {
    expect(new LineMap("a😀b").position(3)).toEqual({ line: 1, column: 4 });
  });

  it("moves offsets outside the text to its ends", () => {
    const map = new LineMap("ab\n");
    expect(map.position(-1)).toEqual({ line: 1, column: 1 });
    expect(map.position(99)).toEqual({ line: 2, column: 1 });
  });

  it("finds the offset of a place again", () => {
    const text = "one\ntwo\r\nthree";
    const map = new LineMap(text);
    for (let offset = 0; offset <= text.length; offset++) expect(map.offset(map.position(offset))).toBe(offset);
    expect(map.offset({ line: 1, column: 99 })).toBe(4);
  });
});
