/** What an engine does for its store besides rounds: renames when it is opened, and forgetting from time to time. */
import { randomInt } from "node:crypto";
import type { PipelineDefinition } from "../api/definition.ts";
import { UserError } from "../errors.ts";
import type { LogPort, LogReader } from "../log/port.ts";
import type { StorePort } from "../store/port.ts";
import type { Plan } from "./plan.ts";

const LOG = "log";

/** Throws a UserError where the store holds positions in another log. */
export async function refuseOtherLog(log: LogPort, store: StorePort): Promise<void> {
  const { outboxIsLog } = store.capabilities;
  const [known, own] = [await store.note(LOG), await log.identity()];
  if (known === own || (known === null && outboxIsLog)) return;
  // A store in the log's own database has no need to say which it is.
  if (known !== null || (await store.positions()).length > 0) {
    const which = known === null ? "that lies beside it" : known;
    const text = `The store belongs to the log ${which}, and this is ${own}: how far has been read there says nothing here. Start with the other log, or with an empty store.`;
    throw new UserError("topic-changed", text);
  }
  const tx = await store.begin();
  try {
    await tx.setNote(LOG, own);
    await tx.commit();
  } finally {
    await tx.rollback();
  }
}

/** Has a position that is set once, to a number by chance: what names the store. No handler or source has such a name. */
const STORE = { reader: "#store", topic: "", partition: 0 };
const MOST_STORES = 2 ** 48 - 1;

/** What no other store has, and all who share this one know it by. */
export async function nameOfStore(store: StorePort): Promise<string> {
  const known = await numberOf(store);
  if (known !== null) return String(known);
  const tx = await store.begin();
  try {
    // Where another process is first, its number counts.
    if (await tx.movePositions([{ ...STORE, expected: 0, next: randomInt(1, MOST_STORES) }])) await tx.commit();
  } finally {
    await tx.rollback();
  }
  return String(await numberOf(store));
}

async function numberOf(store: StorePort): Promise<number | null> {
  return (await store.positions()).find(({ reader }) => reader === STORE.reader)?.next ?? null;
}

/** Takes over what stands under the names that handlers and events had; not what others have these names now for. */
export async function carryOver({ handlers, events }: PipelineDefinition, store: StorePort): Promise<void> {
  const handlerNames = new Set(handlers.map(({ name }) => name));
  for (const { name, was } of handlers) {
    if (was !== undefined && !handlerNames.has(was)) await store.renameReader(was, name);
  }
  const eventNames = new Set(events.map(({ name }) => name));
  for (const { name, was } of events) {
    if (was !== undefined && !eventNames.has(was)) await store.renameEvent(was, name);
  }
}

/** A source's records come no later than retention lets them, so that older ids cannot come again within their time. */
export async function forgetBrought(plan: Plan, store: StorePort, log: LogReader, now: number): Promise<void> {
  const unique = plan.sources.filter(({ definition }) => definition.unique !== null);
  if (unique.length === 0) return;
  const extents = await log.extents();
  const tx = await store.begin();
  try {
    for (const { definition } of unique) {
      const own = extents.filter(({ topic }) => topic === definition.topic);
      const before = now - (definition.unique ?? 0) - plan.definition.retention;
      await tx.forgetBrought(definition.name, before, own);
    }
    await tx.commit();
  } finally {
    await tx.rollback();
  }
}
