// Code that counts what it reaches: which points there are, that it is TypeScript, and that it means the same.
import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { fixtureModel, fixtureNames } from "../../tests/emit-fixtures.ts";
import { analyze } from "../analyze.ts";
import { memoryHost } from "../testing/marked.ts";
import { Cover } from "./cover.ts";
import { emitProgram } from "./program.ts";

const OPTIONS = { root: "spec.da", version: "0.0.0" };

const SPEC = `pipeline p {}
source web { topic: "w", key: user }
event a.b from web { user: string, n: int | null, kind: "x" | "y", tags: string[] }
store s { key user: string, n: sum of int }
event c.d { key user, user: string, n: int }
fn twice(n: int): int = n * 2
fn unused(n: int): int = n
demux d on a.b when n != null && n > 0 || kind == "y" {
  if kind == "x" {
    skip
  }
  for tag in tags.filter(t => t != "") {
    emit c.d { user, n: match kind { "x" => 1, "y" => n ?? 0 } }
  }
}
dep e on c.d {
  require row = s(user) else skip
  require other = s(user) else continue
  update s(user) { n: if other == null then twice(row.n) else n }
}
test "helps" { send c.d { user: "u", n: unused(1) } }
`;

async function covered(cover: Cover) {
  const { model } = analyze(memoryHost({ "spec.da": SPEC }), "spec.da");
  if (model === null) throw new Error("The spec has no pipeline.");
  const program = await emitProgram(model, { ...OPTIONS, cover });
  return program.modules;
}

describe("points", () => {
  test("stand at statements and branches, each under what leads to it", async () => {
    const cover = new Cover(new Set(["unused"]));
    await covered(cover);
    const told = cover.points.map(({ id, kind, place, parent }) => {
      const text = SPEC.slice(place.start, place.end).split("\n")[0];
      return `${id}${parent === null ? "" : ` under ${parent}`}: ${kind} ${text}`;
    });
    expect(told).toMatchInlineSnapshot(`
      [
        "0: fn twice",
        "1: handler d",
        "2 under 1: and n > 0",
        "3 under 1: or kind == "y"",
        "4 under 1: unless n != null && n > 0 || kind == "y"",
        "5 under 1: when n != null && n > 0 || kind == "y"",
        "6 under 5: statement if kind == "x" {",
        "7 under 6: then kind == "x"",
        "8 under 7: statement skip",
        "9 under 6: else kind == "x"",
        "10 under 9: statement for tag in tags.filter(t => t != "") {",
        "11 under 10: lambda t => t != """,
        "12 under 10: statement emit c.d { user, n: match kind { "x" => 1, "y" => n ?? 0 } }",
        "13 under 12: arm n ?? 0",
        "14 under 13: default 0",
        "15 under 12: arm 1",
        "16: handler e",
        "17 under 16: statement require row = s(user) else skip",
        "18 under 17: missing require row = s(user) else skip",
        "19 under 17: found require row = s(user) else skip",
        "20 under 19: statement require other = s(user) else continue",
        "21 under 20: missing require other = s(user) else continue",
        "22 under 20: found require other = s(user) else continue",
        "23 under 20: statement update s(user) { n: if other == null then twice(row.n) else n }",
        "24 under 23: then twice(row.n)",
        "25 under 23: else n",
      ]
    `);
    expect(cover.owners.map(({ kind, name, point }) => `${kind} ${name}: ${point}`)).toMatchInlineSnapshot(`
      [
        "fn twice: 0",
        "demux d: 1",
        "dep e: 16",
      ]
    `);
  });

  test("are counted by the code, and not by what is left out", async () => {
    const modules = await covered(new Cover(new Set(["unused"])));
    expect(modules.get("functions.ts")).toContain("hit(");
    expect(/function unused[^}]*/.exec(modules.get("functions.ts") ?? "")?.[0]).not.toContain("hit");
    expect(modules.get("handlers/e.ts")).toContain("asking(");
  });
});

describe.each(fixtureNames())("%s", (name) => {
  test("is TypeScript whether or not it counts", async () => {
    for (const options of [OPTIONS, { ...OPTIONS, cover: new Cover() }]) {
      const { modules } = await emitProgram(fixtureModel(name), options);
      for (const [path, text] of modules) {
        const { diagnostics = [] } = ts.transpileModule(text, { fileName: path, reportDiagnostics: true });
        expect(
          diagnostics.map(({ messageText }) => messageText),
          path,
        ).toEqual([]);
      }
    }
  });
});
