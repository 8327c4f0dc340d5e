/**
 * What a handler in TypeScript has asked for in one run. It is only noted while the handler runs beside the rounds; in a
 * round it is done again, in the same order, by the context that handlers in `.da` have, and so checked and made as theirs.
 */
import type { Change, Context } from "../../api/context.ts";
import type { Envelope } from "../../api/typescript.ts";
import type { Incoming } from "../incoming.ts";
import type { Given } from "../stores.ts";

export type Effect =
  | { readonly kind: "limit"; readonly times: number }
  | { readonly kind: "update" | "change"; readonly store: string; readonly key: Given; readonly values: Given }
  | { readonly kind: "emit"; readonly event: string; readonly value: object; readonly envelope: Envelope | undefined }
  /** `change` counts the changes of the run. */
  | { readonly kind: "signal"; readonly signal: string; readonly change: number; readonly fields: object };

/** An event that a handler is done with. */
export class Done {
  readonly event: Incoming;
  readonly #effects: readonly Effect[];
  readonly #failure: { readonly error: unknown } | null;

  /** `failure` holds what the event dies of. */
  constructor(event: Incoming, effects: readonly Effect[], failure: { readonly error: unknown } | null = null) {
    this.event = event;
    this.#effects = effects;
    this.#failure = failure;
  }

  /** Has the effects; throws what the event dies of. */
  play(da: Context): void {
    if (this.#failure !== null) throw this.#failure.error;
    const changes: Change<object>[] = [];
    for (const effect of this.#effects) {
      switch (effect.kind) {
        case "limit":
          da.limit(effect.times);
          break;
        case "update":
          da.update(effect.store, effect.key, effect.values);
          break;
        case "change":
          changes.push(da.change(effect.store, effect.key, effect.values));
          break;
        case "emit":
          da.emit(effect.event, effect.value, effect.envelope);
          break;
        case "signal": {
          const change = changes[effect.change];
          if (change === undefined) throw new Error("A signal tells a change that was not made.");
          da.signal(effect.signal, change, effect.fields);
        }
      }
    }
  }
}
