// Everything that must hold, from quick to slow: lint, types, build, tests. All of it runs even where some fails.
//
// Ends in one line, `N passed, N failed`, which counts the checks before the tests as one each.
// `--totals=FILE` puts that line into FILE instead; other arguments go to vitest.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { binary, callOf, run, type Totals, tell, tests } from "./vitest.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

function check(name: string, script: string, args: readonly string[]): Totals {
  return run(name, script, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

const { totals: file, rest } = callOf(process.argv.slice(2));
const parts = [
  check("lint", binary("@biomejs/biome", "bin/biome"), ["check", "--error-on-warnings", "."]),
  check("types", binary("typescript", "bin/tsc"), []),
  check("types of the page", binary("typescript", "bin/tsc"), ["--project", join(ROOT, "runtime/cli/ui/page")]),
  check("build", join(ROOT, "scripts/build.ts"), []),
  tests(rest),
];
const passed = parts.reduce((sum, part) => sum + part.passed, 0);
const failed = parts.reduce((sum, part) => sum + part.failed, 0);
tell({ passed, failed }, file);
