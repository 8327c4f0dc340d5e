/** `send`: appends events from stdin to a source's topic, durably, also beside a pipeline that is running. */
import type { SourceRecord } from "../../engine/engine.ts";
import { addFeed } from "../../engine/feed.ts";
import { Outbox } from "../../engine/outbox.ts";
import { planOf, topicsOn } from "../../engine/plan.ts";
import type { LogPort } from "../../log/port.ts";
import { openTopics } from "../../ports.ts";
import { type Call, prepare } from "../call.ts";
import { groundOf } from "../ground.ts";
import { linesOf } from "../input/lines.ts";
import { near } from "../near.ts";
import { count } from "../output/summary.ts";
import { CallError, type Exit } from "../surroundings.ts";

export async function send(call: Call): Promise<Exit> {
  const { given, surroundings } = call;
  const problems = [...given.problems];
  const pipeline = await prepare(call, problems);
  const [name = ""] = given.operands;
  const sources = pipeline?.definition.sources ?? [];
  const source = sources.find((each) => each.name === name);
  if (pipeline !== null && name !== "" && source === undefined) {
    const names = sources.map((each) => each.name);
    problems.push(
      `The pipeline has no source ${name}.${near(name, names) || ` It has ${names.join(", ") || "none"}.`}`,
    );
  }
  const ground = groundOf(call, problems);
  if (pipeline === null || source === undefined || problems.length > 0) throw new CallError(...problems);

  const plan = planOf(pipeline.definition);
  const log = await openTopics(pipeline.definition.name, ground);
  try {
    await log.ensureTopics(topicsOn(log, plan).filter((topic) => topic.name === source.topic));
    const partitions = new Map((await log.topics()).map((topic) => [topic.name, topic.partitions]));
    const outbox = new Outbox({ partitions, isLog: true, isShared: log.capabilities.isShared });
    let sent = 0;
    for await (const lines of linesOf(surroundings.stdin())) {
      const records = lines.map(({ bytes }): SourceRecord => ({ source: name, value: bytes }));
      outbox.begin(Date.now());
      addFeed(plan, outbox, records);
      await appendAll(log, outbox);
      sent += records.length;
    }
    call.say(`da-run: ${count(sent, "event")} sent to ${source.topic}.\n`);
  } finally {
    await log.close();
  }
  return 0;
}

async function appendAll(log: LogPort, outbox: Outbox): Promise<void> {
  const appends = outbox.take();
  if (appends.length > 0) await log.append(appends);
}
