/** `life`: what becomes of one event. */
import { didYouMean } from "../../diagnostics/messages/said.ts";
import { lifeOf, lifeText } from "../../life/index.ts";
import { nearest } from "../../names/near.ts";
import { type Call, refuse } from "../call.ts";
import type { Exit } from "../io.ts";
import { soundModel } from "../sound.ts";

export async function life(call: Call): Promise<Exit> {
  const [event = "", spec] = call.operands;
  const { model, exit } = await soundModel(call, spec);
  if (model === null) return exit;
  const found = lifeOf(model, event);
  if (found === null) {
    const names = [...model.events, ...model.signals].map(({ name }) => name);
    const hint = didYouMean(nearest(event, names));
    return refuse(call.io, `the spec has no event \`${event}\`${hint === null ? "" : `: ${hint}`}`);
  }
  call.io.out(call.format === "json" ? `${JSON.stringify(found)}\n` : lifeText(found));
  return 0;
}
