// da-run's entry point.
import { loaderOf } from "./load.ts";
import { failure, run } from "./program.ts";
import { processSurroundings } from "./surroundings.ts";

// Built, this file is dist/da-run.js beside dist/runtime/; from source it stands where the library is a folder up.
const runtime = new URL(import.meta.url.endsWith(".ts") ? "../index.ts" : "./runtime/index.js", import.meta.url);
const surroundings = processSurroundings(loaderOf(runtime));
process.on("uncaughtException", (error) => {
  surroundings.err(failure(error, surroundings.env));
  process.exit(1);
});
process.exitCode = await run(process.argv.slice(2), surroundings);
