/** What changed between versions of a spec, and whom it breaks. Pure: models with their texts in, findings out. */
import { settled } from "./accept.ts";
import type { Finding, Level } from "./finding.ts";
import { findingsOf, isLookedFor } from "./findings.ts";
import type { Recorded } from "./pair.ts";
import { inOrder, merged, type Told, told } from "./report.ts";
import { RULES } from "./rules/index.ts";
import type { Version } from "./version.ts";

export type { Finding, Level } from "./finding.ts";
export { RULES } from "./rules/index.ts";
export { Version } from "./version.ts";

/** A version, and how its files are named. */
export interface Shown {
  readonly version: Version;
  readonly display: (file: string) => string;
}

export interface DiffOptions {
  readonly level: Level;
  /** `2026-11-23`: what is accepted until then counts on that day still. */
  readonly today: string;
  /** By baseline, what was recorded and what both versions made of it. */
  readonly recorded?: ReadonlyMap<string, Recorded>;
}

/** What changed since each of the old versions, once however many of them say so. */
export async function diff(
  baselines: readonly (Shown & { readonly against: string })[],
  now: Shown,
  { level, today, recorded = new Map() }: DiffOptions,
): Promise<readonly Told[]> {
  const all: Told[] = [];
  for (const { version, display, against } of baselines) {
    const findings = await findingsOf(version, now.version, level, recorded.get(against) ?? null);
    all.push(...findings.map((each) => told(each, { version, display }, now, against)));
  }
  const against = baselines.map((each) => each.against);
  const tell = (finding: Finding) => ({ ...told(finding, null, now, ""), against });
  const settling = { now: now.version, rules: RULES, isLookedFor: isAsked, today, tell };
  function isAsked(rule: (typeof RULES)[number]): boolean {
    return isLookedFor(rule, level);
  }
  return inOrder(settled(merged(all), settling));
}
