/** What all printers say in the same words. */
import type { Json } from "../../model.ts";
import type { Reading, Witness } from "../finding.ts";
import type { Told } from "../report.ts";

const DEPLOY: Readonly<Record<Told["deploy"], string>> = {
  "any order": "in any order",
  "readers first": "readers first, writers when all readers are new",
  "writers first": "writers first, readers when nothing that was written before is left",
  together: "together: stop the writers, handle what is left, start both anew",
};

export function deployText({ deploy }: Pick<Told, "deploy">): string {
  return DEPLOY[deploy];
}

/** What each version makes of a document: the one that wrote it first. */
export function readingsText({ writtenBy, writer, reader }: Witness): string {
  const other = writtenBy === "old" ? "new" : "old";
  return `the ${writtenBy} version ${readingText(writer)}, the ${other} one ${readingText(reader)}`;
}

function readingText(reading: Reading): string {
  switch (reading.kind) {
    case "accepted":
      return "reads it";
    case "refused":
      return `refuses it (${reading.why})`;
    case "read":
      return `reads ${JSON.stringify(reading.value)}`;
    case "makes":
      return `makes ${madeText(reading.values)} ${reading.event} of it`;
  }
}

function madeText(values: readonly Json[]): string {
  return values.length === 0 ? "no" : values.map((value) => JSON.stringify(value)).join(", ");
}

/** What each version makes of it, by version. */
export function readingsOf({ writtenBy, writer, reader }: Witness): { readonly old: Reading; readonly new: Reading } {
  return writtenBy === "old" ? { old: writer, new: reader } : { old: reader, new: writer };
}
