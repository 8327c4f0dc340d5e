/**
 * `// da-accept RULE until DATE: reason` on the line above a thing: a break that is meant. It counts until the day is over;
 * what is expired, malformed or of no use is told.
 */
import { LineMap } from "../../dsl/line-map.ts";
import { code, didYouMean } from "../diagnostics/messages/said.ts";
import type { Place } from "../model.ts";
import { nearest } from "../names/near.ts";
import { type Finding, fails } from "./finding.ts";
import { findingOf } from "./findings.ts";
import type { Told } from "./report.ts";
import { ACCEPT_RULES } from "./rules/accepts.ts";
import type { Rule } from "./rules/rule.ts";
import type { Version } from "./version.ts";

interface Accept {
  readonly place: Place;
  readonly rule: string;
  readonly until: string;
  readonly reason: string;
}

const BEGIN = /^da-accept\b/;
const WHOLE = /^da-accept\s+([\w-]+)\s+until\s+(\d{4}-\d{2}-\d{2})\s*:\s*(\S.*)$/;

export interface Settling {
  readonly now: Version;
  /** All rules, and whether each is looked for at the level that was asked for. */
  readonly rules: readonly Rule[];
  readonly isLookedFor: (rule: Rule) => boolean;
  /** `2026-11-23` */
  readonly today: string;
  /** Turns a finding into what is shown. */
  readonly tell: (finding: Finding) => Told;
}

/** The same with accepted breaks marked, and with what is to be said of the comments themselves. */
export function settled(all: readonly Told[], settling: Settling): readonly Told[] {
  const { accepts, malformed } = acceptsIn(settling);
  const used = new Set<Accept>();
  const isExpired = ({ until }: Accept) => until < settling.today;
  const marked = all.map((each) => {
    const accept = fails(each) || each.severity === "warning" ? acceptOf(each, accepts, settling.now) : undefined;
    if (accept === undefined) return each;
    used.add(accept);
    return isExpired(accept) ? each : { ...each, accepted: { until: accept.until, reason: accept.reason } };
  });
  const unused = accepts.filter((accept) => !used.has(accept) && isWithin(accept.rule, settling));
  const expired = accepts.filter((accept) => used.has(accept) && isExpired(accept));
  return [
    ...marked,
    ...malformed,
    ...expired.map((accept) =>
      tell(
        "accept-expired",
        accept.place,
        `Since ${accept.until} ${code(accept.rule)} is no longer accepted here.`,
        settling,
      ),
    ),
    ...unused.map((accept) =>
      tell("accept-unused", accept.place, `There is no ${code(accept.rule)} here that could be accepted.`, settling),
    ),
  ];
}

function isWithin(id: string, { rules, isLookedFor }: Settling): boolean {
  const rule = rules.find((each) => each.id === id);
  return rule !== undefined && isLookedFor(rule);
}

function acceptsIn(settling: Settling): { readonly accepts: readonly Accept[]; readonly malformed: readonly Told[] } {
  const accepts: Accept[] = [];
  const malformed: Told[] = [];
  for (const [file, { text, comments }] of settling.now.files) {
    for (const comment of comments) {
      if (comment.kind !== "line" || !BEGIN.test(comment.text.trim())) continue;
      const { line } = new LineMap(text).position(comment.start);
      const place = { file, start: comment.start, end: comment.end, line };
      const problem = problemOf(comment.text.trim(), settling.rules);
      if (problem !== null) malformed.push(tell("accept-malformed", place, problem, settling));
      const [, rule = "", until = "", reason = ""] = WHOLE.exec(comment.text.trim()) ?? [];
      if (problem === null) accepts.push({ place, rule, until, reason });
    }
  }
  return { accepts, malformed };
}

function problemOf(text: string, rules: readonly Rule[]): string | null {
  const found = WHOLE.exec(text);
  if (found === null) return `${code(text)} accepts nothing: it needs a rule, a day and a reason.`;
  const [, rule = "", until = ""] = found;
  if (!isDay(until)) return `${code(text)} accepts nothing: there is no day ${until}.`;
  const ids = rules.map(({ id }) => id);
  if (ids.includes(rule)) return null;
  const hint = didYouMean(nearest(rule, ids));
  return `${code(text)} accepts nothing: there is no rule ${code(rule)}${hint === null ? "." : `, ${hint}`}`;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Of the comments right above a finding's line, one under the other. */
function acceptOf(told: Told, accepts: readonly Accept[], now: Version): Accept | undefined {
  const { location } = told;
  if (location === null) return undefined;
  const text = now.files.get(location.file)?.text ?? "";
  const lines = text.split(/\r\n|\n|\r/);
  const first = new LineMap(text).position(location.start).line;
  for (let line = first - 1; line >= 1 && /^\s*\/\//.test(lines[line - 1] ?? ""); line--) {
    const found = accepts.find(
      ({ place, rule }) => place.file === location.file && place.line === line && rule === told.rule,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function tell(id: (typeof ACCEPT_RULES)[number]["id"], place: Place, message: string, settling: Settling): Told {
  const rule = ACCEPT_RULES.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`There is no rule ${id}.`);
  const path = `accept:${place.file}/${message}`;
  return settling.tell(findingOf(rule, { path, message, repair: rule.repair, old: null, new: place }));
}
