// Everything that must hold, from quick to slow: lint, types, build, tests. All of it runs even where some fails.
//
// Ends in one line, `N passed, N failed`, which counts the three checks before the tests as one each.
// `--totals FILE` puts that line into FILE instead; other arguments go to vitest.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const { resolve } = createRequire(import.meta.url);

interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** Runs a program of a package, or a script, on this Node and tells whether it ended well. */
function run(name: string, script: string, args: readonly string[]): boolean {
  process.stdout.write(`\n> ${name}\n`);
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) process.stdout.write(`${name} failed.\n`);
  return status === 0;
}

function binary(packageName: string, path: string): string {
  return join(dirname(resolve(`${packageName}/package.json`)), path);
}

function check(name: string, script: string, args: readonly string[]): Totals {
  return run(name, script, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function tests(args: readonly string[]): Totals {
  const folder = mkdtempSync(join(tmpdir(), "da-test-"));
  const report = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const good = run("tests", binary("vitest", "vitest.mjs"), ["run", ...reporters, ...args]);
    const { passed, failed } = totalsOf(readFileSync(report, "utf8"));
    // An error outside of any test fails the run and no test.
    return { passed, failed: good || failed > 0 ? failed : 1 };
  } catch (error) {
    process.stdout.write(`The tests left no report: ${String(error)}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** Vitest's totals, where a file that could not even be loaded is a failure as well. */
function totalsOf(json: string): Totals {
  const report: Report = JSON.parse(json);
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

const { values, positionals } = parseArgs({ options: { totals: { type: "string" } }, allowPositionals: true });
const parts = [
  check("lint", binary("@biomejs/biome", "bin/biome"), ["check", "--error-on-warnings", "."]),
  check("types", binary("typescript", "bin/tsc"), []),
  check("build", join(ROOT, "scripts/build.ts"), []),
  tests(positionals),
];
const passed = parts.reduce((sum, part) => sum + part.passed, 0);
const failed = parts.reduce((sum, part) => sum + part.failed, 0);
const line = `${passed} passed, ${failed} failed\n`;
if (values.totals === undefined) process.stdout.write(`\n${line}`);
else writeFileSync(values.totals, line);
process.exitCode = failed === 0 ? 0 : 1;
