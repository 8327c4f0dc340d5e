// da-compile's entry point.
import { processIo } from "./io.ts";
import { bugReport, run } from "./program.ts";

const io = processIo();
process.on("uncaughtException", (error) => {
  io.err(bugReport(error, io.env));
  process.exit(2);
});
process.exitCode = await run(process.argv.slice(2), io);
