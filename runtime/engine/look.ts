/** What an engine shows of itself to those who look: rows, dead letters, counts. */
import type { Json } from "../api/definition.ts";
import { UserError } from "../errors.ts";
import { batchesIn, Repeats } from "../log/reading.ts";
import type { StorePort } from "../store/port.ts";
import { deadLetterAt, type StoredLetter } from "./dead.ts";
import { deadTopicOf, type Plan } from "./plan.ts";
import type { Readers } from "./readers.ts";
import type { Ports, Rounds } from "./round.ts";
import { Settled } from "./settled.ts";
import { Counts, type ReaderStats } from "./stats.ts";
import { rowJsonOf } from "./stores.ts";

/** A row as handlers see it, and as JSON. */
export interface ShownRow {
  readonly row: Readonly<Record<string, Json>>;
  readonly json: string;
}

/** All rows of a store, sorted by key. */
export async function* rowsOf(plan: Plan, port: StorePort, name: string): AsyncGenerator<ShownRow> {
  const store = plan.stores.get(name);
  if (store === undefined) throw new UserError("input", `The pipeline has no store ${name}.`);
  const jsonOf = rowJsonOf(store, plan.definition.types);
  for await (const { key, slots } of port.rows(store.layout)) {
    const row = store.rowOf(key, slots);
    yield { row, json: jsonOf(row) };
  }
}

/** All dead letters that the log still keeps, by source or handler, without those that were replayed or forgotten. */
export async function* deadLettersOf({ definition }: Plan, ports: Ports): AsyncGenerator<StoredLetter> {
  const all = [...definition.sources, ...definition.handlers];
  const owners = new Map(all.map(({ name }) => [deadTopicOf(definition, name), name]));
  const settled = new Settled(ports.store);
  const log = await ports.log.join(null, [...owners.keys()]);
  try {
    for (const extent of await log.extents()) {
      const { topic, partition, start, end } = extent;
      if (start === end) continue;
      const gone = await settled.of({ owner: owners.get(topic) ?? "", partition });
      const repeats = new Repeats();
      for await (const batch of batchesIn(log, extent)) {
        const again = repeats.in(batch);
        for (let i = batch.indexOf(start); i < batch.count; i++) {
          const offset = batch.offset(i);
          if (!gone.has(offset) && !again.has(offset)) yield deadLetterAt(batch, i);
        }
      }
    }
  } finally {
    await log.leave();
  }
}

export function statsOf({ definition }: Plan, readers: Readers, rounds: Rounds): ReaderStats[] {
  const kinds = [...definition.sources.map(({ name }) => ({ name, kind: "source" as const })), ...definition.handlers];
  return kinds.map(({ name, kind }) => {
    const reader = readers.all.find((each) => each.name === name);
    const { in: handled, out, dead, unhandled, unknown, repeats } = rounds.counts.get(name) ?? new Counts();
    const { waiting, queued, held } = rounds.parking.tally(name);
    const lag = reader === undefined ? 0 : rounds.stock.lagOf(reader);
    const failure = reader?.failure ?? null;
    return { name, kind, in: handled, out, dead, unhandled, unknown, repeats, waiting, queued, held, lag, failure };
  });
}
