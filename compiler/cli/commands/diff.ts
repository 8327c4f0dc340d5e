/** `diff`: what changed since one or more baselines, and whom it breaks. */
import manifest from "../../../package.json" with { type: "json" };
import type { Level } from "../../diff/finding.ts";
import type { Recorded } from "../../diff/pair.ts";
import { type Baseline, countsOf, type DiffReport, isBreak, type Told } from "../../diff/report.ts";
import type { Model } from "../../model.ts";
import { type Loaded, loadBaseline } from "../baseline/baseline.ts";
import { type Call, refuse, tell } from "../call.ts";
import { displayFrom } from "../host/real.ts";
import type { Exit } from "../io.ts";
import { isRegistry } from "../registry/client.ts";
import { checkSpec, countsOf as countsOfDiagnostics, fails, print, type Spec, specOf, unreadable } from "../spec.ts";

export async function diff(call: Call): Promise<Exit> {
  if (call.flag("rules")) return listRules(call);
  if (areSchemas(call.operands)) return diffOfSchemas(call);
  const texts = call.values("against");
  if (texts.length === 0)
    return refuse(call.io, "`diff` needs something to compare with: `--against main`, a file, a folder or a registry");
  const spec = specOf(call, call.operands[0]);
  const problem = unreadable(spec);
  if (problem !== null) return refuse(call.io, problem);
  if (call.value("migration") !== null) return (await import("./migration.ts")).migration(call, spec, texts);
  const report = await compare(call, spec, texts, levelOf(call));
  if (typeof report === "number") return report;
  await printReport(call, spec.name, report);
  const compared = report.baselines.filter(({ state }) => state === "compared").map(({ against }) => against);
  if (compared.length > 0)
    tell(call, `${spec.name} against ${compared.join(", ")}: ${countsOf(report.told)} (${report.level})`);
  return failsOn(call, report) ? 1 : 0;
}

/** Whether the operands are two JSON Schemas. */
const areSchemas = (operands: readonly string[]): boolean =>
  operands.length === 2 && operands.every((path) => path.endsWith(".json"));

async function diffOfSchemas(call: Call): Promise<Exit> {
  const compared = (await import("./schemas.ts")).compareFiles(call, levelOf(call));
  if (!compared.ok) return refuse(call.io, compared.why);
  const [old, now = ""] = call.operands;
  await printReport(call, now, compared.report);
  tell(call, `${now} against ${old}: ${countsOf(compared.report.told)} (${compared.report.level})`);
  return failsOn(call, compared.report) ? 1 : 0;
}

/** Warnings fail under `--strict`, as everywhere. */
export function failsOn(call: Call, { told: all }: DiffReport): boolean {
  return all.some((each) => isBreak(each) || (call.strict && each.severity === "warning" && each.accepted === null));
}

/** What is to be said, or the status of a call that cannot be answered. */
export async function compare(
  call: Call,
  spec: Spec,
  texts: readonly string[],
  level: Level,
): Promise<DiffReport | Exit> {
  const { diff: differences, Version } = await import("../../diff/index.ts");
  const { analysis, report } = await checkSpec(call, spec);
  const { model } = analysis;
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0 || model === null) {
    await print(call, { ...report, diagnostics: errors });
    tell(call, `${spec.name}: ${countsOfDiagnostics(errors)}, nothing was compared`);
    return fails(call, errors) || model === null ? 1 : 0;
  }
  const now = new Version(model, analysis.files);
  const display = displayFrom(spec.folder, call.io.cwd);
  const baselines: Baseline[] = [];
  const olds: Parameters<typeof differences>[0][number][] = [];
  const fromRegistries: Told[] = [];
  const recorded = new Map<string, Recorded>();
  for (const against of texts) {
    if (isRegistry(against)) {
      const compared = await againstRegistry(call, spec, model, against, level);
      if (!compared.ok) return refuse(call.io, `the registry cannot be compared with: ${compared.why}`);
      baselines.push({ against: compared.value.name, state: "compared" });
      fromRegistries.push(...compared.value.told);
      continue;
    }
    const loaded = loadBaseline(against, spec, call.io.cwd, model);
    if (loaded.state === "failed") return refuse(call.io, `\`--against ${against}\` cannot be loaded: ${loaded.why}`);
    baselines.push({ against, state: loaded.state });
    if (loaded.state === "compared") {
      const samples = await againstSamples(call, spec, model, loaded);
      if (samples !== null && !samples.ok) return refuse(call.io, samples.why);
      if (samples !== null) recorded.set(against, samples.value);
      fromRegistries.push(...(await predicted(call, spec, model, { old: loaded.version.model, against, level })));
      olds.push({ ...loaded, against });
    } else call.io.err(`${loaded.why}: the spec is new, and there is nothing that it could break.\n`);
  }
  const found = await differences(
    olds,
    { version: now, display },
    { level, today: new Date().toISOString().slice(0, 10), recorded },
  );
  return { level, baselines, told: [...found, ...fromRegistries], files: analysis.files, display };
}

