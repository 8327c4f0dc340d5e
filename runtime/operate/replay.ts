/** Dead letters that are handled again, each once, whoever asks for it and how often. */
import type { Plan } from "../engine/plan.ts";
import { replayed } from "../engine/replay.ts";
import { Settled, settle } from "../engine/settled.ts";
import { UserError } from "../errors.ts";
import type { StoreTx } from "../store/port.ts";
import { changing } from "./change.ts";
import { type Letter, letterName } from "./letters.ts";
import type { Site } from "./site.ts";

export interface ReplayResult {
  /** Letters that were handed to their handlers. */
  readonly replayed: number;
  /** Those that cannot be, and why. */
  readonly refused: readonly { readonly letter: string; readonly reason: string }[];
}

const AT_ONCE = 500;

/** Hands letters to the handlers that they died of, which an engine then runs; those that are none any more are left out. */
export async function replayLetters(site: Site, letters: AsyncIterable<Letter>, now: number): Promise<ReplayResult> {
  const refused: ReplayResult["refused"][number][] = [];
  let count = 0;
  let some: Letter[] = [];
  const flush = async (): Promise<void> => {
    const page = some;
    some = [];
    if (page.length > 0) count += await changing(site, now, (tx) => replayPage(site, tx, page, now, refused));
  };
  for await (const letter of letters) {
    some.push(letter);
    if (some.length === AT_ONCE) await flush();
  }
  await flush();
  return { replayed: count, refused };
}

async function replayPage(
  { plan }: Site,
  tx: StoreTx,
  letters: readonly Letter[],
  now: number,
  refused: { letter: string; reason: string }[],
): Promise<number> {
  const settled = new Settled(tx);
  let count = 0;
  for (const [, some] of Map.groupBy(letters, ({ place }) => `${place.owner}/${place.partition}`)) {
    const [first] = some;
    if (first === undefined) continue;
    const done = await settled.of(first.place);
    const offsets: number[] = [];
    for (const letter of some) {
      if (done.has(letter.place.offset)) continue;
      try {
        await tx.park(replayed(plan, renamed(plan, letter), now));
        offsets.push(letter.place.offset);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        refused.push({ letter: letterName(letter.place), reason: error.message });
      }
    }
    await settle(tx, first.place, offsets, 0);
    count += offsets.length;
  }
  return count;
}

/** A handler that has another name now handles what died of it. */
function renamed({ definition }: Plan, letter: Letter): Letter {
  const handler = definition.handlers.find(({ was }) => was === letter.handler);
  return handler === undefined ? letter : { ...letter, handler: handler.name };
}
