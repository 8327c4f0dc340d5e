import { describe, expect, test } from "vitest";
import { hashOf, MANIFEST, type Manifest, manifestText, readManifest } from "./manifest.ts";
import { planOf } from "./plan.ts";

const MADE = "// Made by da-compile from pipelines.da.\n";

function manifestOf(texts: Record<string, string>): Manifest {
  return new Map(Object.entries(texts).map(([path, text]) => [path, hashOf(text)]));
}

/** The plan for a folder that holds `there`, where `owned` are the texts that were made before. */
function plan(
  wanted: Record<string, string>,
  there: Record<string, string>,
  owned: Record<string, string> | null = null,
) {
  const files = new Map(Object.entries(wanted));
  const manifest = owned === null ? null : manifestOf(owned);
  const folder = manifest === null ? there : { ...there, [MANIFEST]: manifestText(manifest) };
  const texts = new Map(Object.entries(folder));
  const {
    write,
    there: _,
    ...rest
  } = planOf(files, manifest, (path) => {
    const text = texts.get(path);
    return text === undefined ? null : new TextEncoder().encode(text);
  });
  return { write: Object.fromEntries([...write].map(([path, { why }]) => [path, why])), ...rest };
}

const NOTHING = { write: {}, remove: [], keep: [], foreign: [] };

describe("planOf", () => {
  test("an empty folder gets everything", () => {
    const { write } = plan({ "a.ts": "1", "b/c.ts": "2" }, {});
    expect(write).toEqual({ "a.ts": "missing", "b/c.ts": "missing", [MANIFEST]: "missing" });
    expect(Object.keys(write).at(-1)).toBe(MANIFEST);
  });

  test("what is as it should be is left alone", () => {
    expect(plan({ "a.ts": "1" }, { "a.ts": "1", "mine.ts": "x" }, { "a.ts": "1" })).toEqual(NOTHING);
  });

  test("what was made before is replaced", () => {
    const { write } = plan({ "a.ts": "2" }, { "a.ts": "1" }, { "a.ts": "1" });
    expect(write).toEqual({ "a.ts": "out of date", [MANIFEST]: "out of date" });
  });

  test("an edit is known as one", () => {
    expect(plan({ "a.ts": "1" }, { "a.ts": "edited" }, { "a.ts": "1" }).write).toEqual({ "a.ts": "edited by hand" });
  });

  test("what is no longer made goes, unless it was edited", () => {
    const { remove, keep } = plan({}, { "a.ts": "1", "b.ts": "edited" }, { "a.ts": "1", "b.ts": "2", "gone.ts": "3" });
    expect({ remove, keep }).toEqual({ remove: ["a.ts"], keep: ["b.ts"] });
  });

  test("a file of someone else's stands in the way", () => {
    expect(plan({ "a.ts": "1" }, { "a.ts": "my own" }).foreign).toEqual(["a.ts"]);
    expect(plan({ "a.ts": "1" }, { "a.ts": "my own" }, { "b.ts": "2" }).foreign).toEqual(["a.ts"]);
  });

  test("without a manifest the first line tells what was made", () => {
    expect(plan({ "a.ts": "1" }, { "a.ts": `${MADE}old` }).write["a.ts"]).toBe("out of date");
    expect(plan({ "a.ts": "1" }, { "a.ts": `// mine\n${MADE}` }).foreign).toEqual(["a.ts"]);
  });

  test("a foreign file that is just as it should be is no harm", () => {
    expect(plan({ "a.ts": "1" }, { "a.ts": "1" })).toEqual({ ...NOTHING, write: { [MANIFEST]: "missing" } });
  });
});

describe("the manifest", () => {
  test("is the same whatever the order of files, and is read back", () => {
    const text = manifestText(manifestOf({ "b.ts": "2", "a.ts": "1" }));
    expect(manifestText(manifestOf({ "a.ts": "1", "b.ts": "2" }))).toBe(text);
    expect(readManifest(text)).toEqual(manifestOf({ "a.ts": "1", "b.ts": "2" }));
    expect(readManifest(manifestText(new Map()))).toEqual(new Map());
  });

  test.each([
    "",
    "<<<<<<< HEAD",
    "[]",
    '{"files": null}',
    '{"files": {"a.ts": 1}}',
    '{"files": {"../a.ts": "x"}}',
    '{"files": {"/etc/passwd": "x"}}',
    '{"files": {"a/../../b": "x"}}',
    '{"files": {"C:\\\\a": "x"}}',
  ])("%j is none", (text) => {
    expect(readManifest(text)).toBe(null);
  });
});
