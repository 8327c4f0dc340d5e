/** `status`: lag, rates and dead letters of each source, handler and topic. */
import { systemClock } from "../../engine/clock.ts";
import { type Status, statusOf } from "../../operate/status.ts";
import type { Call } from "../call.ts";
import { number } from "../output/summary.ts";
import { aligned, BOLD, paintOf } from "../output/table.ts";
import { withSite } from "../site.ts";
import type { Exit } from "../surroundings.ts";

export async function status(call: Call): Promise<Exit> {
  const { out, color } = call.surroundings;
  const found = await withSite(call, [], (site) => statusOf(site, systemClock));
  if (call.given.texts.get("format") === "json") out(`${JSON.stringify(found)}\n`);
  else out(statusText(found, color.out));
  return 0;
}

/** The status as tables. */
export function statusText({ pipeline, readers, topics }: Status, color: boolean): string {
  const paint = paintOf(color);
  const handlers = readers.map(({ name, kind, lag, rate, waiting, queued, held, dead, failure }) => [
    `${kind} ${name}`,
    number(lag),
    perSecond(rate),
    number(waiting),
    number(queued),
    number(held),
    number(dead),
    failure === null ? "" : `stands still: ${failure}`,
  ]);
  // How many letters each has is told above.
  const shown = topics.filter(({ deadOf }) => deadOf === null);
  const places = shown.map(({ topic, records, rate, lag }) => [
    topic,
    number(records),
    perSecond(rate),
    lag === null ? "–" : number(lag),
  ]);
  return [
    paint(BOLD, `${pipeline}`),
    aligned([["reader", "lag", "per second", "waiting", "queued", "held", "dead", ""], ...handlers], paint),
    "",
    aligned([["topic", "records", "per second", "lag"], ...places], paint),
    "",
  ].join("\n");
}

const perSecond = (rate: number): string => number(rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate));
