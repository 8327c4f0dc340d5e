import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { attempt, decode, readText, removeFile, rewrite, writeWhole } from "./files.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "da-files-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("decode", () => {
  test.each([
    [[0x61, 0xe9, 0x20], "0xE9 at offset 1"],
    [[0x61, 0x62, 0xe2, 0x82], "0xE2 at offset 2"],
    [[0x80], "0x80 at offset 0"],
    [[0xc3, 0xa9, 0xff], "0xFF at offset 2"],
    [[0x61, 0xed, 0xa0, 0x80, 0x61], "0xED at offset 1"],
  ])("%j is no UTF-8", (bytes, where) => {
    expect(decode(Uint8Array.from(bytes))).toEqual({
      ok: false,
      why: `it is not UTF-8 text: byte ${where} fits nowhere`,
    });
  });

  test("a byte order mark is no text", () => {
    expect(decode(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toEqual({ ok: true, value: "a" });
  });
});

describe("readText", () => {
  test("says why a file cannot be read", () => {
    expect(readText(join(folder, "none.da"))).toEqual({ ok: false, why: "there is no such file" });
    expect(readText(folder)).toEqual({ ok: false, why: "it is a folder" });
    writeFileSync(join(folder, "file"), "");
    expect(readText(join(folder, "file", "a.da"))).toEqual({
      ok: false,
      why: "a part of the path is a file, no folder",
    });
  });
});

describe("writing", () => {
  test("makes folders, and leaves nothing but the file", () => {
    writeWhole(join(folder, "a/b/c.txt"), "text");
    expect(readFileSync(join(folder, "a/b/c.txt"), "utf8")).toBe("text");
    expect(readdirSync(join(folder, "a/b"))).toEqual(["c.txt"]);
  });

  test("leaves nothing behind where it fails", () => {
    mkdirSync(join(folder, "taken/inside"), { recursive: true });
    expect(attempt(() => writeWhole(join(folder, "taken"), "text")).ok).toBe(false);
    expect(readdirSync(folder)).toEqual(["taken"]);
  });

  test("a rewritten file keeps its permissions and the links to it", () => {
    writeFileSync(join(folder, "real.da"), "old");
    chmodSync(join(folder, "real.da"), 0o640);
    symlinkSync("real.da", join(folder, "link.da"));
    rewrite(join(folder, "link.da"), "new");
    expect(readFileSync(join(folder, "real.da"), "utf8")).toBe("new");
    expect(statSync(join(folder, "real.da")).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(folder, "link.da"), "utf8")).toBe("new");
  });

  test("a removed file takes folders with it that are empty then", () => {
    writeWhole(join(folder, "out/a/b/c.txt"), "text");
    writeWhole(join(folder, "out/a/mine.txt"), "text");
    removeFile(join(folder, "out"), "a/b/c.txt");
    expect(readdirSync(join(folder, "out/a"))).toEqual(["mine.txt"]);
    removeFile(join(folder, "out"), "a/mine.txt");
    expect(readdirSync(join(folder, "out"))).toEqual([]);
  });
});

test("an exception that no file caused is not hidden", () => {
  expect(() =>
    attempt(() => {
      throw new TypeError("ours");
    }),
  ).toThrow("ours");
});
