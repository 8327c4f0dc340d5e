// Runs vitest and counts what it says.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const { resolve } = createRequire(import.meta.url);

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** Runs a program of a package, or a script, on this Node and tells whether it ended well. */
export function run(
  name: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): boolean {
  process.stdout.write(`\n> ${name}\n`);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.stdout.write(`${name} failed.\n`);
  return status === 0;
}

/** `--totals=FILE`, and what goes to vitest as it is. */
export function callOf(args: readonly string[]): {
  readonly totals: string | undefined;
  readonly rest: readonly string[];
} {
  const isTotals = (word: string): boolean => word.startsWith(TOTALS);
  return { totals: args.find(isTotals)?.slice(TOTALS.length), rest: args.filter((word) => !isTotals(word)) };
}

const TOTALS = "--totals=";

/** A program of an installed package. */
export function binary(packageName: string, path: string): string {
  return join(dirname(resolve(`${packageName}/package.json`)), path);
}

export function tests(args: readonly string[], env: Readonly<Record<string, string>> = {}): Totals {
  const folder = mkdtempSync(join(tmpdir(), "da-test-"));
  const report = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const good = run("tests", binary("vitest", "vitest.mjs"), ["run", ...reporters, ...args], env);
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

/** Says the totals, into a file where one is named, and sets the exit status. */
export function tell({ passed, failed }: Totals, file: string | undefined): void {
  const line = `${passed} passed, ${failed} failed\n`;
  if (file === undefined) process.stdout.write(`\n${line}`);
  else writeFileSync(file, line);
  process.exitCode = failed === 0 ? 0 : 1;
}
