/** `compile`: writes what a spec describes, or, with `--check`, tells what would have to be written. */
import { join, relative, resolve, sep } from "node:path";
import manifest from "../../../package.json" with { type: "json" };
import { count } from "../../diagnostics/messages/said.ts";
import type { Report } from "../../diagnostics/render/report.ts";
import type { Model } from "../../model.ts";
import { type Call, refuse, tell } from "../call.ts";
import type { Exit } from "../io.ts";
import { carryOut, type Planned, planFolder } from "../output/folder.ts";
import { MANIFEST } from "../output/manifest.ts";
import { type Answers, together } from "../recall/answers.ts";
import { type Done, onceOrWatching } from "../repeat.ts";
import {
  type Checked,
  checkSpec,
  countsOf,
  fails,
  hasTypeScript,
  practiseChecking,
  print,
  type Spec,
  specOf,
  unreadable,
  withHandlers,
} from "../spec.ts";

const DEFAULT_OUT = "generated";

export async function compile(call: Call): Promise<Exit> {
  return onceOrWatching(call, compileOnce, practiseChecking);
}

async function compileOnce(call: Call): Promise<Done> {
  const spec = specOf(call, call.operands[0]);
  const { asked } = spec.host;
  const problem = unreadable(spec);
  if (problem !== null) return { exit: refuse(call.io, problem), asked };
  const checked = await checkSpec(call, spec);
  const { model } = checked.analysis;
  if (model !== null && hasTypeScript(model) && !call.flag("check")) {
    const { missingFiles } = await import("../handlers.ts");
    const missing = missingFiles(model, spec.host);
    if (missing.size > 0) return startHandlers(call, spec, missing);
  }
  const whole = await withHandlers(call, spec, checked, outFolder(call, spec));
  const judged = judge(call, whole);
  await print(call, judged.report);
  if (judged.model === null) {
    call.restsOn(whole.answers);
    return { exit: refuseSpec(call, spec, judged), asked };
  }
  return { exit: await produce(call, spec, judged.model, whole.answers), asked };
}

/** Writes the files of handlers that are not there yet, if nothing else is wrong, and goes on with them. */
async function startHandlers(call: Call, spec: Spec, missing: ReadonlySet<string>): Promise<Done> {
  const { asked } = spec.host;
  const { withHandlerFiles, writeStarters } = await import("../handlers.ts");
  const judged = judge(call, await checkSpec(call, spec, withHandlerFiles(spec.host, missing)));
  if (judged.model === null) {
    await print(call, judged.report);
    return { exit: refuseSpec(call, spec, judged), asked };
  }
  const written = await writeStarters(spec, judged.model, missing, outFolder(call, spec));
  if (!written.ok) return { exit: refuse(call.io, `a handler's file cannot be written: ${written.why}`), asked };
  for (const path of written.value) call.io.err(`  wrote ${path}, which does nothing yet: the handler goes there\n`);
  // What was written now is not said again.
  return compileOnce({ ...call, restsOn: () => {} });
}

interface Judged {
  /** Null where it cannot be compiled. */
  readonly model: Model | null;
  readonly report: Report;
}

/** All that is to be said of the spec. */
function judge(call: Call, { analysis, report }: Checked): Judged {
  return { model: fails(call, report.diagnostics) ? null : analysis.model, report };
}

function refuseSpec(call: Call, spec: Spec, { report }: Judged): Exit {
  tell(call, `${spec.name}: ${countsOf(report.diagnostics)}, nothing was written`);
  return 1;
}

