/** What can be asked of an engine besides feeding it, each done in a round of its own. */
import type { Json } from "../api/definition.ts";
import { UserError } from "../errors.ts";
import type { HeldKey, Parked } from "../store/port.ts";
import type { StoredLetter } from "./dead.ts";
import type { Note } from "./feed.ts";
import type { Plan } from "./plan.ts";
import { replayed, revived } from "./replay.ts";
import type { Errand } from "./round.ts";
import { MISSING } from "./rows.ts";

export type Row = Readonly<Record<string, Json>>;

/** One update of a store with these contributions, whoever owns it: for tests. */
export function giving(plan: Plan, store: string, key: Row, values: Row): Errand {
  const found = plan.stores.get(store);
  if (found === undefined) throw new UserError("input", `The pipeline has no store ${store}.`);
  const [slots, contribution] = [found.keyOf(key), found.contributionOf(values)];
  return {
    async run({ tx, now, effects }) {
      const rows = effects.rows(store);
      const instant = { at: now, by: "" };
      for (let isDone = false; !isDone; ) {
        try {
          rows.update(slots, contribution, instant);
          isDone = true;
        } catch (error) {
          if (error !== MISSING) throw error;
          await rows.load(tx, true);
        }
      }
      rows.keep();
      await effects.flush(tx);
    },
  };
}

/** Ends the wait of parked events: their handlers run again now, and where the row is still missing, its `else` applies. */
export function releasing(ids: readonly number[], released: (events: readonly Parked[]) => void): Errand {
  return {
    async run({ tx, now, effects }) {
      const found = (await tx.find(ids)).filter(({ awaits }) => awaits !== null);
      for (const event of found) {
        const due = Math.min(now, event.due ?? now);
        await effects.parking.repark(tx, event, { ...event, due, isReady: true });
      }
      await effects.parking.look(tx);
      released(found);
    },
  };
}

/** Lets all held events out; tells whether there were any. */
export function lettingGo(told: (some: boolean) => void): Errand {
  return {
    async run({ tx, resume }) {
      let some = false;
      while (await resume.letGo(tx, Number.POSITIVE_INFINITY)) some = true;
      told(some);
    },
  };
}

/** Removes parked and held events; what queued behind them goes on. */
export function removing(ids: readonly number[], held: readonly HeldKey[]): Errand {
  return {
    async run({ tx, effects: { parking } }) {
      const found = await tx.find(ids);
      await parking.unpark(tx, found);
      await parking.unhold(tx, held);
      for (const { reader, lane } of found) {
        const [first] = lane === null ? [] : await tx.queued(reader, [lane], 1);
        if (first !== undefined && first.awaits === null) await parking.repark(tx, first, { ...first, isReady: true });
      }
      await parking.look(tx);
    },
  };
}

/** Hands a dead letter to who is to handle it again. Throws a UserError where it cannot be read. */
export function replaying(plan: Plan, letter: StoredLetter, note: Note | null): Errand {
  return {
    async run({ tx, now, effects: { parking } }) {
      const { parkings } = await revived(tx, replayed(plan, letter), now);
      parking.add(parkings);
      await parking.flush(tx);
      if (note !== null) await tx.setNote(note.name, note.text);
    },
  };
}
