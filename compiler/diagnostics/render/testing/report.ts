/** Reports for tests: texts in which `«…»` marks the ranges. */
import type { Diagnostic, Location } from "../../diagnostic.ts";
import type { Report } from "../report.ts";

export interface Marked {
  readonly files: Report["files"];
  /** All marked ranges, in the order of the files and of the text. */
  readonly ranges: readonly Location[];
}

/** Takes the marks out and tells where they were. */
export function marked(texts: Readonly<Record<string, string>>): Marked {
  const files = new Map<string, { readonly text: string }>();
  const ranges: Location[] = [];
  for (const [file, source] of Object.entries(texts)) {
    let text = "";
    let start = 0;
    for (const part of source.split(/([«»])/)) {
      if (part === "«") start = text.length;
      else if (part === "»") ranges.push({ file, start, end: text.length });
      else text += part;
    }
    files.set(file, { text });
  }
  return { files, ranges };
}

/** A report of one diagnostic at the first marked range, with the others as related ones. */
export function reportOf(texts: Readonly<Record<string, string>>, parts: Partial<Diagnostic> = {}): Report {
  const { files, ranges } = marked(texts);
  const [location = { file: "nowhere.da", start: 0, end: 0 }, ...others] = ranges;
  const diagnostic: Diagnostic = {
    code: "DA2001",
    severity: "error",
    message: "There is no field `scor`.",
    location,
    related: others.map((other) => ({ message: "declared here", location: other })),
    suggestion: null,
    ...parts,
  };
  return { diagnostics: [diagnostic], files, display: (file) => file };
}
