/** How commands come to the state of a pipeline, where an engine may be running on it or none. */
import { paramsOf } from "../engine/params.ts";
import { planOf } from "../engine/plan.ts";
import { UserError } from "../errors.ts";
import type { Site } from "../operate/site.ts";
import { isOnServers, openPortsBeside } from "../ports.ts";
import { type Call, type Opened, openPipeline, type Prepared, prepare } from "./call.ts";
import { type Ground, groundOf, requireData } from "./ground.ts";
import { count } from "./output/summary.ts";
import { CallError } from "./surroundings.ts";

interface Located {
  readonly pipeline: Prepared;
  readonly ground: Ground;
}

/** What a command is about. `problems` are those that it has found itself. */
async function locate(call: Call, problems: readonly string[]): Promise<Located> {
  const all = [...call.given.problems, ...problems];
  const pipeline = await prepare(call, all);
  const ground = groundOf(call, all);
  requireData(ground, all);
  if (pipeline === null || all.length > 0) throw new CallError(...all);
  return { pipeline, ground };
}

interface OpenSite extends Site {
  close(): Promise<void>;
}

async function openBeside({ pipeline: { definition, params }, ground }: Located, shreds = false): Promise<OpenSite> {
  Object.assign(definition.paramValues, paramsOf(definition, params));
  const ports = await openPortsBeside(definition, ground, { shreds });
  return { plan: planOf(definition), ports, close: () => ports.close() };
}

/** Runs what looks at a pipeline, whether an engine runs on it or not. */
export async function withSite<T>(
  call: Call,
  problems: readonly string[],
  look: (site: Site) => Promise<T>,
  shreds = false,
): Promise<T> {
  const site = await openBeside(await locate(call, problems), shreds);
  try {
    return await look(site);
  } finally {
    await site.close();
  }
}

/** A pipeline that may be changed. */
export interface Workplace extends Site {
  /** Does what comes of the change, where nobody else is to; tells what was, or will be, done. */
  work(): Promise<string>;
}

/**
 * Runs what changes something for handlers to act on. On a folder at rest an engine is opened, which does what comes of it
 * and all else that is left to do; beside a running one, and on servers, the change is made in a transaction, and whoever
 * runs there goes on from it.
 */
export async function withWorkplace<T>(
  call: Call,
  problems: readonly string[],
  change: (place: Workplace) => Promise<T>,
): Promise<T> {
  const located = await locate(call, problems);
  const { pipeline, ground } = located;
  let dead = 0;
  const opened = isOnServers(ground)
    ? null
    : await openAlone(call, located, (letters) => {
        dead += letters;
      });
  if (opened === null) {
    const site = await openBeside(located);
    const who = isOnServers(ground) ? "Whoever runs the pipeline, now or next," : "The pipeline that runs";
    try {
      return await change({ ...site, work: async () => ` ${who} on ${ground.text} handles what was.` });
    } finally {
      await site.close();
    }
  }
  const { engine, ports, close } = opened;
  try {
    const work = async (): Promise<string> => {
      await engine.runUntilQuiet();
      return dead === 0 ? "" : ` ${count(dead, "event")} died in it.`;
    };
    return await change({ plan: planOf(pipeline.definition), ports, work });
  } finally {
    await close();
  }
}

/** An engine on the folder; null where another process has one. */
async function openAlone(
  call: Call,
  { pipeline, ground }: Located,
  onDead: (letters: number) => void,
): Promise<Opened | null> {
  try {
    return await openPipeline(call, pipeline, ground, { onDead: (letters) => onDead(letters.length) });
  } catch (error) {
    if (error instanceof UserError && error.code === "locked") return null;
    throw error;
  }
}
