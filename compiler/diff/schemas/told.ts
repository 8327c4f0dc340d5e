/** What a comparison of two JSON Schemas found, in the form of all findings. */
import { createHash } from "node:crypto";
import type { Level } from "../finding.ts";
import type { Json } from "../json.ts";
import type { Told } from "../report.ts";
import { type SchemaFinding, schemaFindings } from "./compare.ts";
import { type RegistryRules, underRules } from "./registry.ts";
import { ruleOf } from "./rules.ts";

export interface SchemaPair {
  /** What both are schemas of, such as an event's name. */
  readonly name: string;
  readonly old: Json;
  readonly now: Json;
  /** What the new version is read with, where that is another schema than what it is written with. */
  readonly nowReader?: Json;
  readonly against: string;
}

/** Throws a SchemaProblem where one of them is no schema. */
export function toldOfSchemas(pair: SchemaPair, level: Level, rules: RegistryRules | null): readonly Told[] {
  const { old, now, nowReader = now } = pair;
  const compared = (writer: Json, reader: Json): readonly SchemaFinding[] =>
    schemaFindings(...(rules === null ? ([writer, reader] as const) : underRules(rules, writer, reader)));
  return [
    ...(level === "forward" ? [] : compared(old, nowReader).map((found) => toldOf(found, pair, "backward"))),
    ...(level === "backward" ? [] : compared(now, old).map((found) => toldOf(found, pair, "forward"))),
  ];
}

function toldOf(found: SchemaFinding, pair: SchemaPair, direction: "backward" | "forward"): Told {
  const { keyword, at, value, isProven, why } = found;
  const rule = ruleOf(keyword);
  const isBackward = direction === "backward";
  const path = `schema:${pair.name}${at}#${keyword.replaceAll(" ", "/")}`;
  const place = at === "" ? `\`${pair.name}\`` : `\`${pair.name}\` at \`${at}\``;
  const reader = isBackward ? "new" : "old";
  const sentence = isProven
    ? `The ${reader} schema of ${place} refuses, by \`${keyword}\`, what the other one lets through.`
    : `Whether the ${reader} schema of ${place} refuses by \`${keyword}\` what the other one lets through is open: ${why}.`;
  return {
    rule: rule.id,
    breaks: isBackward ? "new readers of old data" : "old readers of new data",
    severity: isProven ? "breaking" : "may break",
    deploy: isBackward ? "writers first" : "readers first",
    path: isBackward ? path : `${path}:forward`,
    message: sentence,
    repair: rule.repair,
    witness:
      value === null
        ? null
        : {
            json: value,
            event: pair.name,
            writtenBy: isBackward ? "old" : "new",
            writer: { kind: "accepted" },
            reader: { kind: "refused", why: keyword },
          },
    affects: [],
    fingerprint: createHash("sha256").update(`${rule.id}\n${path}\n${direction}`).digest("hex").slice(0, 32),
    old: null,
    new: null,
    location: null,
    against: [pair.against],
    accepted: null,
  };
}
