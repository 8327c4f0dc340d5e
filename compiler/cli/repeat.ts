/** `--watch`: a command again at each change of what it read. */
import { relative } from "node:path";
import { type Call, tell } from "./call.ts";
import { nextChange } from "./host/changes.ts";
import type { Exit } from "./io.ts";

/** What one run came to, and the files it looked at with what they were like then. */
export interface Done {
  readonly exit: Exit;
  readonly asked: ReadonlyMap<string, string>;
}

/** Runs once, or, with `--watch`, until the user stops it. A call that is not good ends at once. */
export async function onceOrWatching(call: Call, once: (call: Call) => Promise<Done>): Promise<Exit> {
  if (!call.flag("watch")) return (await once(call)).exit;
  const stop = call.io.interrupted();
  let { exit, asked } = await once(call);
  if (exit === 2) return exit;
  while (!stop.aborted) {
    tell(call, `Watching ${asked.size === 1 ? "1 file" : `${asked.size} files`}, until Ctrl-C.`);
    const changed = await nextChange(asked, stop);
    if (changed.length === 0) break;
    tell(call, `\nChanged: ${changed.map((path) => relative(call.io.cwd, path)).join(", ")}`);
    ({ exit, asked } = await once(call));
  }
  return 0;
}
