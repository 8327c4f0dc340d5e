/** Makes the outputs of the fixtures' specs, for tests. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { analyze } from "../compiler/analyze.ts";
import { emit } from "../compiler/emit/index.ts";
import type { Model } from "../compiler/model.ts";

const FOLDER = fileURLToPath(new URL("../compiler/emit/fixtures", import.meta.url));

/** The names of all fixtures. */
export function fixtureNames(): string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function fixtureFolder(name: string): string {
  return join(FOLDER, name);
}

/** The model of a fixture's spec, which must be without errors. */
export function fixtureModel(name: string): Model {
  return modelOf(join(FOLDER, name, "spec.da"));
}

/** Paths are told from the spec's folder, so that the outputs are the same wherever this repository lies. */
export function modelOf(path: string): Model {
  const at = (file: string): string => join(dirname(path), file);
  const host = {
    read: (file: string) =>
      existsSync(at(file)) ? readFileSync(at(file), "utf8") : { problem: "there is no such file" },
    exists: (file: string) => existsSync(at(file)),
  };
  const { model, diagnostics } = analyze(host, basename(path));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (model === null || errors.length > 0) {
    throw new Error(`${path}: ${errors.map(({ code, message }) => `${code} ${message}`).join("\n")}`);
  }
  return model;
}

const outputs = new Map<string, Promise<Map<string, string>>>();

/** What is made of a fixture's spec, made once. */
export function generated(name: string): Promise<Map<string, string>> {
  const files = outputs.get(name) ?? emit(fixtureModel(name), { root: "spec.da", version: "0.0.0" });
  outputs.set(name, files);
  return files;
}

/** The files that lie in a fixture's `generated/`, with `/`. */
export function committedFiles(name: string): string[] {
  const folder = join(FOLDER, name, "generated");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
