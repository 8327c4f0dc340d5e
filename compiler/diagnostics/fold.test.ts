import { describe, expect, it } from "vitest";
import { analyzeText } from "../testing/marked.ts";

/** Each error as its code, the text of its range, and those of the places related to it. */
function told(text: string): string[] {
  return analyzeText(text)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, location, related }) => {
      const places = [location, ...related.map((other) => other.location)];
      return `${code} ${places.map(({ start, end }) => text.slice(start, end)).join(", ")}`;
    });
}

const HEAD = 'pipeline p {}\nsource s { topic: "t", name: n, key: k, at: at }\n';

describe("errors of one mistake", () => {
  it("about a name that nobody declares are one, whatever it is called", () => {
    const text = `${HEAD}event a.b from s { k: Nme, at: timestamp, x: Nme }\nrecord R { ...Nme }\ndemux d on a.b { emit c.d { key2: k } }\n`;
    expect(told(text)).toEqual(["DA2001 Nme, Nme, Nme", "DA2001 c.d"]);
  });

  it("about several names are several", () => {
    const text = `${HEAD}event a.b from s { k: One, at: timestamp, x: Two }\n`;
    expect(told(text)).toEqual(["DA2001 One", "DA2001 Two"]);
  });

  it("about a literal that its type no longer has are one", () => {
    const uses = ['"a"', '"c"', '"a"'].map((value, i) => `fn f${i}(): T = ${value}\n`).join("");
    expect(told(`pipeline p {}\ntype T = "b" | "d"\n${uses}`)).toEqual(['DA3004 "a", "a"', 'DA3004 "c"']);
  });

  it("about two types are told one by one while they are few, and as one where they are many", () => {
    const uses = (many: number): string =>
      Array.from({ length: many }, (_, i) => `fn f${i}(r: R): int = r.x${i % 2 === 0 ? "" : " + 1"}\n`).join("");
    const text = (many: number): string => `pipeline p {}\nrecord R { x: string }\n${uses(many)}`;
    expect(told(text(3))).toHaveLength(3);
    const [only, ...others] = told(text(9));
    expect(others).toEqual([]);
    expect(only).toBe("DA3001 r.x, r.x + 1, r.x, r.x + 1, r.x");
    const { related } = analyzeText(text(9)).diagnostics.find(({ code }) => code === "DA3001") ?? { related: [] };
    expect(related.map(({ message }) => message)).toEqual([
      "`+` does not go with `string` and `1`.",
      "The result of `f2` takes `int`, but this is `string`.",
      "`+` does not go with `string` and `1`.",
      "The result of `f4` takes `int`, but this is `string`. (and 4 more)",
    ]);
  });
});
