/** `tail`: follows events of a data folder as JSON lines, also beside a pipeline that is running. */
import type { Decoder } from "../../engine/decode.ts";
import { decodersOf } from "../../engine/decoders.ts";
import type { Incoming } from "../../engine/incoming.ts";
import { type Plan, planOf, topicsOn } from "../../engine/plan.ts";
import type { LogReader } from "../../log/port.ts";
import { openTopics } from "../../ports.ts";
import { type Call, prepare } from "../call.ts";
import { groundOf, requireData } from "../ground.ts";
import { near } from "../near.ts";
import { emissionLine } from "../output/print.ts";
import { CallError, type Exit } from "../surroundings.ts";

const WAIT_MS = 250;
const FETCH_BYTES = 1 << 20;

export async function tail(call: Call): Promise<Exit> {
  const { given, surroundings } = call;
  const problems = [...given.problems];
  const pipeline = await prepare(call, problems);
  const plan = pipeline === null || problems.length > 0 ? null : planOf(pipeline.definition);
  const wanted = plan === null ? new Set<string>() : wantedOf(plan, given.operands, problems);
  const ground = groundOf(call, problems);
  if (ground.kafka === null) requireData(ground, problems);
  if (plan === null || problems.length > 0) throw new CallError(...problems);

  const { signal } = surroundings.interrupted();
  const decoders = decodersOf(plan, topicsOf(plan, wanted));
  const log = await openTopics(plan.definition.name, ground);
  try {
    await log.ensureTopics(topicsOn(log, plan).filter(({ name }) => decoders.has(name)));
    const reader = await log.join(null, [...decoders.keys()]);
    const follower = new Follower(reader, decoders, wanted);
    await follower.begin(given.switches.get("fromBeginning") === true);
    while (!signal.aborted) if (!(await follower.step(surroundings.out))) await reader.wait(WAIT_MS);
    await reader.leave();
  } finally {
    await log.close();
  }
  return 0;
}

/** Names of events and signals to be shown. */
function wantedOf(plan: Plan, names: readonly string[], problems: string[]): Set<string> {
  const known = [...plan.events.byName.keys()];
  for (const name of names) {
    if (!known.includes(name)) problems.push(`The pipeline has no event ${name}.${near(name, known)}`);
  }
  if (names.length > 0) return new Set(names);
  return new Set(plan.events.all.filter(({ source }) => source === null).map(({ name }) => name));
}

function topicsOf(plan: Plan, wanted: ReadonlySet<string>): string[] {
  return plan.events.all.filter(({ name }) => wanted.has(name)).map(({ topic }) => topic);
}

class Follower {
  readonly #reader: LogReader;
  readonly #decoders: ReadonlyMap<string, Decoder>;
  readonly #wanted: ReadonlySet<string>;
  readonly #next = new Map<string, number>();

  constructor(reader: LogReader, decoders: ReadonlyMap<string, Decoder>, wanted: ReadonlySet<string>) {
    this.#reader = reader;
    this.#decoders = decoders;
    this.#wanted = wanted;
  }

  async begin(atStart: boolean): Promise<void> {
    for (const { topic, partition, start, end } of await this.#reader.extents()) {
      this.#next.set(`${topic}/${partition}`, atStart ? start : end);
    }
  }

  /** Shows what is new; false where nothing is. */
  async step(out: (text: string) => void): Promise<boolean> {
    let isBusy = false;
    for (const { topic, partition, start, end } of await this.#reader.extents()) {
      const place = `${topic}/${partition}`;
      const next = Math.max(start, this.#next.get(place) ?? 0);
      if (next >= end) continue;
      isBusy = true;
      for (const batch of await this.#reader.fetch(topic, partition, next, FETCH_BYTES)) {
        const events = this.#decoders.get(topic)?.decode(partition, batch).events ?? [];
        const shown = events.filter(({ offset, event }) => offset >= next && this.#wanted.has(event.name));
        if (shown.length > 0) out(shown.map(lineOf).join(""));
        this.#next.set(place, batch.next);
      }
    }
    return isBusy;
  }
}

function lineOf(incoming: Incoming): string {
  const { topic, key, id, at, hops, event } = incoming;
  const value = Buffer.from(incoming.bytes()).toString("utf8");
  const onOneLine = /[\n\r]/.test(value) ? JSON.stringify(JSON.parse(value)) : value;
  return emissionLine({ kind: "event", event: event.name, topic, key, id, at, hops, value: onOneLine });
}
