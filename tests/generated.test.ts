// What is committed is what the built program makes of it: `generated/`, and the layout of the specs.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

test.each([
  ["compile", "--check"],
  ["fmt", "--check"],
])("da-compile %s %s finds nothing to change", (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "bin/da-compile.js"), ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  expect({ status, said: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, said: "" });
});
