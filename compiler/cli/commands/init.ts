/** `init`: puts a small pipeline into a folder, touching nothing that is there. */
import { join, relative, resolve, sep } from "node:path";
import manifest from "../../../package.json" with { type: "json" };
import { type Call, refuse, tell } from "../call.ts";
import { DEFAULT_SPEC } from "../commands.ts";
import { attempt, exists, writeWhole } from "../host/files.ts";
import type { Exit } from "../io.ts";
import { starterFiles } from "./starter.ts";

export async function init(call: Call): Promise<Exit> {
  const folder = resolve(call.io.cwd, call.operands[0] ?? ".");
  const shown = (path: string) => relative(call.io.cwd, join(folder, path)).split(sep).join("/");
  if (exists(join(folder, DEFAULT_SPEC))) {
    return refuse(call.io, `\`${shown(DEFAULT_SPEC)}\` is there already: name another folder`);
  }
  for (const [path, content] of starterFiles(manifest.version)) {
    if (exists(join(folder, path))) {
      tell(call, `  left ${shown(path)} as it is`);
      continue;
    }
    const done = attempt(() => writeWhole(join(folder, path), content));
    if (!done.ok) return refuse(call.io, `\`${shown(path)}\` cannot be written: ${done.why}`);
    tell(call, `  wrote ${shown(path)}`);
  }
  const enter = shown("") === "" ? "" : `cd ${shown("")} && `;
  tell(call, `Next: ${enter}npm install && npx da-compile. README.md tells the rest.`);
  return 0;
}
