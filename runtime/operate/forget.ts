/**
 * Removes a person from stores, waiting, held and dead events, and tells what topics still hold, and until when. It may be
 * asked again at any time: what an engine has made meanwhile of records that the topics still hold is removed then.
 */
import { settle } from "../engine/settled.ts";
import { changing } from "./change.ts";
import { eraseLetters, type FoundLetter, lettersOfPerson } from "./forget-letters.ts";
import { type InStore, removeFromStores, type StoreTraces, summed, tracesInStores } from "./forget-stores.ts";
import { type InTopic, topicsOfPerson } from "./forget-topics.ts";
import type { Person } from "./person.ts";
import type { Site } from "./site.ts";
import { heldOf, parkedOf, takeOut } from "./waiting.ts";

export interface Forgotten {
  /** Rows that were removed, and rows whose column lost a value, by store. */
  readonly stores: readonly InStore[];
  /** Where the same value stands under another name: it stays. */
  readonly others: readonly InStore[];
  readonly waiting: number;
  readonly held: number;
  readonly dead: number;
  readonly topics: readonly InTopic[];
  /** Stores that the database holds and the pipeline does not know, or not by that name yet: they were not looked at. */
  readonly unknownStores: readonly string[];
}

/** An engine that goes on writing rows of the person has the last word: it is told that it is behind. */
const MOST_TIMES = 5;

/** Removes, or only tells what would be. */
export async function forget(site: Site, person: Person, now: number, isDry: boolean): Promise<Forgotten> {
  const traces = await tracesInStores(site, person);
  const parked: number[] = [];
  for await (const event of parkedOf(site)) if (person.isInBytes(event.value)) parked.push(event.id);
  const held = (await heldOf(site)).filter(({ value }) => person.isInBytes(Buffer.from(value)));
  const letters = await lettersOfPerson(site, person);
  const unknownStores = await unknownTo(site);
  const found = (after: StoreTraces, topics: readonly InTopic[]): Forgotten => ({
    stores: after.stores,
    others: after.others,
    waiting: parked.length,
    held: held.length,
    dead: letters.filter(({ isSettled }) => !isSettled).length,
    topics,
    unknownStores,
  });
  if (isDry) return found(traces, await topicsOfPerson(site, person));
  await changing(site, now, async (tx) => {
    await removeFromStores(tx, traces);
    await takeOut(tx, parked, held);
    for (const [, some] of byPartition(letters)) {
      const [first] = some;
      if (first === undefined) continue;
      await settle(
        tx,
        first.place,
        some.map(({ place }) => place.offset),
        0,
      );
    }
  });
  await eraseLetters(site, letters);
  // An engine may have written rows while it was looked for them.
  let removed = traces;
  for (let times = 0; times < MOST_TIMES; times++) {
    const more = await tracesInStores(site, person);
    if (more.rows.length === 0) break;
    await changing(site, now, (tx) => removeFromStores(tx, more));
    removed = joined(removed, more);
  }
  return found(removed, await topicsOfPerson(site, person));
}

async function unknownTo({ plan, ports }: Site): Promise<string[]> {
  const tables = new Set([...plan.stores.values()].map(({ layout }) => layout.table));
  const there = await ports.store.stores();
  return there.flatMap(({ store, table }) => (plan.stores.has(store) || tables.has(table) ? [] : [store]));
}

const byPartition = (letters: readonly FoundLetter[]) =>
  Map.groupBy(letters, ({ place }) => `${place.owner}/${place.partition}`);

const joined = (one: StoreTraces, other: StoreTraces): StoreTraces => ({
  rows: [...one.rows, ...other.rows],
  stores: summed([...one.stores, ...other.stores]),
  others: other.others,
});
