/** `--watch`: a command again at each change of what it read. */
import { relative } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { count } from "../diagnostics/messages/said.ts";
import { type Call, tell } from "./call.ts";
import { changedOf, nextChange } from "./host/changes.ts";
import type { Exit } from "./io.ts";

/** What one run came to, and the files it looked at with what they were like then. */
export interface Done {
  readonly exit: Exit;
  readonly asked: ReadonlyMap<string, string>;
}

/** What runs longer than these milliseconds is not run for practice. */
const SOON = 1000;
/** Milliseconds of practice: who has just started a watch is about to change something. */
const PRACTICE = 2000;

/**
 * Runs once, or, with `--watch`, until the user stops it. A call that is not good ends at once. `practise` does what a run
 * does, a step at a time, and says nothing of it: the engine of JavaScript makes what runs often several times faster, and
 * changes are not what it should learn on. It is done while nothing changes.
 */
export async function onceOrWatching(
  call: Call,
  once: (call: Call) => Promise<Done>,
  practise: ((call: Call) => AsyncIterator<void>) | null = null,
): Promise<Exit> {
  if (!call.flag("watch")) return (await once(call)).exit;
  const stop = call.io.interrupted();
  let { exit, asked, took } = await timed(once, call);
  if (exit === 2) return exit;
  const steps = took < SOON ? practise?.(call) : undefined;
  let practice = PRACTICE;
  while (!stop.aborted) {
    tell(call, `Done in ${took.toFixed(0)} ms. Watching ${count(asked.size, "file")}, until Ctrl-C.`);
    while (steps !== undefined && practice > 0 && !stop.aborted && changedOf(asked).length === 0) {
      const start = performance.now();
      await steps.next();
      await turn();
      practice -= performance.now() - start;
    }
    const changed = await nextChange(asked, stop);
    if (changed.length === 0) break;
    tell(call, `\nChanged: ${changed.map((path) => relative(call.io.cwd, path)).join(", ")}`);
    ({ exit, asked, took } = await timed(once, call));
  }
  return 0;
}

async function timed(once: (call: Call) => Promise<Done>, call: Call): Promise<Done & { readonly took: number }> {
  const start = performance.now();
  const done = await once(call);
  return { ...done, took: performance.now() - start };
}
