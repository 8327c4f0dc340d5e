/** Findings as SARIF 2.1.0, which code scanning services read: they know a finding again by its fingerprint. */
import type { Location } from "../../diagnostics/diagnostic.ts";
import { Ranges } from "../../diagnostics/render/report.ts";
import { uriOf } from "../../diagnostics/render/sarif.ts";
import type { Severity } from "../finding.ts";
import type { DiffReport, Told } from "../report.ts";
import { RULES } from "../rules/index.ts";
import type { Rule } from "../rules/rule.ts";
import { readingsOf, readingsText } from "./words.ts";

export function sarif(report: DiffReport, version: string): string {
  const ranges = new Ranges(report.files);
  const rules = RULES.filter(({ id }) => report.told.some(({ rule }) => rule === id));
  const run = {
    tool: { driver: { name: "da-compile diff", version, rules: rules.map(ruleOf) } },
    columnKind: "utf16CodeUnits",
    results: report.told.map((told) => resultOf(told, rules, report, ranges)),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  breaking: "error",
  "may break": "error",
  warning: "warning",
  info: "note",
};

function ruleOf({ id, purpose, severity, example, breaks }: Rule) {
  return {
    id,
    shortDescription: { text: purpose },
    help: { text: purpose, markdown: `${purpose}\n\nThis is told of:\n\n\`\`\`diff\n${example}\n\`\`\`\n` },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { breaks },
  };
}

function resultOf(told: Told, rules: readonly Rule[], report: DiffReport, ranges: Ranges) {
  const { rule, severity, message, repair, location, fingerprint, witness, accepted } = told;
  const shows = witness === null ? [] : [`${JSON.stringify(witness.json)}: ${readingsText(witness)}.`];
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: [message, ...shows, repair].join("\n") },
    locations: location === null ? [] : [placeOf(location, report, ranges)],
    partialFingerprints: { "daDiff/v1": fingerprint },
    ...(accepted === null ? {} : { suppressions: [{ kind: "inSource", justification: accepted.reason }] }),
    properties: propertiesOf(told),
  };
}

function propertiesOf({ severity, breaks, path, affects, deploy, against, old, witness }: Told) {
  const document = witness === null ? null : { event: witness.event, json: witness.json, ...readingsOf(witness) };
  return { severity, breaks, path, affects, deploy, against, old, document };
}

function placeOf(location: Location, report: DiffReport, ranges: Ranges) {
  const { start, end } = ranges.range(location);
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(report.display(location.file)) },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  };
}
