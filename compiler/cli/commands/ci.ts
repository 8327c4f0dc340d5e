/** `ci`: all that a pipeline needs before it is merged, in one call with one summary and one status. */
import { relative, resolve, sep } from "node:path";
import { load } from "../../imports/load.ts";
import { type Call, refuse } from "../call.ts";
import type { Exit } from "../io.ts";
import { type Spec, specOf, unreadable } from "../spec.ts";
import { ciJson, ciMarkdown, ciSarif, type Ran, summary } from "./ci/results.ts";

interface Step {
  readonly name: string;
  /** It needs a spec without errors. */
  readonly needsSound: boolean;
  readonly run: (call: Call) => Promise<Exit>;
}

export async function ci(call: Call): Promise<Exit> {
  const spec = specOf(call, call.operands[0]);
  const problem = unreadable(spec);
  if (problem !== null) return refuse(call.io, problem);
  const ran: Ran[] = [];
  for (const step of stepsOf(call, spec)) {
    const isSound = ran.every(({ name, exit }) => name !== "check" || exit === 0);
    if (step.needsSound && !isSound) {
      ran.push({ name: step.name, exit: null, out: "", err: "", detail: "not run: the spec has errors" });
      continue;
    }
    const done = await runStep(call, step, ran);
    ran.push(done);
    if (call.format === "pretty" && !isMarkdown(call)) show(call, done);
  }
  if (call.values("against").length === 0)
    ran.push({ name: "diff", exit: null, out: "", err: "", detail: NOT_COMPARED });
  tellResults(call, ran);
  return ran.reduce<Exit>((worst, { exit }) => (exit !== null && exit > worst ? exit : worst), 0);
}

const isMarkdown = (call: Call): boolean => call.value("format") === "markdown";

const NOT_COMPARED = "not run: nothing to compare with, `--against main` would be";

function stepsOf(call: Call, spec: Spec): readonly Step[] {
  const files = filesOf(call, spec);
  const against = call.values("against").length > 0;
  return [
    { name: "check", needsSound: false, run: async (own) => (await import("./check.ts")).check(own) },
    {
      name: "fmt --check",
      needsSound: false,
      run: async (own) => (await import("./fmt.ts")).fmt({ ...own, operands: files }),
    },
    { name: "compile --check", needsSound: true, run: async (own) => (await import("./compile.ts")).compile(own) },
    { name: "test", needsSound: true, run: async (own) => (await import("./test.ts")).test(own) },
    ...(against
      ? [{ name: "diff", needsSound: true, run: async (own: Call) => (await import("./diff.ts")).diff(own) }]
      : []),
  ];
}

/** The spec's files as the user would name them. */
function filesOf(call: Call, spec: Spec): readonly string[] {
  const { files } = load(spec.host, spec.root);
  return [...files.keys()].map((path) => relative(call.io.cwd, resolve(spec.folder, path)).split(sep).join("/"));
}

/** Runs a command with what it prints kept. What `check` has said of the spec is not said again by those behind it. */
async function runStep(call: Call, { name, run }: Step, before: readonly Ran[]): Promise<Ran> {
  const printed = { out: "", err: "" };
  const io = {
    ...call.io,
    out: (text: string) => {
      printed.out += text;
    },
    err: (text: string) => {
      printed.err += text;
    },
  };
  const exit = await run({
    ...call,
    io,
    quiet: false,
    flag: (flag) => (flag === "check" ? name.endsWith("--check") : call.flag(flag)),
  });
  const lines = printed.err.trimEnd().split("\n");
  const detail = lines.at(-1) ?? "";
  // The last line sums up; of a call that is not good it is what is wrong.
  const told = (exit === 2 ? lines : lines.slice(0, -1)).join("\n");
  const known = before.find((each) => each.name === "check")?.err ?? "";
  return { name, exit, out: printed.out, err: told === "" || told === known ? "" : told, detail };
}

/** What went wrong, or is worth a look. */
function show({ io, quiet }: Call, { name, exit, out, err }: Ran): void {
  const isTold = exit !== 0 || (name === "check" && err !== "") || (name === "diff" && out !== "");
  if (!isTold) return;
  if (!quiet) io.err(`── ${name} ──\n`);
  if (err !== "") io.err(`${err}\n`);
  if (out !== "") io.out(out);
}

function tellResults(call: Call, ran: readonly Ran[]): void {
  const { io, format } = call;
  if (isMarkdown(call)) {
    io.out(ciMarkdown(ran));
    return;
  }
  switch (format) {
    case "json":
      io.out(ciJson(ran));
      break;
    case "sarif":
      io.out(ciSarif(ran));
      break;
    case "github": {
      const lines = new Set(ran.flatMap(({ out }) => out.split("\n").filter((line) => line.startsWith("::"))));
      io.out([...lines].map((line) => `${line}\n`).join(""));
      io.err(summary(ran));
      break;
    }
    case "pretty":
      io.out(summary(ran));
  }
}
