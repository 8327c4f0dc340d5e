/** What the steps of `ci` came to, put together. */
import type { Exit } from "../../io.ts";

export interface Ran {
  readonly name: string;
  /** Null where it was not run. */
  readonly exit: Exit | null;
  readonly out: string;
  readonly err: string;
  /** One line of what it says. */
  readonly detail: string;
}

const WORDS = { 0: "ok", 1: "failed", 2: "broken" } as const;

/** A line for each step. */
export function summary(ran: readonly Ran[]): string {
  const width = Math.max(...ran.map(({ name }) => name.length));
  return ran
    .map(({ name, exit, detail }) =>
      `${name.padEnd(width)}  ${(exit === null ? "-" : WORDS[exit]).padEnd(6)}  ${detail}`.trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

const MARKS = { 0: "✅", 1: "❌", 2: "❌" } as const;

/** For a pull request: a table of the steps, what the comparison tells, and what the others print. */
export function ciMarkdown(ran: readonly Ran[]): string {
  const rows = ran.map(
    ({ name, exit, detail }) => `| ${exit === null ? "–" : MARKS[exit]} | \`${name}\` | ${cell(detail)} |`,
  );
  const table = ["| | step | |", "|---|---|---|", ...rows, ""].join("\n");
  const parts = ran.flatMap(({ name, exit, out, err }) => {
    if (name === "diff" && exit !== 2) return out === "" ? [] : [out];
    const text = `${err}\n${out}`.trim();
    return exit === null || exit === 0 || text === "" ? [] : [`#### ${name}\n\n\`\`\`\`\`text\n${text}\n\`\`\`\`\`\n`];
  });
  return [table, ...parts].join("\n");
}

const cell = (text: string): string => text.replace(/[\\`*_[\]<>#|~@]/g, "\\$&");

/** One object: each step with what it prints as JSON, and all diagnostics once. */
export function ciJson(ran: readonly Ran[]): string {
  const steps = ran.map(({ name, exit, out, detail }) => ({ name, exit, detail, output: parsed(out) }));
  const all = steps.flatMap(({ output }) => listIn(output, "diagnostics"));
  const diagnostics = [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  return `${JSON.stringify({ steps, diagnostics })}\n`;
}

/** One log. Tests tell what check tells and more; a comparison is a run of its own. */
export function ciSarif(ran: readonly Ran[]): string {
  const last = ran.findLast(({ name, out }) => name !== "diff" && listIn(parsed(out), "runs").length > 0);
  const diff = ran.find(({ name }) => name === "diff");
  const runs = [last, diff].flatMap((each) =>
    each === undefined
      ? []
      : listIn(parsed(each.out), "runs").map((run) => ({
          ...Object(run),
          automationDetails: { id: `da-compile/${each === diff ? "diff" : "check"}/` },
        })),
  );
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return Array.isArray(found) ? found : [];
}
