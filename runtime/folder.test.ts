import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "./folder.ts";

test("a folder is made with those above it, and what is there stays", () => {
  const root = mkdtempSync(join(tmpdir(), "da-folder-"));
  try {
    const folder = join(root, "a", "b");
    makeFolder(folder);
    makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
    writeFileSync(join(root, "file"), "");
    expect(() => makeFolder(join(root, "file", "c"))).toThrow(/ENOTDIR/);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test.runIf(process.platform === "linux")("where the system keeps no folders, that is said", () => {
  expect(() => makeFolder("/proc/none/of/these")).toThrow(/ENOENT/);
});
