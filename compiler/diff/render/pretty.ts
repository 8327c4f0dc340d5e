/** Findings for people: a sentence, the line with what changed underlined, what it was, a document that breaks, and what to do. */
import { harmless } from "../../diagnostics/render/cells.ts";
import { frame } from "../../diagnostics/render/frame.ts";
import { Ranges } from "../../diagnostics/render/report.ts";
import type { DiffReport, Told } from "../report.ts";
import { deployText, readingsText } from "./words.ts";

export interface PrettyOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const STYLES = {
  breaking: "1;31",
  "may break": "1;31",
  warning: "1;33",
  info: "1;36",
  bold: "1",
  gutter: "34",
} as const;

type Style = keyof typeof STYLES;

/** All findings that are not accepted, each followed by an empty line. */
export function pretty(report: DiffReport, options: PrettyOptions): string {
  const ranges = new Ranges(report.files);
  const paint = (style: Style, text: string) => (options.color ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text);
  return report.told
    .filter(({ accepted }) => accepted === null)
    .map((told) =>
      [
        ...head(told, paint),
        ...framed(told, report, ranges, options, paint),
        ...notes(told, report, paint),
        "",
        "",
      ].join("\n"),
    )
    .join("");
}

type Paint = (style: Style, text: string) => string;

function head({ severity, rule, message }: Told, paint: Paint): readonly string[] {
  return [`${paint(severity, `${severity} ${rule}`)}${paint("bold", `: ${harmless(message)}`)}`];
}

function framed(
  told: Told,
  report: DiffReport,
  ranges: Ranges,
  options: PrettyOptions,
  paint: Paint,
): readonly string[] {
  const { location } = told;
  if (location === null || !report.files.has(location.file)) return [];
  const range = ranges.range(location);
  const gutter = String(range.end.line).length;
  const width = Math.max(20, options.width - gutter - 3);
  const rows = frame(ranges.texts(location.file), range, "^", width).map((row) => {
    const number = paint("gutter", (row.number ?? "").padStart(gutter));
    return `${number} ${paint("gutter", "|")} ${row.marks ? paint(told.severity, row.text) : row.text}`.trimEnd();
  });
  const at = `${harmless(report.display(location.file))}:${range.start.line}:${range.start.column}`;
  return [
    `${" ".repeat(gutter)}${paint("gutter", "-->")} ${at}`,
    `${" ".repeat(gutter)} ${paint("gutter", "|")}`,
    ...rows,
  ];
}

function notes(told: Told, report: DiffReport, paint: Paint): readonly string[] {
  const { old, new: now, breaks, witness, affects, repair, against } = told;
  const lines: [string, string][] = [];
  if (old !== null && old.text !== now?.text) lines.push(["was", `${old.file}:${old.line}: ${old.text}`]);
  if (report.baselines.length > 1) lines.push(["against", against.join(", ")]);
  if (affects.length > 0) lines.push(["in", shortened(affects)]);
  if (witness !== null) {
    lines.push(["document", JSON.stringify(witness.json)]);
    lines.push(["reads", readingsText(witness)]);
  }
  if (breaks !== "nobody") lines.push(["breaks", breaks], ["deploy", deployText(told)]);
  lines.push(["help", repair]);
  return lines.map(([name, text]) => `${paint("bold", name)}: ${harmless(text)}`);
}

/** The events, each once. */
function shortened(paths: readonly string[]): string {
  const names = [...new Set(paths.map((path) => path.slice(path.indexOf(":") + 1).replace(/\/.*$/s, "")))];
  const shown = names.slice(0, 6);
  return names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
}
