/** The ledger's generated code, made anew for a run: what `da-run start` loads, unchanged. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PipelineDefinition } from "../../runtime/api/definition.ts";
import { loaderOf } from "../../runtime/cli/load.ts";
import { installedIn } from "../installed.ts";

const SPEC = fileURLToPath(new URL("./ledger.da", import.meta.url));
const COMPILER = fileURLToPath(new URL("../../bin/da-compile.js", import.meta.url));
const RUNTIME = new URL("../../runtime/index.ts", import.meta.url);

export function compiled(folder: string): void {
  const { status, stderr } = spawnSync(process.execPath, [COMPILER, SPEC, "--out", join(folder, "generated")], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  installedIn(folder);
}

export async function loaded(folder: string): Promise<PipelineDefinition> {
  return (await loaderOf(RUNTIME)(join(folder, "generated"))).definition;
}
