/** Diagnostics for people: a sentence, the lines in question with the range underlined, and what would repair it. */
import type { Diagnostic, Location } from "../diagnostic.ts";
import { harmless } from "./cells.ts";
import { frame } from "./frame.ts";
import { Ranges, type Report } from "./report.ts";

export interface PrettyOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

type Style = "error" | "warning" | "bold" | "help" | "gutter";

const STYLES: Readonly<Record<Style, string>> = {
  error: "1;31",
  warning: "1;33",
  bold: "1",
  help: "1;36",
  gutter: "34",
};

/** All diagnostics, each followed by an empty line. */
export function pretty(report: Report, options: PrettyOptions): string {
  const printer = new Printer(report, options);
  return report.diagnostics.map((diagnostic) => `${printer.diagnostic(diagnostic)}\n\n`).join("");
}

/** A sentence in the style of an error, and the frame of its place: of what is no diagnostic. */
export function framed(report: Report, location: Location, message: string, options: PrettyOptions): readonly string[] {
  return new Printer(report, options).framed(location, message);
}

class Printer {
  readonly #report: Report;
  readonly #options: PrettyOptions;
  readonly #ranges: Ranges;

  constructor(report: Report, options: PrettyOptions) {
    this.#report = report;
    this.#options = options;
    this.#ranges = new Ranges(report.files);
  }

  diagnostic(diagnostic: Diagnostic): string {
    const { severity, code, message, location, related, suggestion } = diagnostic;
    const gutter = this.#gutterOf(diagnostic);
    const lines = [
      `${this.#paint(severity, `${severity} ${code}`)}${this.#paint("bold", `: ${harmless(message)}`)}`,
      ...this.#place(location, gutter, "^", severity),
    ];
    for (const other of related) {
      lines.push(`${this.#paint("bold", "note")}: ${harmless(other.message)}`);
      lines.push(...this.#place(other.location, gutter, "-", "gutter"));
    }
    if (suggestion !== null) lines.push(`${this.#paint("help", "help")}: ${harmless(suggestion)}`);
    return lines.join("\n");
  }

  framed(location: Location, message: string): readonly string[] {
    const gutter = String(this.#ranges.range(location).end.line).length;
    const head = `${this.#paint("error", "error")}${this.#paint("bold", `: ${harmless(message)}`)}`;
    return [head, ...this.#place(location, gutter, "^", "error")];
  }

  /** `--> file:line:column` and the frame; the place alone where the file's text is not known. */
  #place(location: Location, gutter: number, mark: string, style: Style): string[] {
    const { start, end } = this.#ranges.range(location);
    const file = harmless(this.#report.display(location.file));
    const known = this.#report.files.has(location.file);
    const arrow = `${" ".repeat(gutter)}${this.#paint("gutter", "-->")} `;
    if (!known) return [`${arrow}${file}`];
    const bar = this.#paint("gutter", "|");
    const rows = frame(this.#ranges.texts(location.file), { start, end }, mark, this.#widthBeside(gutter)).map(
      (row) => {
        const number = this.#paint("gutter", (row.number ?? "").padStart(gutter));
        return `${number} ${bar} ${row.marks ? this.#paint(style, row.text) : row.text}`.trimEnd();
      },
    );
    return [`${arrow}${file}:${start.line}:${start.column}`, `${" ".repeat(gutter)} ${bar}`, ...rows];
  }

  /** Digits of the greatest line number among a diagnostic's frames, so that they stand in one column. */
  #gutterOf({ location, related }: Diagnostic): number {
    const all = [location, ...related.map((other) => other.location)];
    return Math.max(...all.map((one) => String(this.#ranges.range(one).end.line).length));
  }

  #widthBeside(gutter: number): number {
    return Math.max(20, this.#options.width - gutter - 3);
  }

  #paint(style: Style, text: string): string {
    return this.#options.color && text !== "" ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text;
  }
}
