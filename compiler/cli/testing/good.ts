/** A test kit: the good specs of this repository, to be changed. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Host } from "../../host.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** A spec, its files by their paths from its folder. */
export interface Spec {
  readonly root: string;
  readonly files: ReadonlyMap<string, string>;
  /** Files of other kinds that it names. */
  readonly others: ReadonlySet<string>;
}

function specIn(folder: string, root: string, within: readonly string[]): Spec {
  const paths = [root, ...within.flatMap((name) => filesIn(join(folder, name)))].map((path) => relative(folder, path));
  const isSpec = (path: string): boolean => path.endsWith(".da");
  return {
    root: relative(folder, root),
    files: new Map(paths.filter(isSpec).map((path) => [path, readFileSync(join(folder, path), "utf8")])),
    others: new Set(paths.filter((path) => !isSpec(path))),
  };
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
}

/** DA_MUTATED=folder:folder adds the specs in the folders of these. */
export const specs: readonly Spec[] = [
  specIn(ROOT, join(ROOT, "pipelines.da"), ["gooru", "handlers", "samples"]),
  ...[
    join(ROOT, "compiler/emit/fixtures"),
    join(ROOT, "examples"),
    ...(process.env.DA_MUTATED?.split(":") ?? []),
  ].flatMap(specsIn),
];

/** The specs in the folders of a folder, `spec.da` or the only one. */
function specsIn(folder: string): Spec[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [];
    const within = join(folder, entry.name);
    const names = readdirSync(within).filter((name) => name.endsWith(".da"));
    const root = names.find((name) => name === "spec.da") ?? names[0];
    return root === undefined ? [] : [specIn(within, join(within, root), ["."])];
  });
}

export function hostOf({ files, others }: Pick<Spec, "files" | "others">): Host {
  return {
    read: (path) => files.get(path) ?? { problem: "there is no such file" },
    exists: (path) => files.has(path) || others.has(path),
  };
}

/** One of them, by any number, and one of its files. */
export function specAt(index: number, file: number): { spec: Spec; path: string; text: string } {
  const spec = specs[index % specs.length];
  if (spec === undefined) throw new RangeError("there are specs");
  const [path = "", text = ""] = [...spec.files][file % spec.files.size] ?? [];
  return { spec, path, text };
}
