// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { PlaceAssigned } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "places">, Nothing>;

/** A dep on place.assigned. (gooru/core.da:142) */
export function places(event: PlaceAssigned, da: Da): void {
  const { entityId, kind, title, parentId } = event;
  da.update("places", { placeId: entityId }, { kind, title, parentId });
}
