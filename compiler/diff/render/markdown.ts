/** Findings for a pull request's comment. */
import { countsOf, type DiffReport, type Told } from "../report.ts";
import { deployText, readingsText } from "./words.ts";

/** A comment may be so long; what is left out is counted. */
const MOST = 60_000;

/** `name` is the spec's. */
export function markdown(report: DiffReport, name: string): string {
  const shown = report.told.filter(({ accepted }) => accepted === null);
  const compared = report.baselines.filter(({ state }) => state === "compared").map(({ against }) => code(against));
  const head = [
    `### ${code(name)}: ${countsOf(report.told)}`,
    "",
    compared.length === 0
      ? "There is nothing to compare with yet."
      : `Compared with ${compared.join(", ")}, level ${report.level}.`,
    "",
  ].join("\n");
  let text = head;
  for (const [index, told] of shown.entries()) {
    const part = `\n${section(told, report)}`;
    if (text.length + part.length > MOST) return `${text}\n… and ${shown.length - index} more.\n`;
    text += part;
  }
  return text + acceptedPart(report);
}

function section(told: Told, report: DiffReport): string {
  const { severity, rule, message, old, new: now, witness, breaks, affects, repair, against } = told;
  const changed = [...linesOf("-", old), ...(now === null || now.text === old?.text ? [] : linesOf("+", now))];
  const items = [
    ...(report.baselines.length > 1 ? [`against ${against.map(code).join(", ")}`] : []),
    ...(affects.length === 0
      ? []
      : [
          `in ${affects.slice(0, 6).map(code).join(", ")}${affects.length > 6 ? ` and ${affects.length - 6} more` : ""}`,
        ]),
    ...(breaks === "nobody" ? [] : [`breaks ${breaks}; deploy ${deployText(told)}`]),
    `**${escaped(repair)}**`,
  ];
  return [
    `#### ${severity}: ${code(rule)}`,
    "",
    escaped(message),
    ...(now === null ? [] : ["", `${code(`${now.file}:${now.line}`)}`]),
    ...(changed.length === 0 ? [] : ["", fenced("diff", changed.join("\n"))]),
    "",
    ...items.map((item) => `- ${item}`),
    ...(witness === null
      ? []
      : [
          "",
          `For this document ${escaped(readingsText(witness))}:`,
          "",
          fenced("json", JSON.stringify(witness.json, null, 2)),
        ]),
    "",
  ].join("\n");
}

function linesOf(mark: string, line: Told["old"]): readonly string[] {
  return line === null ? [] : [`${mark} ${line.text}`];
}

function acceptedPart({ told }: DiffReport): string {
  const rows = told.flatMap(({ accepted, rule, message }) =>
    accepted === null
      ? []
      : [`- ${code(rule)} until ${accepted.until}: ${escaped(accepted.reason)} (${escaped(message)})`],
  );
  return rows.length === 0 ? "" : `\n#### Accepted\n\n${rows.join("\n")}\n`;
}

/** A fence that is longer than any in the text. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  return longest === 0 ? `\`${text}\`` : `${ticks} ${text} ${ticks}`;
}

/** What stands in backticks is left; the rest makes no HTML, link, image or mention. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replace(/[\\*_[\]<>#|~]/g, "\\$&").replaceAll("@", "@\u200b")))
    .join("");
}
