// The house's rules that the linter cannot tell: which folder may import which, and that the core has no clock.
// That it has no files, console or process is the linter's (biome.json).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A folder of the house and what its modules may import. */
interface Rule {
  readonly folder: string;
  readonly except?: string;
  /** Folders of this repository, without the folder itself. */
  readonly folders: readonly string[];
  /** Packages and Node's own modules; undefined allows all. */
  readonly packages?: readonly string[];
}

const RULES: readonly Rule[] = [
  { folder: "dsl", folders: [], packages: ["chevrotain"] },
  {
    folder: "compiler",
    except: "compiler/cli",
    folders: ["dsl", "runtime"],
    packages: ["ajv", "chevrotain", "code-block-writer", "node:crypto", "ts-morph", "yaml"],
  },
  { folder: "compiler/cli", folders: ["compiler", "dsl", "runtime", "package.json"] },
  { folder: "generated", folders: ["handlers"], packages: ["da-compile/runtime"] },
  { folder: "handlers", folders: ["generated"], packages: ["da-compile/runtime"] },
  { folder: "runtime", folders: ["package.json"] },
];

/** The engine takes ports; these are adapters, which only the runtime's outside may name. */
const ADAPTERS = /(^|[/:])(embedded|kafka|kafkajs|pg|postgres|sqlite)([./]|$)/;

/** The modules of a folder, as paths from the root; tests, and what only tests use or look at, may import what they like. */
function modulesOf(folder: string): string[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.split(sep).join("/")}`)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !/\/(testing|fixtures)\//.test(file));
}

const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

function parse(module: string): ts.SourceFile {
  return ts.createSourceFile(module, readFileSync(join(ROOT, module), "utf8"), ts.ScriptTarget.Latest, true);
}

/** What a module imports, statically, lazily or as a type: a path from the root, or a package's name. */
function importsOf(module: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, module), "utf8"), true, false);
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith(".") ? posix.join(posix.dirname(module), fileName) : fileName,
  );
}

function isAllowed(rule: Rule, imported: string): boolean {
  const { folder, folders, packages, except } = rule;
  if (except !== undefined && within(imported, except)) return false;
  if ([folder, ...folders].some((allowed) => within(imported, allowed))) return true;
  const own = existsSync(join(ROOT, imported)) || imported.startsWith("..");
  return !own && (packages === undefined || packages.some((allowed) => within(imported, allowed)));
}

/** Calls whose answer differs from one run to the next: `Date.now()`, `new Date()`, `Math.random()`. */
function chanceIn(module: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length) {
      found.push(`${module}: new Date()`);
    }
    if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText())) {
      found.push(`${module}: ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(module));
  return found;
}

describe("imports", () => {
  test.each(RULES)("$folder/ imports only what it may", (rule) => {
    const { folder, except } = rule;
    const modules = modulesOf(folder).filter((module) => except === undefined || !within(module, except));
    const wrong = modules.flatMap((module) =>
      importsOf(module)
        .filter((imported) => !isAllowed(rule, imported))
        .map((imported) => `${module} imports ${imported}`),
    );
    expect(wrong).toEqual([]);
  });

  test("runtime/engine/ names no adapter", () => {
    const wrong = modulesOf("runtime/engine").flatMap((module) =>
      importsOf(module)
        .filter((imported) => ADAPTERS.test(imported))
        .map((imported) => `${module} imports ${imported}`),
    );
    expect(wrong).toEqual([]);
  });
});

test("the core has neither clock nor chance", () => {
  const modules = [...modulesOf("dsl"), ...modulesOf("compiler")].filter((module) => !within(module, "compiler/cli"));
  expect(modules.flatMap(chanceIn)).toEqual([]);
});
