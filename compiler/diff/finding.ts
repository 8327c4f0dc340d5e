/** What a comparison tells: a change, whom it breaks, a document that shows it, and what to do. */
import type { Json, Place } from "../model.ts";

export type Whom =
  | "new readers of old data"
  | "old readers of new data"
  | "stored rows"
  | "order"
  | "positions"
  | "nobody";

/** `breaking` is proven or certain; `may break` could be neither proven nor excluded. Both fail. */
export type Severity = "breaking" | "may break" | "warning" | "info";

/** Backward: new readers read what is there. Forward: old readers read what will come. */
export type Level = "backward" | "forward" | "full";

export type Deploy = "any order" | "readers first" | "writers first" | "together";

/** A document as it lies on the topic, and what becomes of it. */
export interface Witness {
  readonly json: Json;
  /** The event or signal, in the words of its writer's version. */
  readonly event: string;
  readonly writtenBy: "old" | "new";
  /** What the version that wrote it makes of it, and what the other one does. */
  readonly writer: Reading;
  readonly reader: Reading;
}

export type Reading =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused"; readonly why: string }
  /** The value that it is read as where the change is. */
  | { readonly kind: "read"; readonly value: Json }
  /** Events that a pipeline makes of it, of one name. */
  | { readonly kind: "makes"; readonly event: string; readonly values: readonly Json[] };

/** What a rule found, before it is known where it is shown. */
export interface Found {
  /** What changed, such as `event:order.placed/amount`: stable, whatever stands where. */
  readonly path: string;
  /** One or two sentences. */
  readonly message: string;
  readonly repair: string;
  readonly old: Place | null;
  readonly new: Place | null;
  /** Where the rule's own is not right. */
  readonly severity?: Severity;
  readonly deploy?: Deploy;
  readonly witness?: Witness | null;
  /** The same change seen elsewhere: the paths of events that share a record. */
  readonly affects?: readonly string[];
}

export interface Finding extends Required<Omit<Found, "severity" | "deploy" | "witness" | "affects">> {
  readonly rule: string;
  readonly breaks: Whom;
  readonly severity: Severity;
  readonly deploy: Deploy;
  readonly witness: Witness | null;
  readonly affects: readonly string[];
  /** Hash of rule and path. */
  readonly fingerprint: string;
}

export function fails({ severity }: Pick<Finding, "severity">): boolean {
  return severity === "breaking" || severity === "may break";
}
