// da-run's entry point.
import { loaderOf } from "./load.ts";
import { failure, run } from "./program.ts";
import { Mask } from "./settings/secrets.ts";
import { processSurroundings } from "./surroundings.ts";

// Built, this file is dist/da-run.js beside dist/runtime/; from source it stands where the library is a folder up.
const isSource = import.meta.url.endsWith(".ts");
const runtime = new URL(isSource ? "../index.ts" : "./runtime/index.js", import.meta.url);
// A browser gets what was built, in both cases.
const page = new URL(isSource ? "../../dist/ui/" : "./ui/", import.meta.url);
const surroundings = processSurroundings(loaderOf(runtime), page);
const mask = new Mask();
process.on("uncaughtException", (error) => {
  surroundings.err(mask.apply(failure(error, surroundings.env)));
  process.exit(1);
});
process.exitCode = await run(process.argv.slice(2), surroundings, mask);
