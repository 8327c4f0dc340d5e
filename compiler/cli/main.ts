// da-compile's entry point: a classic script, which has no `await` outside of functions.
import { processIo } from "./io.ts";
import { bugReport, run } from "./program.ts";

const io = processIo();
process.on("uncaughtException", (error) => {
  io.err(bugReport(error, io.env));
  process.exit(2);
});
void run(process.argv.slice(2), io).then((exit) => {
  process.exitCode = exit;
});
