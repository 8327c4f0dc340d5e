// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, int, type Nothing } from "da-compile/runtime";
import type { MembershipJoined, MembershipLeft } from "../events.ts";
import { heads } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<
  Nothing,
  Pick<Stores, "memberships" | "class_sizes">,
  Nothing,
  "membership.joined" | "membership.left"
>;

/**
 * A pupil who joins twice, or whose joining is told after the leaving, is counted right: the newest word decides.
 * (gooru/core.da:130)
 */
export function memberships(event: MembershipJoined | MembershipLeft, da: Da): void {
  const { entityId, userId } = event;
  const change = da.change("memberships", { classId: entityId, userId }, { member: da.name === "membership.joined" });
  da.update(
    "class_sizes",
    { classId: entityId },
    { pupils: int(heads(change.after.member) - heads(change.before?.member ?? null)) },
  );
}
