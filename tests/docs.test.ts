// What the documentation shows is true: every example compiles, fails or runs as it says, and every link leads somewhere.
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { analyze } from "../compiler/analyze.ts";
import { pretty } from "../compiler/diagnostics/render/pretty.ts";
import { made } from "../docs/make.ts";
import { type Example, edited, missing, type Page, pagesOf } from "./examples.ts";

// Commands take their time where other tests run beside them.
vi.setConfig({ testTimeout: 300_000 });

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const pages = pagesOf(ROOT);

describe.each(pages.filter(({ examples }) => examples.some(({ language }) => language === "da")))("$path", (page) => {
  const specs = page.examples.filter(({ language }) => language === "da");
  it.each(specs.map((example) => ({ example, line: example.line })))("the spec in line $line", ({ example }) => {
    const { codes, printed } = checked(page, example);
    const wanted = example.said.get("error");
    if (wanted === undefined) expect(codes, printed).toEqual([]);
    else expect(codes, printed).toEqual([wanted]);
    expect(missing(example.shown, printed), printed).toBeNull();
  });
});

/** Codes of what is wrong: all of a whole spec, errors alone of a part, which may leave things unused. */
function checked(page: Page, example: Example) {
  const base = example.said.get("in");
  const before = base === undefined ? "" : `${specNamed(page, base)}\n`;
  const text = before + example.text;
  const host = { read: (path: string) => (path === "pipelines.da" ? text : { problem: "it is not there" }) };
  const { diagnostics, files } = analyze({ ...host, exists: (path) => path.startsWith("handlers/") }, "pipelines.da");
  const grave = diagnostics.filter(({ severity }) => severity === "error" || base === undefined);
  const printed = pretty({ diagnostics: grave, files, display: (path) => path }, { color: false, width: 120 });
  return { codes: grave.map(({ code }) => code), printed };
}

function specNamed({ path, examples }: Page, name: string): string {
  const found = examples.find(({ said }) => said.get("spec") === name);
  if (found === undefined) throw new Error(`${path} has no spec named ${name}.`);
  return found.text;
}

const shown = pages.filter(({ examples }) => examples.some(({ said }) => said.has("run") || said.has("edit")));

describe.each(shown)("what to try in $path", ({ examples }) => {
  let copy = "";
  beforeAll(() => {
    copy = copyOfTheRepository();
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  // A page starts a process for each of its commands.
  it("does what it says", { timeout: 180_000 }, () => {
    for (const example of examples) {
      const file = example.said.get("edit");
      const into = example.said.get("file");
      if (into !== undefined) appendFileSync(join(copy, into), example.text);
      if (file !== undefined) edit(join(copy, file), example.text);
      else if (example.said.has("run")) expectRun(copy, example);
    }
  });
});

const COPIED = [
  "bin",
  "dist",
  "examples",
  "generated",
  "gooru",
  "handlers",
  "package.json",
  "pipelines.da",
  "samples",
  "scripts",
];

function copyOfTheRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), "da-docs-"));
  for (const name of COPIED) {
    if (existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  mkdirSync(join(copy, "node_modules"), { recursive: true });
  rmSync(join(copy, "node_modules"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"), "dir");
  return copy;
}

function edit(path: string, diff: string): void {
  writeFileSync(path, edited(readFileSync(path, "utf8"), diff));
}

/** On the Node that runs the tests, which `npx` and `npm` would look for; what is installed is there already. */
function direct(commands: string): string {
  return commands
    .replaceAll(/^(npx )?node\b/gm, '"$NODE"')
    .replaceAll(/\b(npm ci && )?npm start\b/g, '"$NODE" scripts/start.ts');
}

function expectRun(copy: string, { text, said, shown: lines }: Example): void {
  const env = { ...process.env, NODE: process.execPath, NO_COLOR: "1" };
  const { status, stdout } = spawnSync("sh", ["-c", `exec 2>&1\n${direct(text)}`], {
    cwd: copy,
    env,
    encoding: "utf8",
  });
  expect(status, `${text}\n${stdout}`).toBe(Number(said.get("run") || 0));
  expect(missing(lines, stdout), `${text}\n${stdout}`).toBeNull();
}

describe("what is made from the sources is up to date: `npx node docs/make.ts` makes it anew", () => {
  it.each([...made()])("%s", (path, text) => {
    expect(readFileSync(join(ROOT, path), "utf8")).toBe(text);
  });
});

describe("links", () => {
  it.each(pages)("of $path lead somewhere", ({ path, text }) => {
    const broken = linksOf(text).filter((link) => !leadsSomewhere(path, link));
    expect(broken).toEqual([]);
  });
});

function linksOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, "").replaceAll(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link).filter((link) => !/^https?:/.test(link));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [file = "", anchor] = link.split("#");
  const path = file === "" ? from : posix.join(dirname(from), file);
  if (!existsSync(join(ROOT, path))) return false;
  if (anchor === undefined) return true;
  const text = readFileSync(join(ROOT, path), "utf8");
  // Of a source, the line of something: it does not begin with a space.
  const line = /^L(\d+)$/.exec(anchor)?.[1];
  return line === undefined ? anchorsOf(text).includes(anchor) : /^\S/.test(text.split("\n")[Number(line) - 1] ?? "");
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}
