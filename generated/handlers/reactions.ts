// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { ContentReact, ResourcePlayStop, Signals } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "reactions">, Pick<Signals, "content.reaction">>;

/** A gep on resource.play.stop, content.react. (gooru/metrics.da:214) */
export function reactions(event: ResourcePlayStop | ContentReact, da: Da): void {
  const { userId, contentId, contentType, context, collectionId, collectionType, reaction } = event;
  if (reaction === null) return;
  const own = da.change("reactions", { userId, contentId }, { reaction });
  da.signal("content.reaction", own, { contentType, context });
  if (collectionId !== null && collectionType !== null) {
    const whole = da.change("reactions", { userId, contentId: collectionId }, { reaction });
    da.signal("content.reaction", whole, { contentType: collectionType, context });
  }
}
