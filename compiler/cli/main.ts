// da-compile's entry point.
import { hurry } from "./hurry.ts";
import { processIo } from "./io.ts";
import { bugReport, run } from "./program.ts";

const HASH_NOTHING: ReadonlySet<string> = new Set([
  "check",
  "fmt",
  "explain",
  "graph",
  "life",
  "init",
  "lsp",
  "--help",
  "-h",
  "--version",
]);

const io = processIo();
process.on("uncaughtException", (error) => {
  io.err(bugReport(error, io.env));
  process.exit(2);
});
const argv = process.argv.slice(2);
// Before the flags change, as it is large: a compile hashes all that it makes.
if (!HASH_NOTHING.has(argv[0] ?? "")) await import("node:crypto");
if (!argv.includes("--watch") && !argv.includes("lsp")) hurry();
process.exitCode = await run(argv, io);
