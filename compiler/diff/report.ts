/** Findings against one or more baselines as they are shown: with lines, and each once however many baselines it is of. */
import type { Location } from "../diagnostics/diagnostic.ts";
import type { Place } from "../model.ts";
import { type Finding, fails, type Level, type Severity } from "./finding.ts";
import type { Line, Version } from "./version.ts";

/** What came of one baseline. */
export interface Baseline {
  /** As the user named it. */
  readonly against: string;
  /** `new`: the spec is not there yet, so that nothing can break. */
  readonly state: "compared" | "new";
}

export interface Accepted {
  readonly until: string;
  readonly reason: string;
}

export interface Told extends Omit<Finding, "old" | "new"> {
  readonly old: Line | null;
  readonly new: Line | null;
  /** In the new version, to underline it. */
  readonly location: Location | null;
  readonly against: readonly string[];
  readonly accepted: Accepted | null;
}

export interface DiffReport {
  readonly level: Level;
  readonly baselines: readonly Baseline[];
  readonly told: readonly Told[];
  readonly files: ReadonlyMap<string, { readonly text: string }>;
  /** A path of the new version as the reader knows it. */
  readonly display: (file: string) => string;
}

interface Shown {
  readonly version: Version;
  readonly display: (file: string) => string;
}

/** With lines of both versions. */
export function told(finding: Finding, old: Shown | null, now: Shown, against: string): Told {
  const { new: place } = finding;
  return {
    ...finding,
    old: old === null ? null : lineIn(old, finding.old),
    new: lineIn(now, place),
    location: place === null ? null : { file: place.file, start: place.start, end: place.end },
    against: [against],
    accepted: null,
  };
}

function lineIn({ version, display }: Shown, place: Place | null): Line | null {
  if (place === null || !version.files.has(place.file)) return null;
  const found = version.lineOf(place);
  return { ...found, file: display(found.file) };
}

const GRAVITY: readonly Severity[] = ["breaking", "may break", "warning", "info"];

/** What several baselines say alike is told once, as the gravest of them says it. */
export function merged(all: readonly Told[]): readonly Told[] {
  const found = new Map<string, Told>();
  for (const each of all) {
    const before = found.get(each.fingerprint);
    if (before === undefined) found.set(each.fingerprint, each);
    else {
      const isGraver = GRAVITY.indexOf(each.severity) < GRAVITY.indexOf(before.severity);
      found.set(each.fingerprint, { ...(isGraver ? each : before), against: [...before.against, ...each.against] });
    }
  }
  return [...found.values()];
}

/** The gravest first, then as they stand in the new version. */
export function inOrder(all: readonly Told[]): readonly Told[] {
  const first = ({ location }: Told) => location ?? { file: "", start: 0 };
  return [...all].sort((a, b) => {
    const [x, y] = [first(a), first(b)];
    return (
      GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) ||
      compare(x.file, y.file) ||
      x.start - y.start ||
      compare(a.rule, b.rule) ||
      compare(a.path, b.path)
    );
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether the finding makes the comparison fail. */
export function isBreak(each: Told): boolean {
  return each.accepted === null && fails(each);
}

/** `2 breaking, 1 warning`, or `no breaking changes`. */
export function countsOf(all: readonly Told[]): string {
  const shown = all.filter(({ accepted }) => accepted === null);
  const counts = GRAVITY.map(
    (severity) => [shown.filter((each) => each.severity === severity).length, severity] as const,
  );
  const said = counts.filter(([count]) => count > 0).map(([count, severity]) => `${count} ${severity}`);
  const accepted = all.length - shown.length;
  const parts = shown.some(isBreak) ? said : ["no breaking changes", ...said];
  return [...parts, ...(accepted === 0 ? [] : [`${accepted} accepted`])].join(", ");
}
