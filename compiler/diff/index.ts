/** What changed between two versions of a spec, and whom it breaks. Pure: two models with their texts in, findings out. */
import { createHash } from "node:crypto";
import type { Finding, Found, Level } from "./finding.ts";
import { Pair } from "./pair.ts";
import { RULES } from "./rules/index.ts";
import type { Rule } from "./rules/rule.ts";
import type { Version } from "./version.ts";

export type { Finding, Level } from "./finding.ts";
export { RULES } from "./rules/index.ts";
export { Version } from "./version.ts";

/** All findings at a level, the gravest first, then as they stand in the new version. */
export async function diff(old: Version, now: Version, level: Level = "backward"): Promise<readonly Finding[]> {
  const pair = await Pair.of(old, now, level);
  const rules = RULES.filter((rule) => isLookedFor(rule, level));
  const findings = rules.flatMap((rule) => rule.find(pair).map((found) => findingOf(rule, found)));
  return findings.sort(inOrder);
}

export function isLookedFor(rule: Pick<Rule, "level">, level: Level): boolean {
  return rule.level === "full" || level === "full" || rule.level === level;
}

function findingOf({ id, breaks, severity, deploy }: Rule, found: Found): Finding {
  return {
    rule: id,
    breaks,
    severity,
    deploy,
    witness: null,
    affects: [],
    ...found,
    fingerprint: createHash("sha256").update(`${id}\n${found.path}`).digest("hex").slice(0, 32),
  };
}

const GRAVITY = ["breaking", "may break", "warning", "info"] as const;

function inOrder(a: Finding, b: Finding): number {
  const placeOf = ({ new: now, old }: Finding) => now ?? old ?? { file: "", start: 0 };
  const [x, y] = [placeOf(a), placeOf(b)];
  return (
    GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) ||
    (x.file < y.file ? -1 : x.file > y.file ? 1 : 0) ||
    x.start - y.start ||
    (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
