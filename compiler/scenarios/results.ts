/** What tests came to, as text for people and as data. */
import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { harmless } from "../diagnostics/render/cells.ts";
import { framed, type PrettyOptions } from "../diagnostics/render/pretty.ts";
import { Ranges, type Report } from "../diagnostics/render/report.ts";
import type { Place, Test } from "../model.ts";
import { type Coverage, percentOf } from "./coverage.ts";
import type { Failure } from "./failures.ts";

/** A step that does not hold. */
export interface FailedStep extends Failure {
  readonly place: Place;
}

export interface TestResult {
  readonly test: Test;
  /** Null where it passed. */
  readonly failure: FailedStep | null;
}

/** A line for each test; under one that failed the expectation, and what came instead. `quiet` leaves out what passed. */
export function resultText(
  { test, failure }: TestResult,
  report: Report,
  options: PrettyOptions,
  quiet: boolean,
): string {
  const paint = painter(options.color);
  const title = harmless(test.title);
  if (failure === null) return quiet ? "" : `${paint("32", "✓")} ${title}\n`;
  const frame = framed(report, failure.place, failure.message, options);
  const details = failure.details.map((line) =>
    line.startsWith("  ✗") ? paint("31", harmless(line)) : harmless(line),
  );
  const lines = [`${paint("1;31", "✗")} ${paint("1", title)}`, "", ...frame, ...details, ""];
  return `${lines.join("\n")}\n`;
}

export function summaryText(results: readonly TestResult[]): string {
  const failed = results.filter(({ failure }) => failure !== null).length;
  return `${results.length - failed} passed, ${failed} failed\n`;
}

/** Every handler and function with its share, and under it what no test reached. */
export function coverageText(coverage: Coverage, report: Report, color: boolean): string {
  const paint = painter(color);
  const ranges = new Ranges(report.files);
  const lines = coverage.owners.flatMap((owner) => {
    const percent = percentOf(owner);
    const share = `${percent}%`.padStart(5);
    const head = `${percent === 100 ? share : paint("31", share)}  ${owner.kind} ${owner.name}`;
    const missed = owner.missed.map(({ place, what }) => `         ${whereText(place, report, ranges)}  ${what}`);
    return [head, ...missed];
  });
  const { reached, total } = coverage;
  const sum = `${percentOf(coverage)}% of all statements and branches were reached (${reached} of ${total})`;
  return `${[...lines, "", sum].join("\n")}\n`;
}

function whereText(place: Place, report: Report, ranges: Ranges): string {
  const { start } = ranges.range(place);
  return `${harmless(report.display(place.file))}:${start.line}:${start.column}`;
}

function painter(color: boolean): (style: string, text: string) => string {
  return (style, text) => (color ? `\u001b[${style}m${text}\u001b[0m` : text);
}

/** The code under which a failed test stands beside diagnostics. */
const CODE = "test";

/** What failed as diagnostics, for those who show these at their lines. */
export function failuresOf(results: readonly TestResult[]): Diagnostic[] {
  return results.flatMap(({ test, failure }) => {
    if (failure === null) return [];
    const message = [`${test.title}: ${failure.message}`, ...failure.details].join("\n");
    return [
      { code: CODE, severity: "error", message, location: failure.place, related: [], suggestion: null } as const,
    ];
  });
}

/** One object on one line: as for other commands, and every test, and what was covered. */
export function resultsJson(
  results: readonly TestResult[],
  coverage: Coverage | null,
  report: Report,
  diagnosticsJson: string,
): string {
  const ranges = new Ranges(report.files);
  const at = (location: Location) => ({ file: report.display(location.file), range: ranges.range(location) });
  const tests = results.map(({ test, failure }) => ({
    name: test.title,
    ...at(test.place),
    passed: failure === null,
    ...(failure === null
      ? {}
      : { failure: { message: failure.message, details: failure.details, ...at(failure.place) } }),
  }));
  const whole: object = JSON.parse(diagnosticsJson);
  const covered = coverage === null ? {} : { coverage: coverageData(coverage, at) };
  return `${JSON.stringify({ ...whole, tests, ...covered })}\n`;
}

function coverageData({ owners, reached, total }: Coverage, at: (location: Location) => object): object {
  const handlers = owners.map(({ kind, name, place, missed, ...counts }) => ({
    kind,
    name,
    ...at(place),
    ...counts,
    missed: missed.map((one) => ({ what: one.what, ...at(one.place) })),
  }));
  return { reached, total, handlers };
}
