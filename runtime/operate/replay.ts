/** Dead letters that are handled again, each once, whoever asks for it and how often. */
import type { Plan } from "../engine/plan.ts";
import { replayed, revived } from "../engine/replay.ts";
import { Settled, settle } from "../engine/settled.ts";
import { UserError } from "../errors.ts";
import type { StoreTx } from "../store/port.ts";
import { changing } from "./change.ts";
import { type Letter, letterName } from "./letters.ts";
import type { Site } from "./site.ts";

export interface ReplayResult {
  /** Letters that were handed to their handlers. */
  readonly replayed: number;
  /** Events of letters that had reached no handler, and that their source has brought again meanwhile: they are dropped. */
  readonly repeats: number;
  /** Those that cannot be, and why. */
  readonly refused: readonly { readonly letter: string; readonly reason: string }[];
}

const AT_ONCE = 500;

/** Hands letters to the handlers that they died of, which an engine then runs; those that are none any more are left out. */
export async function replayLetters(site: Site, letters: AsyncIterable<Letter>, now: number): Promise<ReplayResult> {
  const refused: ReplayResult["refused"][number][] = [];
  let [count, repeats] = [0, 0];
  let some: Letter[] = [];
  const flush = async (): Promise<void> => {
    const page = some;
    some = [];
    if (page.length === 0) return;
    const done = await changing(site, now, (tx) => replayPage(site, tx, page, now, refused));
    count += done.replayed;
    repeats += done.repeats;
  };
  for await (const letter of letters) {
    some.push(letter);
    if (some.length === AT_ONCE) await flush();
  }
  await flush();
  return { replayed: count, repeats, refused };
}

async function replayPage(
  { plan }: Site,
  tx: StoreTx,
  letters: readonly Letter[],
  now: number,
  refused: { letter: string; reason: string }[],
): Promise<Omit<ReplayResult, "refused">> {
  const settled = new Settled(tx);
  let [count, repeats] = [0, 0];
  for (const [, some] of Map.groupBy(letters, ({ place }) => `${place.owner}/${place.partition}`)) {
    const [first] = some;
    if (first === undefined) continue;
    const done = await settled.of(first.place);
    const offsets: number[] = [];
    for (const letter of some) {
      if (done.has(letter.place.offset)) continue;
      try {
        const { parkings, repeats: dropped } = await revived(tx, replayed(plan, renamed(plan, letter)), now);
        if (parkings.length > 0) await tx.park(parkings);
        repeats += dropped;
        offsets.push(letter.place.offset);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        refused.push({ letter: letterName(letter.place), reason: error.message });
      }
    }
    await settle(tx, first.place, offsets, 0);
    count += offsets.length;
  }
  return { replayed: count, repeats };
}

/** A handler that has another name now handles what died of it. */
function renamed({ definition }: Plan, letter: Letter): Letter {
  const handler = definition.handlers.find(({ was }) => was === letter.handler);
  return handler === undefined ? letter : { ...letter, handler: handler.name };
}