async function produce(call: Call, spec: Spec, model: Model, answers: Checked["answers"]): Promise<Exit> {
  const { emit } = await import("../../emit/index.ts");
  const folder = outFolder(call, spec);
  // The name alone: the same bytes wherever the spec and the folder are.
  const specFolder = relative(folder, spec.folder).split(sep).join("/") || ".";
  const files = await emit(model, { root: spec.root, version: manifest.version, specFolder });
  const plan = planFolder(folder, files);
  const shown = relative(call.io.cwd, folder).split(sep).join("/") || ".";
  if (!plan.ok) return refuse(call.io, `\`${shown}\` cannot be compared with what the spec says: ${plan.why}`);
  if (isAsItShouldBe(plan.value)) call.restsOn(() => withOutput(answers(), folder, plan.value));
  return call.flag("check") ? tellDrift(call, shown, plan.value) : write(call, folder, shown, plan.value, files.size);
}

/** Nothing has to be written, and nothing said of what is there. */
function isAsItShouldBe({ write, foreign, remove, keep }: Planned): boolean {
  return write.size === 0 && foreign.length === 0 && remove.length === 0 && keep.length === 0;
}

/** What was found in the folder too, which is what it shall hold. */
function withOutput(answers: Answers | null, folder: string, { there }: Planned): Answers | null {
  if (answers === null) return null;
  const text = Object.fromEntries([...there].map(([path, hash]) => [join(folder, path), hash]));
  return together(answers, { text });
}

/** Beside the spec, as what is generated is committed with it. */
function outFolder(call: Call, spec: Spec): string {
  const out = call.value("out");
  return out === null ? join(spec.folder, DEFAULT_OUT) : resolve(call.io.cwd, out);
}

/** `--check`: a line for each file that is not as it should be. */
function tellDrift(call: Call, shown: string, plan: Planned): Exit {
  const lines = [
    ...[...plan.write].map(([path, { why }]) => `${shown}/${path}: ${why}`),
    ...plan.foreign.map((path) => `${shown}/${path}: not made by da-compile`),
    ...plan.remove.map((path) => `${shown}/${path}: left over`),
    ...plan.keep.map((path) => `${shown}/${path}: left over, and edited by hand`),
  ].sort();
  // In the other formats stdout holds the diagnostics, and nothing else.
  const say = call.format === "pretty" ? call.io.out : call.io.err;
  say(lines.map((line) => `${line}\n`).join(""));
  if (lines.length === 0) tell(call, `${shown}: up to date`);
  else
    tell(
      call,
      `${shown}: ${count(lines.length, "file")} not as the spec says; \`da-compile\` writes ${lines.length === 1 ? "it" : "them"}`,
    );
  return lines.length === 0 ? 0 : 1;
}

function write(call: Call, folder: string, shown: string, plan: Planned, total: number): Exit {
  if (plan.foreign.length > 0) return refuse(call.io, foreignSentence(shown, plan.foreign));
  if (plan.manifestDamaged)
    call.io.err(`${shown}/${MANIFEST} is damaged and made anew; files that are no longer generated stay\n`);
  for (const [path, { why }] of plan.write) {
    if (why === "edited by hand") call.io.err(`${shown}/${path} was edited by hand; the edit is overwritten\n`);
  }
  for (const path of plan.keep)
    call.io.err(`${shown}/${path} is no longer generated, but was edited by hand; it stays\n`);
  const done = carryOut(folder, plan);
  if (!done.ok) return refuse(call.io, `\`${shown}\` cannot be written: ${done.why}`);
  const changed = [...plan.write.keys()].filter((path) => path !== MANIFEST);
  const lines = [
    ...changed.map((path) => `  wrote ${shown}/${path}`),
    ...plan.remove.map((path) => `  removed ${shown}/${path}`),
    `${shown}: ${count(total, "file")}, ${changed.length} changed, ${plan.remove.length} removed`,
  ];
  tell(call, lines.join("\n"));
  return 0;
}

function foreignSentence(shown: string, paths: readonly string[]): string {
  const [first = "", ...others] = paths;
  const more = others.length === 0 ? "" : ` and ${count(others.length, "more file")}`;
  return (
    `\`${shown}/${first}\`${more} would be overwritten, and da-compile did not make ${others.length === 0 ? "it" : "them"}: ` +
    "move or delete what is there, or choose another folder with --out. Nothing was written"
  );
}
