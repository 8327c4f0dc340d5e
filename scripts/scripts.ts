/**
 * da-compile as classic scripts, which start faster than modules: V8's code can be kept of what they have called (see
 * bin/scripts.js). Commands that run pipelines, and what loads packages, stay modules.
 */
import { createHash } from "node:crypto";
import { isBuiltin } from "node:module";
import { relative, sep } from "node:path";
import { type OutputChunk, type Plugin, rolldown } from "rolldown";

/** What stays a module, by its name in dist/. */
export const MODULES: Readonly<Record<string, string>> = {
  "modules/ci": "compiler/cli/commands/ci.ts",
  "modules/diff": "compiler/cli/commands/diff.ts",
  "modules/publish": "compiler/cli/commands/publish.ts",
  "modules/test": "compiler/cli/commands/test.ts",
  "modules/tsmorph": "compiler/cli/typecheck/tsmorph.ts",
};

/** What only some calls need, by the script that holds it. The rest is what every call needs, and what reads a spec. */
const SCRIPTS: readonly (readonly [name: string, sources: RegExp])[] = [
  [
    "emit",
    /^compiler\/(emit|typecheck|cli\/(handlers|output|typecheck|commands\/compile))\b|\/(ajv|fast-uri|json-schema-traverse|fast-deep-equal)\//,
  ],
  [
    "extras",
    /^compiler\/(graph|life|diagnostics\/(explanations|render|table)|cli\/commands\/(explain|fmt|graph|init|life|starter))\b/,
  ],
];

/** Commander loads Node's processes for commands in files of their own, of which there are none: that takes longer than `--help`. */
const NO_PROCESSES = 'export default { spawn() { throw new Error("no command has a file of its own"); } };';

const HASHING = "\0hashing";

/** A script loads all that it requires at once, and hashing takes long to load. */
const LATE_HASHING = ["hash", "createHash"]
  .map((name) => `export const ${name} = (...all) => require("node:crypto").${name}(...all);`)
  .join("\n");

/** Gives some of Node's modules in another way. */
const substitutes: Plugin = {
  name: "substitutes",
  resolveId: (id, importer) => {
    if (id === "node:crypto") return importer === HASHING ? { id, external: true } : HASHING;
    return id === "node:child_process" && /[\\/]commander[\\/]/.test(importer ?? "") ? "\0no-processes" : null;
  },
  load: (id) => (id === HASHING ? LATE_HASHING : id === "\0no-processes" ? NO_PROCESSES : null),
};

/** Leaves modules where they are: all scripts name them from dist/. */
function modulesOutside(root: string): Plugin {
  const names = new Map(Object.entries(MODULES).map(([name, source]) => [source, name]));
  return {
    name: "modules-outside",
    async resolveId(id, importer) {
      const found = await this.resolve(id, importer, { skipSelf: true });
      const name = names.get(sourceOf(root, found?.id ?? ""));
      return name === undefined ? null : { id: `./${name}.js`, external: true };
    },
  };
}

/** Collects what the entry point loads at once: what every call needs. */
function collectStart(start: Set<string>): Plugin {
  return {
    name: "start",
    buildEnd() {
      const pending = [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry);
      for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
        if (start.has(id)) continue;
        start.add(id);
        pending.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
}

function sourceOf(root: string, id: string): string {
  return relative(root, id).split(sep).join("/");
}

/** The scripts, by their names in dist/: functions of `require`, `exports` and their file's name, after a line that names them. */
export async function bundleScripts(root: string): Promise<readonly OutputChunk[]> {
  const start = new Set<string>();
  const scriptOf = (id: string) =>
    start.has(id) ? null : (SCRIPTS.find(([, sources]) => sources.test(sourceOf(root, id)))?.[0] ?? "spec");
  const build = await rolldown({
    cwd: root,
    input: { "da-compile": "compiler/cli/main.ts" },
    platform: "node",
    plugins: [substitutes, modulesOutside(root), collectStart(start)],
    preserveEntrySignatures: false,
    checks: { ineffectiveDynamicImport: false },
  });
  const { output } = await build.generate({
    format: "cjs",
    dynamicImportInCjs: false,
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ debugName: "scripts", name: scriptOf }] },
    entryFileNames: "[name].js",
    chunkFileNames: "scripts/[name].js",
    comments: { legal: true, jsdoc: false },
  });
  await build.close();
  return output.flatMap((part) => {
    if (part.type !== "chunk") return [];
    const wrong = part.imports.filter((id) => !isBuiltin(id) && !output.some(({ fileName }) => fileName === id));
    if (wrong.length > 0) throw new Error(`dist/${part.fileName} would load ${wrong.join(", ")} at once: see MODULES.`);
    return [{ ...part, code: asFunction(part.code) }];
  });
}

/** A script's text. V8 knows texts by their length alone, so a hash in the first line tells whose code it is. */
function asFunction(code: string): string {
  const text = `(function (require, exports, __filename) {\n"use strict";\n${code}\n})\n`;
  return `// ${createHash("sha256").update(text).digest("hex").slice(0, 16)}\n${text}`;
}
