// Feeds events that are made as they are fed: node run.ts KIND EVENTS FOLDER, where KIND is "engine", or "keep" for a loop
// that keeps 240 bytes of each.
import { openEmbedded } from "../../runtime/embedded.ts";
import { openEngine } from "../../runtime/engine/engine.ts";
import { ddlOf } from "../../runtime/testing/ddl.ts";
import { playEvent, playPipeline } from "../../runtime/testing/pipelines.ts";

const BATCH = 5000;
const USERS = 10_000;

async function engine(events: number, folder: string): Promise<void> {
  const definition = playPipeline();
  const ports = openEmbedded(definition, { folder, ddl: ddlOf(definition) });
  const running = await openEngine(definition, ports);
  for (let fed = 0; fed < events; fed += BATCH) {
    const records = Array.from({ length: Math.min(BATCH, events - fed) }, (_, index) => ({
      source: "player",
      value: Buffer.from(playEvent(fed + index, USERS)),
    }));
    await running.append(records);
  }
  await running.runUntilQuiet();
  await running.close();
  await ports.close();
}

function keep(events: number): void {
  const kept = Array.from({ length: events }, (_, n) => Array.from({ length: 30 }, (_, index) => n + index));
  if (kept.length !== events) throw new Error("Some were not kept.");
}

const [kind = "", events = "", folder = ""] = process.argv.slice(2);
if (kind === "keep") keep(Number(events));
else await engine(Number(events), folder);
process.stdout.write(JSON.stringify({ events: Number(events) }));
