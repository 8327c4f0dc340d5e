/**
 * The examples of the documentation: fenced blocks, with what an HTML comment right above says about them.
 *
 *     <!-- spec: NAME -->          a ```da block that later ones may name
 *     <!-- in: NAME -->            a ```da block that stands behind the block NAME
 *     <!-- error: DA3002 -->       it has this error and no other; a ```text block below shows lines of what is printed
 *     <!-- run -->                 a ```sh block that runs in a copy of the repository; a ```text block below shows lines of
 *                                  what it prints, where `…` stands for anything
 *     <!-- run: 1 -->              the same, and its last command ends with this status
 *     <!-- edit: FILE -->          a ```diff block that changes a file of that copy
 *     <!-- file: FILE -->          a ```da block that is put at the end of a file of that copy
 *
 * Several go into one comment, with commas between. A ```da block without a comment is a whole spec. A ```sh block
 * without one is not run.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Example {
  readonly language: string;
  readonly text: string;
  /** Line of its first line in the page. */
  readonly line: number;
  readonly said: ReadonlyMap<string, string>;
  /** The lines of the ```text block below. */
  readonly shown: readonly string[];
}

export interface Page {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
  readonly examples: readonly Example[];
}

/** README.md and all pages in docs/ and beside the code. */
export function pagesOf(root: string): readonly Page[] {
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" });
  const paths = [
    "README.md",
    "CONTRIBUTING.md",
    ...["bench/README.md", "examples/README.md", "samples/README.md"],
    ...docs.filter((path) => path.endsWith(".md")).map((path) => `docs/${path}`),
  ];
  return paths.sort().map((path) => {
    const text = readFileSync(join(root, path), "utf8");
    return { path, text, examples: examplesOf(text) };
  });
}

const COMMENT = /^<!--\s*(.*?)\s*-->$/;

export function examplesOf(text: string): readonly Example[] {
  const lines = text.split("\n");
  const found: Example[] = [];
  for (let at = 0; at < lines.length; at++) {
    const language = /^```(\w*)$/.exec(lines[at] ?? "")?.[1];
    if (language === undefined) continue;
    const end = lines.indexOf("```", at + 1);
    if (end < 0) throw new Error(`The block in line ${at + 1} does not end.`);
    const said = saidIn(COMMENT.exec(lines[at - 1] ?? "")?.[1] ?? "");
    found.push({ language, text: bodyOf(lines, at, end), line: at + 2, said, shown: shownAfter(lines, end) });
    at = end;
  }
  return found;
}

function bodyOf(lines: readonly string[], start: number, end: number): string {
  return `${lines.slice(start + 1, end).join("\n")}\n`;
}

function saidIn(comment: string): ReadonlyMap<string, string> {
  const parts = comment.split(",").map((part) => part.trim());
  return new Map(
    parts
      .filter((part) => part !== "")
      .map((part) => {
        const [name = "", ...rest] = part.split(":");
        return [name.trim(), rest.join(":").trim()];
      }),
  );
}

function shownAfter(lines: readonly string[], end: number): readonly string[] {
  let next = end + 1;
  while (next < lines.length && !/^(```|#|<!--)/.test(lines[next] ?? "")) next++;
  if (lines[next] !== "```text") return [];
  return lines.slice(next + 1, lines.indexOf("```", next + 1));
}

/** The first shown line that was not printed in its turn, or null. `…` stands for anything. */
export function missing(shown: readonly string[], printed: string): string | null {
  const lines = printed.split("\n").map((line) => line.trim());
  let at = 0;
  for (const line of shown) {
    if (line.trim() === "" || line.trim() === "…") continue;
    const pattern = line
      .trim()
      .split("…")
      .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
    const form = new RegExp(`^${pattern.join(".*")}$`);
    const found = lines.findIndex((each, index) => index >= at && form.test(each));
    if (found < 0) return line;
    at = found + 1;
  }
  return null;
}

/** The text after the edit that a ```diff block shows: its lines but for `+` must stand in it once. */
export function edited(text: string, diff: string): string {
  const lines = diff.split("\n").filter((line) => line !== "");
  const side = (mark: string) =>
    lines
      .filter((line) => !line.startsWith(mark))
      .map((line) => line.slice(1))
      .join("\n");
  const [before, after] = [side("+"), side("-")];
  const [head, tail, ...others] = text.split(before);
  if (head === undefined || tail === undefined || others.length > 0)
    throw new Error(`It does not hold once:\n${before}`);
  return head + after + tail;
}
