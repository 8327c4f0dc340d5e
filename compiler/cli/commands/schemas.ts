/** `diff OLD.schema.json NEW.schema.json`: two JSON Schemas of anybody. */
import { resolve } from "node:path";
import type { Level } from "../../diff/finding.ts";
import type { Json } from "../../diff/json.ts";
import type { DiffReport } from "../../diff/report.ts";
import { SchemaProblem } from "../../diff/schemas/compare.ts";
import type { RegistryRules } from "../../diff/schemas/registry.ts";
import { toldOfSchemas } from "../../diff/schemas/told.ts";
import type { Call } from "../call.ts";
import { readText } from "../host/files.ts";

export type SchemaReport =
  | { readonly ok: true; readonly report: DiffReport }
  | { readonly ok: false; readonly why: string };

export function rulesOf(call: Call): RegistryRules | null {
  const text = call.value("registryRules");
  return text === "strict" || text === "lenient" ? text : null;
}

export function compareFiles(call: Call, level: Level): SchemaReport {
  const [oldPath = "", newPath = ""] = call.operands;
  const old = schemaIn(call, oldPath);
  if ("why" in old) return { ok: false, why: old.why };
  const now = schemaIn(call, newPath);
  if ("why" in now) return { ok: false, why: now.why };
  try {
    const pair = { name: newPath, old: old.schema, now: now.schema, against: oldPath };
    const told = toldOfSchemas(pair, level, rulesOf(call));
    const baselines = [{ against: oldPath, state: "compared" as const }];
    return { ok: true, report: { level, baselines, told, files: new Map(), display: (file) => file } };
  } catch (error) {
    if (error instanceof SchemaProblem) return { ok: false, why: `at \`${error.at || "/"}\`: ${error.message}` };
    throw error;
  }
}

function schemaIn(call: Call, path: string): { readonly schema: Json } | { readonly why: string } {
  const text = readText(resolve(call.io.cwd, path));
  if (!text.ok) return { why: `\`${path}\` cannot be read: ${text.why}` };
  try {
    const schema: Json = JSON.parse(text.value);
    return { schema };
  } catch (error) {
    return { why: `\`${path}\` is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
