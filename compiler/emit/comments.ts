/** Comments of generated files: the spec's docs, what there is to know besides, and the link to the spec's line. */
import { commentLines } from "./text/strings.ts";

/** A doc comment in front of a declaration or a field, with a line break behind it; nothing where there is nothing to say. */
export function docComment(parts: readonly (string | null)[], indentation = 0): string {
  if (parts.length === 0) return "";
  const margin = " ".repeat(indentation);
  const lines = trimBlank(parts.flatMap((part) => (part === null ? [] : commentLines(part))));
  const [only] = lines;
  if (only === undefined) return "";
  if (lines.length === 1) return `${margin}/** ${only} */\n`;
  return [`${margin}/**`, ...lines.map((text) => `${margin} * ${text}`.trimEnd()), `${margin} */`, ""].join("\n");
}

/** The docs of a declaration with its link, on one line where they are one line. */
export function linked(doc: string | null, link: string): string[] {
  const lines = doc === null ? [] : trimBlank(doc.split("\n"));
  const last = lines.at(-1);
  if (last === undefined) return [`(${link})`];
  return lines.length === 1 && last.length + link.length < 100 ? [`${last} (${link})`] : [...lines, `(${link})`];
}

function trimBlank(lines: readonly string[]): string[] {
  const first = lines.findIndex((text) => text.trim() !== "");
  const last = lines.findLastIndex((text) => text.trim() !== "");
  return first < 0 ? [] : lines.slice(first, last + 1);
}
