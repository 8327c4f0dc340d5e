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

const SOURCE = 'source s { topic: "t", name: n, key: k, at: at }';
const HEAD = `pipeline p {}\n${SOURCE}\n`;

describe("errors of one mistake", () => {
  it("about a name that nobody declares are one, whatever it is called", () => {
    const text = `${HEAD}event a.b from s { k: Nme, at: timestamp, x: Nme }\nrecord R { ...Nme }\ndemux d on a.b { emit c.d { key2: k } }\n`;
    expect(told(text)).toEqual(["DA2001 Nme, Nme, Nme", "DA2001 c.d"]);
  });

  it("about several names are several", () => {
    const text = `${HEAD}event a.b from s { k: One, at: timestamp, x: Two }\n`;
    expect(told(text)).toEqual(["DA2001 One", "DA2001 Two"]);
  });

  it("about a literal are told one by one", () => {
    const uses = ['"a"', '"c"', '"a"'].map((value, i) => `fn f${i}(): T = ${value}\n`).join("");
    expect(told(`pipeline p {}\ntype T = "b" | "d"\n${uses}`)).toEqual(['DA3004 "a"', 'DA3004 "c"', 'DA3004 "a"']);
  });

  it("about a literal that a type lacks are one where they are many", () => {
    const good = Array.from({ length: 9 }, (_, i) => `fn g${i}(): T = "b"\n`).join("");
    const uses = Array.from({ length: 4 }, (_, i) => `fn f${i}(): T = "a"\n`).join("");
    const match = 'fn m(t: T): int = match t { "a" => 1, "b" => 2, "d" => 3 }\n';
    expect(told(`pipeline p {}\ntype T = "b" | "d"\n${good}${uses}${match}`)).toEqual([
      'DA3004 "a", "a", "a", "a", "a"',
    ]);
  });

  it("about a field that what is spread lacks are one where they are many", () => {
    const kinds = ["c", "d", "e", "f"];
    const text = `pipeline p {}
${SOURCE}
event a.b from s { k: string, at: timestamp }
${kinds.map((name) => `event ${name}.made { key k, k: string, at: timestamp, n: int }`).join("\n")}
demux d on a.b { ${kinds.map((name) => `emit ${name}.made { ...event }`).join(" ")} }
`;
    expect(told(text)).toEqual(["DA3003 c.made, d.made, e.made, f.made"]);
  });

  it("of one declared thing are told one by one while they are few, and as one where they are many", () => {
    const uses = (many: number): string =>
      Array.from({ length: many }, (_, i) => `fn f${i}(r: R): int = r.x${i % 2 === 0 ? "" : " + 1"}\n`).join("");
    const text = (many: number): string => `pipeline p {}\nrecord R { x: string }\n${uses(many)}`;
    expect(told(text(3))).toHaveLength(3);
    const [only, ...others] = told(text(9));
    expect(others).toEqual([]);
    expect(only).toBe("DA3001 r.x, x: string, r.x + 1, r.x, r.x + 1, r.x");
    const { related } = analyzeText(text(9)).diagnostics.find(({ code }) => code === "DA3001") ?? { related: [] };
    expect(related.map(({ message }) => message)).toEqual([
      "all of these rest on what is declared here",
      "`+` does not go with `string` and `1`.",
      "The result of `f2` takes `int`, but this is `string`.",
      "`+` does not go with `string` and `1`.",
      "The result of `f4` takes `int`, but this is `string`. (and 4 more)",
    ]);
  });

  it("of one alias, of fields that are of it, are one where they are many", () => {
    const fields = ["a", "b", "c", "d", "e"];
    const text = `pipeline p {}
type T = string
record R { ${fields.map((name) => `${name}: T`).join(", ")} }
${fields.map((name) => `fn f_${name}(r: R): int = r.${name}`).join("\n")}
`;
    expect(told(text)).toEqual(["DA3001 r.a, type T = string, r.b, r.c, r.d, r.e"]);
  });

  it("of one variable are one where they are many", () => {
    const text = `pipeline p {}
${SOURCE}
event a.b from s { k: string, at: timestamp, x: string }
store rows { key k: string, a?: int, b?: int, c?: int, d?: int }
gep g on a.b { let v = x update rows(k) { a: v, b: v, c: v, d: v } }
`;
    expect(told(text)).toEqual(["DA3001 v, v, v, v, v"]);
  });
});

