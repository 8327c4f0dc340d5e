/** Rules about what handlers let through, demuxes above all: by their conditions, or shown by recorded events. */
import { code, count } from "../../diagnostics/messages/said.ts";
import type { Handler } from "../../model.ts";
import type { Witness } from "../finding.ts";
import type { Couple } from "../match.ts";
import type { Pair } from "../pair.ts";
import type { Difference, EventChange } from "../samples.ts";
import { movesIdsOrTimes } from "./emits.ts";
import { coupleRule, edit, SEEN, type Told } from "./handlerRule.ts";
import type { Rule } from "./rule.ts";
import { calledBy, changesOf, type RuleChange } from "./ruleChanges.ts";

export const DEMUX_RULES: readonly Rule[] = [
  coupleRule({
    id: "rule-narrowed",
    breaks: "old readers of new data",
    severity: "may break",
    deploy: "readers first",
    purpose: "A handler lets less through than before: events that readers wait for no longer come.",
    tell: (couple, pair) => {
      const said = partsOf(couple, pair, "narrowed");
      const shown = shownBy(couple, pair);
      if (shown !== null && shown.went > 0) {
        return {
          message: `${code(couple.new.name)} does less: ${count(shown.went, "event")} no longer ${shown.went === 1 ? "comes" : "come"} of ${count(shown.samples, "recorded event")}${said === "" ? "" : `; ${said}`}.`,
          repair: "let them through as before, or tell those who wait for them",
          severity: "breaking",
          witness: shown.firstWent,
        };
      }
      if (said === "") return null;
      return unshown(
        { message: `${code(couple.new.name)} does less: ${said}.`, repair: RECORD("which events go") },
        shown,
      );
    },
    example: edit(SEEN, SEEN.replace("order.placed {", 'order.placed when kind == "new" {')),
  }),
  coupleRule({
    id: "rule-widened",
    breaks: "nobody",
    severity: "warning",
    deploy: "readers first",
    purpose:
      "A handler lets more through than before: readers get events that did not come, and what is counted goes up.",
    tell: (couple, pair) => {
      const said = partsOf(couple, pair, "widened");
      const shown = shownBy(couple, pair);
      if (shown !== null && shown.came > 0) {
        return {
          message: `${code(couple.new.name)} does more: ${count(shown.came, "event")} ${shown.came === 1 ? "comes" : "come"} besides of ${count(shown.samples, "recorded event")}${said === "" ? "" : `; ${said}`}.`,
          repair: "make sure that readers expect them, and that nothing is counted twice",
          witness: shown.firstCame,
        };
      }
      if (said === "") return null;
      const found = { message: `${code(couple.new.name)} does more: ${said}.`, repair: RECORD("which events come") };
      return shown === null ? found : { ...unshown(found, shown), severity: "info" };
    },
    example: edit(SEEN, SEEN.replace("on order.placed", "on order.placed, order.sent")),
  }),
  coupleRule({
    id: "rule-changed",
    breaks: "old readers of new data",
    severity: "may break",
    deploy: "readers first",
    purpose: "A handler asks something else than before: events that came may go, and others come.",
    tell: (couple, pair) => {
      const said = partsOf(couple, pair, "changed");
      const shown = shownBy(couple, pair);
      // What recorded events show is told as narrowed or widened.
      if (said === "" || (shown !== null && shown.went + shown.came > 0)) return null;
      const message = `${code(couple.new.name)} asks something else: ${said}.`;
      return unshown({ message, repair: RECORD("which events came or went") }, shown);
    },
    example: edit(
      SEEN.replace("order.placed {", 'order.placed when kind == "new" {'),
      SEEN.replace("order.placed {", "order.placed when open {"),
    ),
    mirror: edit(
      SEEN.replace("order.placed {", 'order.placed when kind == "new" {'),
      SEEN.replace("order.placed {", 'order.placed when !(kind != "new") {'),
    ),
  }),
  coupleRule({
    id: "handler-body-changed",
    breaks: "nobody",
    severity: "info",
    deploy: "any order",
    purpose: "What a handler computes has changed: values of new events and rows may differ from those before.",
    tell: (couple, pair) => {
      const { old, new: now } = couple;
      const functions =
        pair.hasNewFunctions &&
        calledBy(old, pair.old.model, pair.forms.old) !== calledBy(now, pair.new.model, pair.forms.new);
      if (pair.isSameWork(couple) && !functions) return null;
      if (changesOf(couple, pair).length > 0 || movesIdsOrTimes(couple, pair)) return null;
      const shown = shownBy(couple, pair);
      const counted =
        shown === null
          ? ""
          : ` Of ${count(shown.samples, "recorded event")} it made ${count(shown.changed, "event")} with other values.`;
      return {
        message: `${code(now.name)} computes something else${functions ? ", or a function that it calls does" : ""}.${counted}`,
        repair: "nothing, where new events and rows may differ from those before",
      };
    },
    example: edit(SEEN, SEEN.replace("{ ...event }", "{ ...event, amount: amount * 2 }")),
    mirror: edit(SEEN, SEEN.replace("{ ...event }", "{ userId, amount }")),
  }),
];

const RECORD = (what: string): string => `run both rules over recorded events: \`--samples FILE\` shows ${what}`;

function partsOf(couple: Couple<Handler>, pair: Pair, relation: RuleChange["relation"]): string {
  return changesOf(couple, pair)
    .filter((each) => each.relation === relation)
    .map(({ text }) => text)
    .join("; ");
}

interface Shown {
  readonly samples: number;
  readonly went: number;
  readonly came: number;
  readonly changed: number;
  readonly firstWent: Witness | null;
  readonly firstCame: Witness | null;
}

/** Recorded events that show nothing make a break less likely, and not impossible. */
function unshown(told: Told, shown: Shown | null): Told {
  if (shown === null) return told;
  const message = `${told.message.replace(/\.$/, "")}; none of ${count(shown.samples, "recorded event")} shows it.`;
  return { ...told, message, severity: "warning", repair: "record events that would show it, or go on" };
}

/** What recorded events show of a handler that has changed; null where none were run. */
function shownBy(couple: Couple<Handler>, pair: Pair): Shown | null {
  const { samples } = pair;
  if (samples === null || (pair.isSameWork(couple) && changesOf(couple, pair).length === 0)) return null;
  const outputs = new Set([...outputsOf(couple.old).map((name) => pair.newName(name)), ...outputsOf(couple.new)]);
  const changes = [...outputs].flatMap((name) => samples.events.get(name) ?? []);
  const sum = (of: (change: EventChange) => number) => changes.reduce((total, change) => total + of(change), 0);
  const first = (of: (change: EventChange) => Difference | null) =>
    witnessOf(changes.map(of).find((each) => each !== null));
  return {
    samples: samples.samples,
    went: sum(({ went }) => went),
    came: sum(({ came }) => came),
    changed: sum(({ changed }) => changed),
    firstWent: first(({ firstWent }) => firstWent),
    firstCame: first(({ firstCame }) => firstCame),
  };
}

function outputsOf({ emits, signals, forwards }: Handler): readonly string[] {
  return [...emits, ...signals, ...forwards.map((topic) => `forward ${topic}`)];
}

function witnessOf(difference: Difference | null | undefined): Witness | null {
  if (difference?.sample === null || difference === null || difference === undefined) return null;
  const { sample, event, old, new: now } = difference;
  const made = (side: Difference["old"]) => ({ kind: "makes", event, values: side.map(({ value }) => value) }) as const;
  return { json: sample.json, event: sample.label, writtenBy: "old", writer: made(old), reader: made(now) };
}
