/** Versions of the specs that lie in this repository. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { analyze } from "../compiler/analyze.ts";
import { Version } from "../compiler/diff/version.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The version of a root file, its path from the repository's root; `change` edits each text that is read. */
export function versionIn(path: string, change: (text: string) => string = (text) => text): Version {
  const folder = join(ROOT, path, "..");
  const at = (file: string) => join(folder, file);
  const host = {
    read: (file: string) =>
      existsSync(at(file)) ? change(readFileSync(at(file), "utf8")) : { problem: "there is no such file" },
    exists: (file: string) => existsSync(at(file)),
  };
  const { model, diagnostics, files } = analyze(host, path.slice(path.lastIndexOf("/") + 1));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (model === null || errors.length > 0) {
    throw new Error(`${path}: ${errors.map(({ code, message }) => `${code} ${message}`).join("\n")}`);
  }
  return new Version(model, files);
}
