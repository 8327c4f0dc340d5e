/**
 * The tables of small specs in `cases/`. A case begins with where its text stands:
 *
 *     == spec             the text is the whole spec
 *     == shop, orders     the text stands behind the prelude of that name in `preludes/`
 *     == dep [on EVENT]   the text is the body of a dep, demux or gep `it` behind the prelude `shop`
 *
 * `⟦DA2001 nots⟧` stands around the range of a diagnostic, and `-- FILE` before the text of a file that is imported.
 */
import { readFileSync } from "node:fs";

export interface Case {
  /** Where it stands in its table, for its title. */
  readonly line: number;
  readonly marked: string;
  readonly files: Readonly<Record<string, string>>;
}

const HANDLERS: Readonly<Record<string, { readonly on: string; readonly says: string }>> = {
  dep: { on: "usage.order.amount", says: "" },
  demux: { on: "order.placed", says: ' fanout "x"' },
  gep: { on: "order.placed", says: "" },
};

export function casesOf(table: string): readonly Case[] {
  const text = readFileSync(new URL(`cases/${table}.txt`, import.meta.url), "utf8");
  let line = 1;
  return text.split(/^== /m).flatMap((block) => {
    const at = line;
    line += block.split("\n").length - 1;
    const [head = "", ...rest] = block.split("\n");
    if (head === "") return [];
    const [body = "", ...files] = rest.join("\n").trimEnd().split(/^-- /m);
    return [{ line: at, marked: within(head, body), files: Object.fromEntries(files.map(fileOf)) }];
  });
}

function within(head: string, body: string): string {
  const [where = "", , on] = head.split(" ");
  if (where === "spec") return body;
  const handler = HANDLERS[where];
  if (handler === undefined) return prelude(where) + body;
  return `${prelude("shop")}${where} it on ${on ?? handler.on}${handler.says} {\n  ${body}\n}\n`;
}

function prelude(name: string): string {
  return readFileSync(new URL(`preludes/${name}.da`, import.meta.url), "utf8");
}

function fileOf(block: string): readonly [string, string] {
  const end = block.indexOf("\n");
  return [block.slice(0, end), block.slice(end + 1)];
}
