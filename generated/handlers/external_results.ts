// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { AssessmentPlayStop } from "../events.ts";

type Da = Context<Nothing, Nothing, Nothing>;

/**
 * Results of assessments elsewhere go back to the learning systems that asked for them, as they came.
 * (gooru/metrics.da:90)
 */
export function external_results(event: AssessmentPlayStop, da: Da): void {
  const { contentType } = event;
  if (contentType !== "assessment-external") return;
  da.forward("org.gooru.lti.results");
}
