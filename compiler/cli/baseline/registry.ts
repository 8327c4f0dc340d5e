/** A running schema registry as a baseline: each event's newest schema there, against how it is written and read now. */
import type { Level } from "../../diff/finding.ts";
import type { Json } from "../../diff/json.ts";
import type { Told } from "../../diff/report.ts";
import { SchemaProblem } from "../../diff/schemas/compare.ts";
import type { RegistryRules } from "../../diff/schemas/registry.ts";
import { toldOfSchemas } from "../../diff/schemas/told.ts";
import type { Subject } from "../../diff/subjects.ts";
import type { Asked, Registry } from "../registry/client.ts";

export interface Compared {
  readonly told: readonly Told[];
  /** Subjects that the registry does not know yet. */
  readonly fresh: readonly string[];
}

/** Under rules of a registry the closed schemas are compared, as it would; else what is read now counts. */
export async function compareWithRegistry(
  registry: Registry,
  subjects: readonly Subject[],
  level: Level,
  rules: RegistryRules | null,
  against: string,
): Promise<Asked<Compared>> {
  const reached = await registry.subjects();
  if (!reached.ok) return reached;
  const known = new Set(reached.value);
  const told: Told[] = [];
  for (const { subject, event, written, read } of subjects) {
    if (!known.has(subject)) continue;
    const latest = await registry.latest(subject);
    if (!latest.ok) return latest;
    const text = latest.value?.schema ?? null;
    if (text === null) return { ok: false, why: `${subject} holds no JSON Schema` };
    try {
      const old: Json = JSON.parse(text);
      const reader = rules === null ? { nowReader: read } : {};
      told.push(...toldOfSchemas({ name: event, old, now: written, against, ...reader }, level, rules));
    } catch (error) {
      if (!(error instanceof SchemaProblem) && !(error instanceof SyntaxError)) throw error;
      return { ok: false, why: `the schema of ${subject} cannot be read: ${error.message}` };
    }
  }
  const fresh = subjects.map(({ subject }) => subject).filter((subject) => !known.has(subject));
  return { ok: true, value: { told, fresh } };
}

/** What a registry that held the old version's schemas would answer to the new ones: subject by subject, as it does. */
export function predictedAnswers(
  old: readonly Subject[],
  now: readonly Subject[],
  level: Level,
  rules: RegistryRules,
  against: string,
): readonly Told[] {
  const before = new Map(old.map((each) => [each.subject, each.written]));
  return now.flatMap(({ subject, event, written }) => {
    const schema = before.get(subject);
    return schema === undefined ? [] : toldOfSchemas({ name: event, old: schema, now: written, against }, level, rules);
  });
}
