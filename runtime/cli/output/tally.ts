/** Counts what a run emits and what dies in it, with an example of each kind, in memory of bounded size. */
import type { DeadLetter, Emission } from "../../engine/engine.ts";
import type { Observer } from "../../engine/observer.ts";

export interface Sent {
  readonly topic: string;
  /** Null for records that were forwarded as they came. */
  readonly event: string | null;
  readonly count: number;
}

export interface Died {
  readonly code: string;
  /** Source or handler. */
  readonly handler: string;
  readonly count: number;
  /** Of the first one. */
  readonly reason: string;
  readonly event: string | null;
  readonly example: string;
}

const EXAMPLE_BYTES = 400;

export class Tally implements Observer {
  readonly #sent = new Map<string, Sent>();
  readonly #died = new Map<string, Died>();

  onEmit(emissions: readonly Emission[]): void {
    for (const emission of emissions) {
      const { topic } = emission;
      const event = emission.kind === "event" ? emission.event : null;
      const key = `${topic}\n${event ?? ""}`;
      this.#sent.set(key, { topic, event, count: (this.#sent.get(key)?.count ?? 0) + 1 });
    }
  }

  onDead(letters: readonly DeadLetter[]): void {
    for (const { code, handler, reason, event, value } of letters) {
      const key = `${code}\n${handler}`;
      const first = this.#died.get(key);
      const example = first?.example ?? Buffer.from(value.subarray(0, EXAMPLE_BYTES)).toString("utf8");
      this.#died.set(key, { code, handler, reason, event, example, ...first, count: (first?.count ?? 0) + 1 });
    }
  }

  /** By topic and event. */
  get sent(): Sent[] {
    return [...this.#sent.values()].sort((a, b) => order(a.topic, b.topic) || order(a.event ?? "", b.event ?? ""));
  }

  /** By code, the most frequent first within it. */
  get died(): Died[] {
    return [...this.#died.values()].sort((a, b) => order(a.code, b.code) || b.count - a.count);
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
