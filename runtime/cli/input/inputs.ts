/** What `--input` names: files, or stdin, with the source whose records they hold. */
import { closeSync, createReadStream, fstatSync, openSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { near } from "../near.ts";
import type { Surroundings } from "../surroundings.ts";

export interface Input {
  /** Null: each line names its source. */
  readonly source: string | null;
  /** As the user wrote it. */
  readonly label: string;
  /** Absolute; null for stdin. */
  readonly path: string | null;
}

/** The inputs, in their order; what is wrong with them goes to `problems`. */
export function inputsOf(
  given: readonly string[],
  sources: readonly string[],
  cwd: string,
  problems: string[],
): Input[] {
  const inputs = given.map((text) => inputOf(text, sources, cwd, problems));
  if (inputs.filter(({ path }) => path === null).length > 1) problems.push("Only one input can be stdin.");
  for (const { path, label } of inputs) {
    const reason = path === null ? null : whyUnreadable(path);
    if (reason !== null) problems.push(`${label} cannot be read: ${reason}.`);
  }
  return inputs;
}

function inputOf(text: string, sources: readonly string[], cwd: string, problems: string[]): Input {
  const at = text.indexOf("=");
  const name = text.slice(0, Math.max(at, 0));
  const isNamed = sources.includes(name) || (/^\w+$/.test(name) && !isThere(resolve(cwd, text)));
  const label = isNamed ? text.slice(at + 1) : text;
  if (isNamed && !sources.includes(name)) {
    problems.push(
      `The pipeline has no source ${name}.${near(name, sources) || ` It has ${sources.join(", ") || "none"}.`}`,
    );
  }
  const path = label === "-" ? null : resolve(cwd, label);
  return { source: isNamed ? name : null, label: label === "-" ? "stdin" : label, path };
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function whyUnreadable(path: string): string | null {
  try {
    const file = openSync(path, "r");
    const isFolder = fstatSync(file).isDirectory();
    closeSync(file);
    return isFolder ? "it is a folder" : null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT") return "there is no such file";
    if (code === "EACCES") return "this user may not read it";
    return error instanceof Error ? error.message : String(error);
  }
}

export function streamOf({ path }: Input, { stdin }: Surroundings): AsyncIterable<Uint8Array> {
  return path === null ? stdin() : createReadStream(path, { highWaterMark: 1 << 18 });
}
