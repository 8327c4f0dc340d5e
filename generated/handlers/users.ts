// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { UserCreated, UserDeleted, UserUpdated } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "users">, Nothing, "user.created" | "user.updated" | "user.deleted">;

/**
 * Unlike contents, people go: what stays of them is what they did, under an id that names no one.
 * (gooru/core.da:157)
 */
export function users(event: UserCreated | UserUpdated | UserDeleted, da: Da): void {
  const { entityId } = event;
  const name = "name" in event ? event.name : null;
  const role = "role" in event ? event.role : null;
  if (da.name === "user.deleted") {
    da.delete("users", { userId: entityId });
  } else {
    da.update("users", { userId: entityId }, { name, role });
  }
}
