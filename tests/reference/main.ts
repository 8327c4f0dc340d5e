/**
 * Compares the engine with the reference interpreter on many random sequences:
 *
 *     node --conditions=da-source tests/reference/main.ts [--sequences 5000] [--seed 1] [SPEC.da …]
 */
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compareRandom, SPECS } from "./compare.ts";

const { values, positionals } = parseArgs({
  options: { sequences: { type: "string", default: "5000" }, seed: { type: "string", default: "1" } },
  allowPositionals: true,
});
const here = dirname(fileURLToPath(import.meta.url));
const specs = positionals.length > 0 ? positionals : SPECS.map((name) => join(here, name));
for (const spec of specs) {
  const name = basename(spec) === "spec.da" ? basename(dirname(spec)) : basename(spec, ".da");
  const found = await compareRandom(
    name,
    spec,
    Math.ceil(Number(values.sequences) / specs.length),
    Number(values.seed),
  );
  console.log(`${name}: ${found ?? "equal"}`);
  if (found !== null) process.exitCode = 1;
}
