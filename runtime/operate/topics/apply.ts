/** Makes topics what they should be, as far as it is allowed and may be done. */
import { UserError } from "../../errors.ts";
import type { Loss, TopicChange, TopicPlan } from "./compare.ts";
import { grantText, rightFor } from "./grants.ts";
import type { TopicManager } from "./port.ts";

export interface Allowed {
  readonly data: boolean;
  readonly order: boolean;
}

export type Outcome =
  | { readonly change: TopicChange; readonly outcome: "done" }
  /** It would lose something, and nobody has allowed that. */
  | { readonly change: TopicChange; readonly outcome: "refused" }
  | { readonly change: TopicChange; readonly outcome: "failed"; readonly reason: string };

/** One change after the other; one that fails holds up no other. */
export async function* applyTopics(manager: TopicManager, plan: TopicPlan, allowed: Allowed): AsyncGenerator<Outcome> {
  const changed: string[] = [];
  for (const change of plan.changes) {
    if (!isAllowed(change.loses, allowed)) yield { change, outcome: "refused" };
    else {
      const outcome = await applied(manager, change);
      if (outcome.outcome === "done" && change.change !== "delete") changed.push(change.topic);
      yield outcome;
    }
  }
  await manager.settled(changed);
}

function isAllowed(loses: Loss, { data, order }: Allowed): boolean {
  switch (loses) {
    case null:
      return true;
    case "data":
      return data;
    case "order":
      return order;
  }
}

async function applied(manager: TopicManager, change: TopicChange): Promise<Outcome> {
  try {
    await run(manager, change);
    return { change, outcome: "done" };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== "log-refused") throw error;
    const grant = /authorized/i.test(error.message) ? ` The user ${grantText(rightFor(change))}` : "";
    return { change, outcome: "failed", reason: `${error.message}${grant}` };
  }
}

function run(manager: TopicManager, change: TopicChange): Promise<void> {
  switch (change.change) {
    case "create":
      return manager.create(change.spec);
    case "move replicas":
      return manager.moveReplicas(change.topic, change.moves);
    case "add partitions":
      return manager.addPartitions(change.topic, change.partitions);
    case "configure":
      return manager.configure(change.topic, change.settings);
    case "delete":
      return manager.remove(change.topic);
  }
}
