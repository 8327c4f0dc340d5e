// da-compile's entry point.
import { hurry } from "./hurry.ts";
import { processIo } from "./io.ts";
import { bugReport, run } from "./program.ts";

const io = processIo();
process.on("uncaughtException", (error) => {
  io.err(bugReport(error, io.env));
  process.exit(2);
});
const argv = process.argv.slice(2);
if (!argv.includes("--watch") && !argv.includes("lsp")) hurry();
process.exitCode = await run(argv, io);
