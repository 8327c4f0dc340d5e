// The licences of the packages that are bundled into dist/, which must travel with their code.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** One text with the name, version and licence of each package that the modules come from. */
export function notices(root: string, moduleIds: readonly string[]): string {
  const folders = new Set<string>();
  for (const id of moduleIds) {
    const folder = packageFolder(root, id);
    if (folder !== undefined) folders.add(folder);
  }
  const parts = [...folders].sort().map((folder) => notice(root, folder));
  return ["The files in this folder contain code of the packages below.\n", ...parts].join(`\n${"-".repeat(80)}\n\n`);
}

/** The folder of the installed package that a module belongs to; undefined for this package's own modules. */
function packageFolder(root: string, moduleId: string): string | undefined {
  const path = resolve(root, moduleId);
  const inside = relative(root, path).split(/[\\/]/);
  const start = inside.lastIndexOf("node_modules");
  if (start < 0 || !existsSync(path)) return undefined;
  const depth = inside[start + 1]?.startsWith("@") ? 3 : 2;
  return join(root, ...inside.slice(0, start + depth));
}

function notice(root: string, folder: string): string {
  const name = relative(join(root, "node_modules"), folder).replaceAll("\\", "/");
  const fields: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  return [`${name} ${field(fields, "version")}, ${field(fields, "license")}`, "", ...texts, ""].join("\n");
}

function field(fields: unknown, name: string): string {
  const value = Object.entries(Object(fields)).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : "unknown";
}
