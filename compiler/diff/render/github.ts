/** Findings as workflow commands, which GitHub shows beside the lines of a pull request, the rule as their title. */
import { columnsOf, workflowCommand } from "../../diagnostics/render/github.ts";
import { Ranges } from "../../diagnostics/render/report.ts";
import type { Severity } from "../finding.ts";
import type { DiffReport, Told } from "../report.ts";
import { deployText, readingsText } from "./words.ts";

export function github(report: DiffReport): string {
  const ranges = new Ranges(report.files);
  const shown = report.told.filter(({ accepted }) => accepted === null);
  return shown.map((told) => `${command(told, report, ranges)}\n`).join("");
}

const COMMANDS: Readonly<Record<Severity, "error" | "warning" | "notice">> = {
  breaking: "error",
  "may break": "error",
  warning: "warning",
  info: "notice",
};

function command(told: Told, report: DiffReport, ranges: Ranges): string {
  const { location, severity, rule } = told;
  const place = location === null ? {} : { file: report.display(location.file), ...columnsOf(location, ranges) };
  return workflowCommand(COMMANDS[severity], { ...place, title: rule }, textOf(told));
}

function textOf(told: Told): string {
  const { message, severity, old, witness, breaks, repair } = told;
  return [
    severity === "may break" ? `${message} (Not proven.)` : message,
    ...(old === null ? [] : [`was: ${old.file}:${old.line}: ${old.text}`]),
    ...(witness === null ? [] : [`document: ${JSON.stringify(witness.json)}`, `reads: ${readingsText(witness)}`]),
    ...(breaks === "nobody" ? [] : [`breaks: ${breaks}`, `deploy: ${deployText(told)}`]),
    `help: ${repair}`,
  ].join("\n");
}
