/** Versions of specs for tests; what an example leaves out is put around it. */
import { analyzeText } from "../../testing/marked.ts";
import { diff, type Level } from "../index.ts";
import { Version } from "../version.ts";

/** With a pipeline and a source, where the text has none. */
export function wholeSpec(text: string): string {
  const pipeline = /^(\/\/.*\n|\s)*pipeline\b/.test(text) || /^pipeline\b/m.test(text) ? "" : "pipeline shop {}\n";
  const source =
    /\bfrom web\b/.test(text) && !/^source web\b/m.test(text)
      ? 'source web { topic: "shop.web", name: eventName, key: userId }\n'
      : "";
  return `${pipeline}${source}${text}`;
}

export function versionOf(text: string, files: Readonly<Record<string, string>> = {}): Version {
  const { model, diagnostics, files: read } = analyzeText(wholeSpec(text), files);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (model === null || errors.length > 0) {
    throw new Error(`${errors.map(({ code, message }) => `${code} ${message}`).join("\n")}\nin\n${wholeSpec(text)}`);
  }
  return new Version(model, read);
}

/** What changed from one text to the other. */
export async function diffOf(old: string | Version, now: string | Version, level: Level = "backward") {
  const shown = (side: string | Version, name: string) => ({
    version: typeof side === "string" ? versionOf(side) : side,
    display: (file: string) => `${name}:${file}`,
  });
  return diff([{ ...shown(old, "old"), against: "old" }], shown(now, "new"), { level, today: "2026-11-23" });
}

/** The version of a whole spec, or null where it has errors. */
export function versionOrNull(text: string): Version | null {
  const { model, diagnostics, files } = analyzeText(text);
  return model === null || diagnostics.some(({ severity }) => severity === "error") ? null : new Version(model, files);
}
