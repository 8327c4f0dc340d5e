/** `life`: what becomes of one event. */
import { didYouMean, listOf } from "../../diagnostics/messages/said.ts";
import { lifeOf, lifeText } from "../../life/index.ts";
import type { Model } from "../../model.ts";
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
    return refuse(call.io, `the spec has no event \`${event}\`: ${hintFor(model, event)}`);
  }
  call.io.out(call.format === "json" ? `${JSON.stringify(found)}\n` : lifeText(found));
  return 0;
}

/** Names that are nearly this one, that are so on the wire, or that hold it; else some that there are. */
function hintFor({ events, signals }: Model, event: string): string {
  const all = [...events, ...signals];
  const named = (isMeant: (each: (typeof all)[number]) => boolean): string[] =>
    all.filter(isMeant).map(({ name }) => name);
  const near = nearest(
    event,
    named(() => true),
  );
  const onWire = named(({ wire }) => wire === event);
  const holding = named(({ name }) => name.includes(event));
  const likely = [onWire, near, holding].find((names) => names.length > 0) ?? [];
  if (all.length === 0) return "it has none";
  return didYouMean(likely.slice(0, 3)) ?? `it has ${listOf(named(() => true))}`;
}
