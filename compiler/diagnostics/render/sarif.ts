/** Diagnostics as SARIF 2.1.0, which code scanning services read. */
import type { Diagnostic, Location } from "../diagnostic.ts";
import { entryOf } from "../table.ts";
import { Ranges, type Report } from "./report.ts";

/** All diagnostics, and the rules that they come from. */
export function sarif(report: Report, version: string): string {
  const ranges = new Ranges(report.files);
  const codes = [...new Set(report.diagnostics.map(({ code }) => code))].sort();
  const place = (location: Location) => placeOf(location, report, ranges);
  const run = {
    tool: { driver: { name: "da-compile", version, rules: codes.map(ruleOf) } },
    columnKind: "utf16CodeUnits",
    results: report.diagnostics.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code), place)),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What the table tells of a code. */
function ruleOf(code: string) {
  const entry = entryOf(code);
  if (entry === undefined) return { id: code };
  const { title, text, severity, bad, repaired } = entry;
  const markdown = `${text}\n\nThis is refused:\n\n\`\`\`da\n${bad}\`\`\`\n\nRepaired:\n\n\`\`\`da\n${repaired}\`\`\`\n`;
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text },
    help: { text, markdown },
    defaultConfiguration: { level: severity },
  };
}

function result(diagnostic: Diagnostic, ruleIndex: number, place: (location: Location) => object) {
  const { code, severity, message, location, related, suggestion } = diagnostic;
  const others = related.map((other, id) => ({ id, message: { text: other.message }, ...place(other.location) }));
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: suggestion === null ? message : `${message}\n${suggestion}` },
    locations: [place(location)],
    ...(others.length === 0 ? {} : { relatedLocations: others }),
  };
}

function placeOf(location: Location, report: Report, ranges: Ranges): object {
  const { start, end } = ranges.range(location);
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(report.display(location.file)) },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  };
}

/** A relative path stays a relative reference; what would read as a scheme or a query is escaped. */
export function uriOf(path: string): string {
  const escaped = path.split("/").map(encodeURIComponent).join("/");
  if (path.startsWith("/")) return `file://${escaped}`;
  return /^[A-Za-z]:\//.test(path) ? `file:///${path.slice(0, 2)}${escaped.slice(4)}` : escaped;
}
