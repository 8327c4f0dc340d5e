/** How commands come to the state of a pipeline, where an engine may be running on it or none. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { openEmbeddedBeside } from "../embedded.ts";
import { paramsOf } from "../engine/params.ts";
import { planOf } from "../engine/plan.ts";
import { UserError } from "../errors.ts";
import type { Site } from "../operate/site.ts";
import { type Call, dataFolder, type Opened, openPipeline, type Prepared, prepare } from "./call.ts";
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

interface Located {
  readonly pipeline: Prepared;
  readonly folder: string;
}

/** What a command is about. `problems` are those that it has found itself. */
async function locate(call: Call, problems: readonly string[]): Promise<Located> {
  const all = [...call.given.problems, ...problems];
  const pipeline = await prepare(call, all);
  const folder = dataOf(call);
  requireData(folder, all);
  if (pipeline === null || all.length > 0) throw new CallError(...all);
  return { pipeline, folder };
}

interface OpenSite extends Site {
  close(): Promise<void>;
}

function openBeside({ pipeline: { definition, params }, folder }: Located, shreds = false): OpenSite {
  Object.assign(definition.paramValues, paramsOf(definition, params));
  const ports = openEmbeddedBeside(definition, folder, { shreds });
  return { plan: planOf(definition), ports, close: () => ports.close() };
}

/** Runs what looks at a pipeline, whether an engine runs on it or not. */
export async function withSite<T>(
  call: Call,
  problems: readonly string[],
  look: (site: Site) => Promise<T>,
  shreds = false,
): Promise<T> {
  const site = openBeside(await locate(call, problems), shreds);
  try {
    return await look(site);
  } finally {
    await site.close();
  }
}

/** A pipeline that may be changed. */
export interface Workplace extends Site {
  /** Another process runs on it, and does what comes of the change. */
  readonly isRunning: boolean;
  readonly folder: string;
  /** Does what comes of the change, where nobody else does; gives how many events died in it. */
  work(): Promise<number>;
}

/**
 * Runs what changes something for handlers to act on. On a folder at rest an engine is opened, which does what comes of it
 * and all else that is left to do; beside a running one the change is made in a transaction, and that one goes on from it.
 */
export async function withWorkplace<T>(
  call: Call,
  problems: readonly string[],
  change: (place: Workplace) => Promise<T>,
): Promise<T> {
  const located = await locate(call, problems);
  const { pipeline, folder } = located;
  let dead = 0;
  const opened = await openAlone(call, located, (letters) => {
    dead += letters;
  });
  if (opened === null) {
    const site = openBeside(located);
    try {
      return await change({ ...site, isRunning: true, folder, work: async () => 0 });
    } finally {
      await site.close();
    }
  }
  const { engine, ports, close } = opened;
  try {
    const work = async (): Promise<number> => {
      await engine.runUntilQuiet();
      return dead;
    };
    return await change({ plan: planOf(pipeline.definition), ports, isRunning: false, folder, work });
  } finally {
    await close();
  }
}

/** An engine on the folder; null where another process has one. */
async function openAlone(
  call: Call,
  { pipeline, folder }: Located,
  onDead: (letters: number) => void,
): Promise<Opened | null> {
  try {
    return await openPipeline(call, pipeline, folder, { onDead: (letters) => onDead(letters.length) });
  } catch (error) {
    if (error instanceof UserError && error.code === "locked") return null;
    throw error;
  }
}
