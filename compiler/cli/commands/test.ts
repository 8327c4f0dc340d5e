/** `test`: runs the spec's `test` blocks in memory. */
import { join, resolve } from "node:path";
import manifest from "../../../package.json" with { type: "json" };
import type { Model, Test } from "../../model.ts";
import {
  coverageText,
  failuresOf,
  resultsJson,
  resultText,
  summaryText,
  type TestResult,
} from "../../scenarios/results.ts";
import { type Call, refuse, tell } from "../call.ts";
import type { Exit } from "../io.ts";
import { type Done, onceOrWatching } from "../repeat.ts";
import { type Covered, coverageIn } from "../scenarios/covered.ts";
import { ImportFailure } from "../scenarios/memory.ts";
import { loadProgram, type TestProgram } from "../scenarios/program.ts";
import { runTest } from "../scenarios/steps.ts";
import { Bench } from "../scenarios/world.ts";
import { type Checked, checkSpec, countsOf, fails, print, type Spec, specOf, unreadable } from "../spec.ts";

export async function test(call: Call): Promise<Exit> {
  return onceOrWatching(call, testOnce);
}

async function testOnce(call: Call): Promise<Done> {
  const spec = specOf(call, call.operands[0]);
  const { asked } = spec.host;
  const problem = unreadable(spec);
  if (problem !== null) return { exit: refuse(call.io, problem), asked };
  const checked = await checkSpec(call, spec);
  const model = await goodModel(call, spec, checked);
  return { exit: model === null ? 1 : await testModel(call, spec, checked, model), asked };
}

/** Prints what is wrong with the spec itself; null where it cannot be run. */
async function goodModel(call: Call, spec: Spec, { analysis, report }: Checked): Promise<Model | null> {
  const { model } = analysis;
  if (model !== null && !fails(call, report.diagnostics)) return model;
  await print(call, report);
  tell(call, `${spec.name}: ${countsOf(report.diagnostics)}, no test was run`);
  return null;
}

async function testModel(call: Call, spec: Spec, checked: Checked, model: Model): Promise<Exit> {
  const chosen = chosenFrom(call, spec, model);
  if (typeof chosen === "string") return refuse(call.io, chosen);
  const program = await loaded(call, spec, model);
  if (program === null) return 1;
  const bench = Bench.open(program);
  try {
    const results = await runAll(call, spec, checked, model, chosen, bench);
    await finish(call, checked, results, coverageIn(spec, model, program));
    return results.some(({ failure }) => failure !== null) ? 1 : 0;
  } finally {
    await bench.close();
    program.close();
  }
}

/** The tests that `--filter` lets pass; a sentence where there is none. */
function chosenFrom(call: Call, spec: Spec, { tests }: Model): ReadonlySet<Test> | string {
  const filter = call.value("filter");
  if (filter === null) return new Set(tests);
  const found = tests.filter(({ title }) => title.toLowerCase().includes(filter.toLowerCase()));
  if (found.length > 0) return new Set(found);
  if (tests.length === 0) return `\`${spec.name}\` has no tests`;
  const titles = tests.slice(0, 5).map(({ title }) => `\n  ${title}`);
  const more = tests.length > titles.length ? `\n  and ${tests.length - titles.length} more` : "";
  return `no test's title holds \`${filter}\`. There are:${titles.join("")}${more}`;
}

async function loaded(call: Call, spec: Spec, model: Model): Promise<TestProgram | null> {
  const coverage = call.flag("coverage");
  const options = { root: spec.root, version: manifest.version, folder: join(spec.folder, "generated"), coverage };
  try {
    const program = await loadProgram(model, options);
    watchAll(spec, program.files);
    return program;
  } catch (error) {
    if (!(error instanceof ImportFailure)) throw error;
    watchAll(spec, error.files);
    call.io.err(`da-compile: the handlers of \`${spec.name}\` cannot be loaded: ${error.message}\n`);
    return null;
  }
}

function watchAll(spec: Spec, files: Iterable<string>): void {
  for (const file of files) spec.host.exists(file);
}

async function runAll(
  call: Call,
  spec: Spec,
  { report }: Checked,
  { tests }: Model,
  chosen: ReadonlySet<Test>,
  bench: Bench,
): Promise<readonly TestResult[]> {
  const { out, outColor, terminal } = call.io;
  const style = { color: outColor === true, width: terminal.columns };
  const fileOf = (path: string) => {
    spec.host.exists(path);
    return { path: resolve(spec.folder, path), shown: report.display(path) };
  };
  const results: TestResult[] = [];
  for (const [index, one] of tests.entries()) {
    if (!chosen.has(one)) continue;
    const result = { test: one, failure: await runTest({ bench, fileOf }, one, index) };
    bench.program.cover?.recorder.settle();
    results.push(result);
    if (call.format === "pretty") out(resultText(result, report, style, call.quiet));
  }
  return results;
}

/** What is said when all have run: diagnostics of the spec itself are printed with it. */
async function finish(
  call: Call,
  { report }: Checked,
  results: readonly TestResult[],
  covered: Covered | null,
): Promise<void> {
  const { out, err, outColor, terminal } = call.io;
  const all = { ...report, diagnostics: [...report.diagnostics, ...failuresOf(results)] };
  const coverage = covered?.coverage ?? null;
  const whole = { ...report, files: new Map([...report.files, ...(covered?.files ?? [])]) };
  const share = (color: boolean): string => (coverage === null ? "" : `\n${coverageText(coverage, whole, color)}`);
  switch (call.format) {
    case "pretty":
      await print(call, report);
      out(`${results.at(-1)?.failure === null ? "\n" : ""}${summaryText(results)}${share(outColor === true)}`);
      return;
    case "json": {
      const { json } = await import("../../diagnostics/render/json.ts");
      out(resultsJson(results, coverage, whole, json(all)));
      break;
    }
    case "github":
    case "sarif":
      await print(call, all);
      err(share(terminal.color));
  }
  tell(call, summaryText(results).trimEnd());
}
