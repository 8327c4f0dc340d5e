/** `explain`: what a diagnostic means, a spec that causes it, and that spec repaired. */
import { didYouMean } from "../../diagnostics/messages/said.ts";
import { type Entry, entryOf, table } from "../../diagnostics/table.ts";
import { nearest } from "../../names/near.ts";
import { type Call, refuse } from "../call.ts";
import type { Exit } from "../io.ts";

export async function explain(call: Call): Promise<Exit> {
  const [text = ""] = call.operands;
  const entry = entryOf(text);
  if (entry === undefined) return refuse(call.io, unknown(text));
  call.io.out(call.format === "json" ? `${JSON.stringify(factsOf(entry))}\n` : page(entry));
  return 0;
}

function page({ code, severity, title, text, bad, repaired, files }: Entry): string {
  return [
    `${code} (${severity}): ${title}\n`,
    `${text.split("\n").map(wrapped).join("\n")}\n`,
    `This spec causes it:\n\n${indented(bad)}${beside(files?.bad)}\n`,
    `Repaired:\n\n${bad === repaired ? "" : indented(repaired)}${beside(files?.repaired)}`,
  ].join("\n");
}

const WIDTH = 100;

/** A paragraph in lines that are read without turning one's head; what stands in code stays on one of them. */
function wrapped(paragraph: string): string {
  const lines = [""];
  for (const word of paragraph.match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

/** Files that belong to an example. */
function beside(files: Readonly<Record<string, string>> = {}): string {
  return Object.entries(files)
    .map(([path, text]) => `\n${path}:\n\n${indented(text)}`)
    .join("");
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

function factsOf({ code, severity, title, text, bad, repaired, files }: Entry) {
  return { code, severity, title, text, bad, repaired, ...(files === undefined ? {} : { files }) };
}

/** The nearest codes: those of one mistyped digit, else those that begin alike. */
function unknown(text: string): string {
  const codes = table.map(({ code }) => code);
  const wanted = `DA${text.toUpperCase().replace(/^DA/, "")}`;
  const near = codes.filter((code) => code.startsWith(wanted.slice(0, 4)));
  const hint = didYouMean(near.length > 0 ? near : nearest(wanted, codes));
  return `there is no diagnostic \`${text}\`${hint === null ? ", codes look like `DA3002`" : `: ${hint}`}`;
}
