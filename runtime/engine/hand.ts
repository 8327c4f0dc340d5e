/** What is in hand of one round: two of them take turns, so that the next is begun while the last one is being committed. */
import { RoundEffects } from "./effects.ts";
import type { Limits } from "./limits.ts";
import type { Observer } from "./observer.ts";
import { type Appended, Outbox, type OutboxOptions } from "./outbox.ts";
import type { Parking } from "./parking.ts";
import type { Plan } from "./plan.ts";
import { Resume } from "./resume.ts";
import { Steps } from "./steps.ts";

/** What all rounds share. */
export interface Shared {
  readonly plan: Plan;
  readonly outbox: OutboxOptions;
  readonly observer: Observer;
  readonly limits: Limits;
  readonly parking: Parking;
}

export class Hand {
  readonly effects: RoundEffects;
  readonly steps: Steps;
  readonly resume: Resume;
  /** Leaves with what the round emits. */
  fed: Appended[] = [];
  /** Records of sources that it has read. */
  records = 0;
  /** Something was handled before its round; so much that the others have their turn then. */
  isBegun = false;
  isFull = false;

  constructor({ plan, outbox, observer, limits, parking }: Shared) {
    this.effects = new RoundEffects(plan, new Outbox(outbox), observer, limits, parking);
    this.steps = new Steps(plan, this.effects);
    this.resume = new Resume(plan, this.effects, this.steps);
  }

  /** Nothing of it has been. */
  clear(): void {
    this.effects.clear();
    for (const counts of this.steps.counts.values()) counts.clear();
    this.fed = [];
    this.records = 0;
    this.isBegun = false;
    this.isFull = false;
  }
}
