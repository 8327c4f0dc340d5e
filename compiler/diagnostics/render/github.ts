/** Diagnostics as workflow commands, which GitHub shows beside the lines of a pull request. */
import type { Diagnostic, Location } from "../diagnostic.ts";
import { Ranges, type Report } from "./report.ts";

export function github(report: Report): string {
  const ranges = new Ranges(report.files);
  return report.diagnostics.map((diagnostic) => `${command(diagnostic, report, ranges)}\n`).join("");
}

function command(diagnostic: Diagnostic, report: Report, ranges: Ranges): string {
  const { severity, code, message, location, related, suggestion } = diagnostic;
  const properties = { file: report.display(location.file), ...columnsOf(location, ranges), title: code };
  const notes = related.map((other) => {
    const { start } = ranges.range(other.location);
    return `${other.message}: ${report.display(other.location.file)}:${start.line}:${start.column}`;
  });
  const lines = [message, ...notes, ...(suggestion === null ? [] : [`help: ${suggestion}`])];
  return workflowCommand(severity, properties, lines.join("\n"));
}

/** `::error file=a.da,line=1::text` */
export function workflowCommand(
  name: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string | number>>,
  text: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(",")}::${escapeData(text)}`;
}

/** GitHub takes columns only of a range within one line. */
export function columnsOf(location: Location, ranges: Ranges): Readonly<Record<string, number>> {
  const { start, end } = ranges.range(location);
  if (start.line !== end.line) return { line: start.line, endLine: end.line };
  return { line: start.line, col: start.column, endColumn: end.column };
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
