/** Findings of rules: what one found, with what the rule says of it, in the order in which they are shown. */
import { createHash } from "node:crypto";
import type { Finding, Found, Level } from "./finding.ts";
import { Pair, type Recorded } from "./pair.ts";
import { RULES } from "./rules/index.ts";
import type { Rule } from "./rules/rule.ts";
import type { Version } from "./version.ts";

/** All findings at a level, in the order of the rules. */
export async function findingsOf(
  old: Version,
  now: Version,
  level: Level,
  recorded: Recorded | null = null,
): Promise<readonly Finding[]> {
  const pair = await Pair.of(old, now, level, recorded);
  const rules = RULES.filter((rule) => isLookedFor(rule, level) && (!pair.isPartial || isOfSchemas(rule)));
  return rules.flatMap((rule) => rule.find(pair).map((found) => findingOf(rule, found)));
}

/** Schemas tell of what events hold, but not of every unit. */
function isOfSchemas({ id, group }: Rule): boolean {
  if (id === "event-removed" || id === "event-json-name") return true;
  return (group === "fields" || group === "values") && id !== "meaning-changed";
}

export function isLookedFor(rule: Pick<Rule, "level">, level: Level): boolean {
  return rule.level === "full" || level === "full" || rule.level === level;
}

export function findingOf({ id, breaks, severity, deploy }: Rule, found: Found): Finding {
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
