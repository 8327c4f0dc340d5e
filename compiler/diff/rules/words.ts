/** Words that many messages need. */

import { code } from "../../diagnostics/messages/said.ts";
import type { Place } from "../../model.ts";
import type { Message, Version } from "../version.ts";

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
