// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Awaitable, CallContext, Emits, Reads, Scans, Updates } from "da-compile/runtime";
import handler from "../../handlers/struggling.ts";
import type { Events, UsageAssessmentScore } from "../events.ts";
import type { Params } from "../params.ts";
import type { Stores } from "../stores.ts";

/** What `struggling` is given beside the event: what the spec names, and nothing else. */
export type Da = CallContext<"usage.assessment.score", Params> &
  Reads<Pick<Stores, "score_days" | "score_trends">> &
  Scans<Pick<Stores, "score_days">> &
  Updates<Pick<Stores, "score_days" | "score_trends">> &
  Emits<Pick<Events, "pupil.struggling" | "pupil.recovered">>;

/** What the default export of handlers/struggling.ts has to be. */
export type Handler = (event: UsageAssessmentScore, da: Da) => Awaitable<void>;

/**
 * Fits a line to the means of several days. A look at more than one row is what the language leaves to code.
 * (gooru/pupils.da:293)
 */
export function struggling(event: UsageAssessmentScore, da: Da): Awaitable<void> {
  const { result } = event;
  if (result.score === null) return;
  return handler(event, da);
}
