/**
 * Compares the engine with the reference interpreter on many random sequences:
 *
 *     node --conditions=da-source tests/reference/main.ts [--sequences 5000] [--seed 1] [--orders] [SPEC.da …]
 *
 * With `--orders` it compares the rows of two orders of the same records instead.
 */
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compareOrders, compareRandom, SPECS } from "./compare.ts";

const { values, positionals } = parseArgs({
  options: {
    sequences: { type: "string", default: "5000" },
    seed: { type: "string", default: "1" },
    orders: { type: "boolean" },
  },
  allowPositionals: true,
});
const here = dirname(fileURLToPath(import.meta.url));
const specs = positionals.length > 0 ? positionals : SPECS.map((name) => join(here, name));
for (const spec of specs) {
  const name = basename(spec) === "spec.da" ? basename(dirname(spec)) : basename(spec, ".da");
  const compare = values.orders === true ? compareOrders : compareRandom;
  const found = await compare(name, spec, Math.ceil(Number(values.sequences) / specs.length), Number(values.seed));
  console.log(`${name}: ${found ?? "equal"}`);
  if (found !== null) process.exitCode = 1;
}
