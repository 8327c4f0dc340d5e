/** The parts of the documentation that are made from the sources: `node docs/make.ts` writes them, a test compares. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { analyze } from "../compiler/analyze.ts";
import { KNOWN_DIFFERENCES } from "../compiler/cli/registry/differences.ts";
import { table } from "../compiler/diagnostics/table.ts";
import { RULES } from "../compiler/diff/rules/index.ts";
import { SCHEMA_RULES } from "../compiler/diff/schemas/rules.ts";
import type { Declared, Model } from "../compiler/model.ts";
import { METRICS } from "../runtime/cli/metrics/table.ts";
import { SETTINGS } from "../runtime/cli/settings/table.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** All pages that hold something made, as they should be. */
export function made(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/diagnostics.md", diagnosticsPage()],
    ["docs/running.md", withPart("docs/running.md", "settings", settingsTable)],
    ["docs/gooru.md", withPart("docs/gooru.md", "gooru", questionsTable)],
    ["docs/metrics.md", withPart("docs/metrics.md", "metrics", metricsTable)],
    ["docs/registries.md", registriesPage()],
    ["docs/compatibility.md", withPart("docs/compatibility.md", "diff rules", rulesTable)],
  ]);
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** A page whose part between `<!-- begin: NAME -->` and `<!-- end -->` is made from what stood there. */
function withPart(path: string, name: string, make: (before: string) => string): string {
  return withPartOf(read(path), path, name, make);
}

function withPartOf(text: string, path: string, name: string, make: (before: string) => string): string {
  const mark = `<!-- begin: ${name} -->\n`;
  const start = text.indexOf(mark) + mark.length;
  const end = text.indexOf("<!-- end -->", start);
  if (start < mark.length || end < 0) throw new Error(`${path} has no part ${name}.`);
  return `${text.slice(0, start)}${make(text.slice(start, end))}${text.slice(end)}`;
}

const ABOUT = `# Diagnostics

What the codes mean that \`da-compile\` prints. \`da-compile explain CODE\` shows besides a spec that causes it, and that spec
repaired. DA1 is about text, DA2 about names and settings, DA3 about types, DA4 about events, DA5 about handlers, DA6 about stores,
DA8 are warnings. A code is never used again for something else.

This page is made from the compiler's own table.
`;

function diagnosticsPage(): string {
  const entries = table.map(
    ({ code, severity, title, text }) =>
      `## ${code}\n\n**${severity}: ${title}**\n\n${text.replaceAll("\n", "\n\n")}\n`,
  );
  return [ABOUT, ...entries].join("\n");
}

/** The page about registries, with its two tables. */
function registriesPage(): string {
  const rules = SCHEMA_RULES.map(
    ({ id, keywords, purpose }) => `| \`${id}\` | ${keywords.map((name) => `\`${name}\``).join(", ")} | ${purpose} |`,
  );
  const differences = KNOWN_DIFFERENCES.map(({ reason }) => `- ${reason}`);
  const head = ["| rule | keywords | tells that |", "|---|---|---|"];
  const withRules = withPart("docs/registries.md", "rules", () => [...head, ...rules, ""].join("\n"));
  return withPartOf(withRules, "docs/registries.md", "differences", () => `${differences.join("\n")}\n`);
}

/** All rules of `diff`, by what they look at. */
function rulesTable(): string {
  const groups = [...new Set(RULES.map(({ group }) => group))];
  return groups
    .map((group) => {
      const rows = RULES.filter((rule) => rule.group === group).map(
        ({ id, severity, level, breaks, purpose }) =>
          `| \`${id}\` | ${severity} | ${level} | ${breaks} | ${purpose.replaceAll("|", "\\|")} |`,
      );
      return [
        `**${group}**`,
        "",
        "| rule | is | level | breaks | tells that |",
        "|---|---|---|---|---|",
        ...rows,
        "",
      ].join("\n");
    })
    .join("\n");
}

function settingsTable(): string {
  const used = SETTINGS.filter(({ commands }) => commands.length > 0);
  const rows = used.map(({ key, flag, value, variable, about, commands }) => {
    const own = key === "config" ? "" : `\`${key}\``;
    const text = about.replaceAll("|", "\\|");
    return `| \`${`${flag} ${value}`.trim()}\` | \`${variable}\` | ${own} | ${commands.join(", ")} | ${text} |`;
  });
  return ["| flag | variable | key | of | means |", "|---|---|---|---|---|", ...rows, ""].join("\n");
}

function metricsTable(): string {
  const rows = METRICS.map(({ name, kind, help, of, streams, benthos }) => {
    const by = of === "process" ? "" : of;
    return `| \`${name}\` | ${kind} | ${by} | ${help} | ${streams} | ${benthos} |`;
  });
  const head = "| metric | kind | by | tells | Kafka Streams | Benthos |";
  return [head, "|---|---|---|---|---|---|", ...rows, ""].join("\n");
}

/** The table with its last two columns made anew: where the tests are that look at the stores, and how many lines. */
function questionsTable(before: string): string {
  const { model } = analyze({ read, exists: () => false }, "pipelines.da");
  if (model === null) throw new Error("pipelines.da has no model.");
  const declared = declarationsOf(model);
  const counted = new Set<Declared>();
  const [head = "", line = "", ...rows] = before.trimEnd().split("\n");
  const lines = rows.map((row) => {
    const cells = row.split("|").slice(1, -1);
    const names = [...(cells[2] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
    const found = names.flatMap((name) => named(declared, name)).filter((each) => !counted.has(each));
    for (const each of found) counted.add(each);
    const sum = found.reduce((total, each) => total + linesOf(each), 0);
    return `|${cells.slice(0, 3).join("|")}| ${testsOf(model, names).join(", ")} | ${sum} |`;
  });
  return [head, line, ...lines, ""].join("\n");
}

/** The places of tests that look at rows of these stores. Throws where there is none for one of them. */
function testsOf({ tests, stores }: Model, names: readonly string[]): string[] {
  const own = stores.filter(({ name }) => names.includes(name)).map(({ name }) => name);
  const looking = (store: string): Model["tests"] =>
    tests.filter(({ steps }) => steps.some((step) => step.kind === "expectRow" && step.store === store));
  const without = own.filter((store) => looking(store).length === 0);
  if (without.length > 0) throw new Error(`No test in gooru/tests looks at ${without.join(", ")}.`);
  return [...new Set(own.flatMap(looking))].map(({ place: { file, start } }) => {
    const line = read(file).slice(0, start).split("\n").length;
    return `[${file.slice(file.lastIndexOf("/") + 1)}:${line}](../${file}#L${line})`;
  });
}

function declarationsOf({ types, params, functions, sources, events, signals, stores, handlers }: Model): Declared[] {
  return [...types, ...params, ...functions, ...sources, ...events, ...signals, ...stores, ...handlers];
}

function named(declared: readonly Declared[], name: string): readonly Declared[] {
  const found = declared.filter((each) => each.name === name);
  if (found.length === 0) console.error(`docs/gooru.md names ${name}, which pipelines.da does not declare.`);
  return found;
}

/** Without comments and empty lines. */
function linesOf({ place: { file, start, end } }: Declared): number {
  const lines = read(file).slice(start, end).split("\n");
  return lines.filter((line) => !/^\s*(\/\/|$)/.test(line)).length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of made()) writeFileSync(join(ROOT, path), text);
}
