/** Findings for programs: one object on one line, of the form that docs/diff.schema.json describes. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { Ranges } from "../../diagnostics/render/report.ts";
import type { Reading, Witness } from "../finding.ts";
import { type DiffReport, isBreak, type Told } from "../report.ts";
import { readingsOf } from "./words.ts";

export function json(report: DiffReport): string {
  const ranges = new Ranges(report.files);
  const { level, baselines, told } = report;
  const breaking = told.some(isBreak);
  const diagnostics: readonly Diagnostic[] = [];
  return `${JSON.stringify({ level, baselines, breaking, findings: told.map((each) => findingOf(each, report, ranges)), diagnostics })}\n`;
}

function findingOf(told: Told, report: DiffReport, ranges: Ranges) {
  const { rule, severity, breaks, path, affects, message, location, old, new: now, witness, deploy, repair } = told;
  const place = location === null ? {} : { file: report.display(location.file), range: ranges.range(location) };
  return {
    rule,
    severity,
    breaks,
    path,
    affects,
    message,
    ...place,
    old,
    new: now,
    document: witness === null ? null : documentOf(witness),
    deploy,
    repair,
    against: told.against,
    fingerprint: told.fingerprint,
    ...(told.accepted === null ? {} : { accepted: told.accepted }),
  };
}

function documentOf(witness: Witness) {
  const { event, writtenBy, json: document } = witness;
  const { old, new: now } = readingsOf(witness);
  return { event, writtenBy, json: document, old: readingOf(old), new: readingOf(now) };
}

function readingOf(reading: Reading) {
  switch (reading.kind) {
    case "accepted":
      return { reads: true };
    case "refused":
      return { reads: false, why: reading.why };
    case "read":
      return { reads: true, value: reading.value };
    case "makes":
      return { reads: true, makes: { event: reading.event, values: reading.values } };
  }
}
