/** How commands come to the state of a pipeline, where an engine may be running on it or none. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { openEmbeddedBeside } from "../embedded.ts";
import { paramsOf } from "../engine/params.ts";
import { planOf } from "../engine/plan.ts";
import type { Site } from "../operate/site.ts";
import { type Call, dataFolder, type Prepared, prepare } from "./call.ts";
import { CallError } from "./surroundings.ts";

export const DEFAULT_DATA = ".da";

/** The data folder of a command that needs one. */
export const dataOf = (call: Call): string => dataFolder(call) ?? resolve(call.surroundings.cwd, DEFAULT_DATA);

/** Tells where a command is to look at a folder in which nothing ever ran. */
export function requireData(folder: string, problems: string[]): void {
  if (!existsSync(join(folder, "da.db"))) {
    problems.push(`There is no data in ${folder}: start the pipeline on it first.`);
  }
}

export interface OpenSite extends Site {
  readonly pipeline: Prepared;
  close(): Promise<void>;
}

/** Opens what there is to look at, beside an engine or not. `problems` are those that the command has found. */
export async function openSite(call: Call, problems: readonly string[] = []): Promise<OpenSite> {
  const all = [...call.given.problems, ...problems];
  const pipeline = await prepare(call, all);
  const folder = dataOf(call);
  requireData(folder, all);
  if (pipeline === null || all.length > 0) throw new CallError(...all);
  const { definition, params } = pipeline;
  Object.assign(definition.paramValues, paramsOf(definition, params));
  const ports = openEmbeddedBeside(definition, folder);
  return { plan: planOf(definition), ports, pipeline, close: () => ports.close() };
}

/** Runs what looks at a site, and closes it. */
export async function withSite<T>(
  call: Call,
  problems: readonly string[],
  look: (site: OpenSite) => Promise<T>,
): Promise<T> {
  const site = await openSite(call, problems);
  try {
    return await look(site);
  } finally {
    await site.close();
  }
}
