/** Words that many messages need. */

import { code } from "../../diagnostics/messages/said.ts";
import type { Place } from "../../model.ts";
import type { Message, Version } from "../version.ts";

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

/** As it is written in a spec: `14d`, `1h30m`. */
export function durationText(ms: number): string {
  let rest = ms;
  let text = "";
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text === "" ? "0s" : text;
}

export function pathOrNone(path: string | readonly string[] | null): string {
  if (path === null || path.length === 0) return "nothing";
  return code(typeof path === "string" ? path : path.join("."));
}

/** Where a message that is gone was at home: its source, or the pipeline. */
export function homeOf(version: Version, source: string | null): Place {
  return version.model.sources.find(({ name }) => name === source)?.namePlace ?? version.model.pipeline.namePlace;
}

export function sourceOf(message: Message): string | null {
  return "source" in message ? message.source : null;
}

export { pathOfMessage } from "../breaks.ts";