/** Both versions over `--samples`; null where none are named, or only the events of the old one are known. */
async function againstSamples(
  call: Call,
  spec: Spec,
  model: Model,
  { version, host }: Extract<Loaded, { state: "compared" }>,
) {
  const texts = call.values("samples");
  if (texts.length === 0 || host === null) return null;
  const { recordedOf } = await import("../samples/recorded.ts");
  const found = await recordedOf(spec, texts, { model: version.model, host }, model, call.io.cwd);
  return found.ok ? found : { ok: false as const, why: `\`--samples\` cannot be used: ${found.why}` };
}

interface Predicting {
  readonly old: Model;
  readonly against: string;
  readonly level: Level;
}

/** Under `--registry-rules`, what a registry with the old version's schemas would answer besides. */
async function predicted(call: Call, spec: Spec, now: Model, { old, against, level }: Predicting) {
  if (call.value("registryRules") === null) return [];
  const [{ predictedAnswers }, { subjectsOf }, { contextOf }, { rulesOf }] = await Promise.all([
    import("../baseline/registry.ts"),
    import("../../diff/subjects.ts"),
    import("../../emit/context.ts"),
    import("./schemas.ts"),
  ]);
  const rules = rulesOf(call);
  const subjects = (model: Model) => subjectsOf(contextOf(model, { root: spec.root, version: manifest.version }));
  return rules === null ? [] : predictedAnswers(subjects(old), subjects(now), level, rules, against);
}

async function againstRegistry(call: Call, spec: Spec, model: Model, address: string, level: Level) {
  const [{ compareWithRegistry }, { Registry }, { subjectsOf }, { contextOf }, { rulesOf }] = await Promise.all([
    import("../baseline/registry.ts"),
    import("../registry/client.ts"),
    import("../../diff/subjects.ts"),
    import("../../emit/context.ts"),
    import("./schemas.ts"),
  ]);
  const registry = new Registry(address, call.io.env.DA_REGISTRY_AUTH);
  const subjects = subjectsOf(contextOf(model, { root: spec.root, version: manifest.version }));
  const compared = await compareWithRegistry(registry, subjects, level, rulesOf(call), registry.name);
  if (!compared.ok) return compared;
  const { fresh, told } = compared.value;
  if (fresh.length > 0) call.io.err(`${registry.name} does not know yet: ${fresh.join(", ")}.\n`);
  return { ok: true as const, value: { name: registry.name, told } };
}

function levelOf(call: Call): Level {
  const text = call.value("level");
  return text === "forward" || text === "full" ? text : "backward";
}

/** Findings are the result, whatever the format: they go to stdout. */
async function printReport(call: Call, name: string, report: DiffReport): Promise<void> {
  const { io } = call;
  if (call.value("format") === "markdown") {
    return io.out((await import("../../diff/render/markdown.ts")).markdown(report, name));
  }
  switch (call.format) {
    case "json":
      return io.out((await import("../../diff/render/json.ts")).json(report));
    case "sarif":
      return io.out((await import("../../diff/render/sarif.ts")).sarif(report, manifest.version));
    case "github":
      return io.out((await import("../../diff/render/github.ts")).github(report));
    case "pretty": {
      const { pretty } = await import("../../diff/render/pretty.ts");
      return io.out(pretty(report, { color: io.outColor === true, width: io.terminal.columns }));
    }
  }
}

async function listRules(call: Call): Promise<Exit> {
  const [{ RULES }, { SCHEMA_RULES }] = await Promise.all([
    import("../../diff/index.ts"),
    import("../../diff/schemas/rules.ts"),
  ]);
  const schemas = SCHEMA_RULES.map(({ id, purpose, example }) => ({ id, purpose, example }));
  if (call.format === "json") {
    const rules = RULES.map(({ id, group, breaks, level, severity, purpose, example }) => ({
      id,
      group,
      breaks,
      level,
      severity,
      purpose,
      example,
    }));
    call.io.out(`${JSON.stringify({ rules, schemas })}\n`);
    return 0;
  }
  const lines = RULES.map(
    ({ id, level, severity, breaks, purpose }) =>
      `${id}\n  ${severity}; level ${level}; breaks ${breaks}\n  ${purpose}\n`,
  );
  const ofSchemas = schemas.map(
    ({ id, purpose }) => `${id}\n  for JSON Schemas, at the level asked for\n  ${purpose}\n`,
  );
  call.io.out([...lines, ...ofSchemas].join("\n"));
  return 0;
}