describe("errors of several mistakes", () => {
  const KINDS = ["a", "b", "c", "d", "e", "f", "g", "h"];

  it("between the same two types are as many", () => {
    const text = `pipeline p {}
record R { ${KINDS.map((name) => `${name}: string`).join(", ")} }
${KINDS.map((name) => `fn f_${name}(r: R): int = r.${name}`).join("\n")}
`;
    expect(told(text)).toEqual(KINDS.map((name) => `DA3001 r.${name}`));
  });

  it("in fields of one name, each of another event and store, are as many", () => {
    const text = `pipeline p {}
record Who { userId: string }
${KINDS.map(
  (name) => `event ${name}.made { key userId ...Who title: string }
store rows_${name} { key userId: string, score: sum of number }
dep ${name} on ${name}.made { update rows_${name}(userId) { score: title } }`,
).join("\n")}
`;
    expect(told(text)).toEqual(KINDS.map(() => "DA3001 title"));
  });

  it("in fields of one variable are as many", () => {
    const text = `pipeline p {}
${SOURCE}
event a.b from s { k: string, at: timestamp }
external store titles { key k: string, ${KINDS.map((name) => `${name}: string`).join(", ")} }
store rows { key k: string, ${KINDS.map((name) => `${name}?: int`).join(", ")} }
gep g on a.b { require row = titles(k) else skip update rows(k) { ${KINDS.map((name) => `${name}: row.${name}`).join(", ")} } }
`;
    expect(told(text)).toEqual(KINDS.map((name) => `DA3001 row.${name}`));
  });

  it("that name one thing which is mostly used rightly are as many", () => {
    const good = KINDS.map((name) => `fn g_${name}(r: R): string = r.x`).join("\n");
    const bad = KINDS.slice(0, 5).map((name) => `fn f_${name}(r: R): int = r.x`);
    const text = `pipeline p {}\nrecord R { x: string }\n${good}\n${bad.join("\n")}\n`;
    expect(told(text)).toEqual(bad.map(() => "DA3001 r.x"));
  });

  it("about one type, each of another kind, are as many where there are others", () => {
    const text = `pipeline p {}
type T = "a" | "b"
fn f1(t: T): int = match t { "a" => 1 }
fn f2(t: T): bool = t == 5
fn f3(): T = "c"
fn f4(t: T): bool = t == "d"
fn f5(n: int): string = n
fn f6(s: string): int = s
fn f7(s: string): int = nobody
`;
    expect(told(text)).toEqual([
      "DA3005 match t",
      "DA3001 t == 5",
      'DA3004 "c"',
      'DA3004 "d"',
      "DA3001 n",
      "DA3001 s",
      "DA2001 nobody",
    ]);
  });

  it("beside many errors of one cause are told one by one", () => {
    const uses = KINDS.map((name) => `fn f_${name}(r: R): int = r.x`).join("\n");
    const text = `pipeline p {}\nrecord R { x: string }\n${uses}\nfn g(n: int): string = n\nfn h(n: int): int = nobody\n`;
    expect(told(text)).toEqual(["DA3001 r.x, x: string, r.x, r.x, r.x, r.x", "DA3001 n", "DA2001 nobody"]);
  });

  it("in which fields are left out are as many, though one is left out often", () => {
    const all = [...KINDS, "i", "j", "k", "l"];
    const text = `pipeline p {}
${SOURCE}
event a.b from s { k: string, at: timestamp }
event c.d { key k, k: string, n: int }
${all.map((name, i) => `demux d_${name} on a.b { emit c.d { k${i < 5 ? "" : ", n: 1"} } }`).join("\n")}
`;
    expect(told(text)).toEqual(["c.d", "c.d", "c.d", "c.d", "c.d"].map((at) => `DA3003 ${at}`));
  });
});

describe("a field that is used in many places", () => {
  const MANY = Array.from({ length: 10 }, (_, i) => i);
  const text = (field: string): string => `pipeline p {}
${SOURCE}
record Play { k: string, at: timestamp, ${field} }
event a.b from s { ...Play }
${MANY.map(
  (i) => `event c${i}.d { key k, ...Play }
store rows${i} { key k: string, score: sum of number }
demux d${i} on a.b { emit c${i}.d { k, at, score: score + ${i} } }
dep e${i} on c${i}.d { update rows${i}(k) { score } }`,
).join("\n")}
`;

  it("gives no error", () => {
    expect(told(text("score: number"))).toEqual([]);
  });

  it.each([
    ["renamed", "scores: number"],
    ["of another type", "score: string"],
    ["optional", "score?: number"],
    ["nullable", "score: number | null"],
    ["of an unknown type", "score: nmber"],
  ])("%s gives at most three errors", (_, field) => {
    const errors = told(text(field));
    expect(errors.length, errors.join("\n")).toBeGreaterThan(0);
    expect(errors.length, errors.join("\n")).toBeLessThanOrEqual(3);
  });
});
