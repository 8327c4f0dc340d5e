/** What those who watch an engine are told: of events and dead letters after they have been committed. */
import type { DeadLetter } from "./dead.ts";
import type { Incoming } from "./incoming.ts";
import type { Times } from "./times.ts";

/** An event or signal as it was emitted, or a record that was forwarded. */
export type Emission =
  | {
      readonly kind: "event";
      /** Its name in the spec. */
      readonly event: string;
      readonly topic: string;
      readonly key: string | null;
      readonly id: string;
      readonly at: number;
      readonly hops: number;
      /** JSON. */
      readonly value: string;
    }
  | { readonly kind: "forward"; readonly topic: string; readonly key: string | null; readonly value: Uint8Array };

/** An event that a handler is done with: it has taken effect, or is dead. */
export interface Handled {
  readonly handler: string;
  readonly event: Incoming;
  /** When its record was written, in ms; null: within this round. */
  readonly written: number | null;
  /** What it has emitted. */
  readonly emitted: readonly Incoming[];
  /** Code of the dead letter that it became; null where it is none. */
  readonly dead: string | null;
}

export interface Observer {
  /** What one round emitted, in order of emission. */
  onEmit?(emissions: readonly Emission[]): void;
  onDead?(letters: readonly DeadLetter[]): void;
  /** What handlers were done with in one round, in order; it began at this time. */
  onHandled?(handled: readonly Handled[], began: number): void;
  /** When the events of a round that handlers were done with were made and written; good until the next round. */
  onTimes?(times: Times): void;
  /** A round is committed; it has taken so many ms. */
  onRound?(ms: number): void;
  /** A handler in TypeScript failed on an event, and is tried again. */
  onRetry?(handler: string): void;
  /** Something outside does not work, such as the disk; the engine tries again by itself where it runs on. */
  onTrouble?(message: string): void;
  /** What handlers in TypeScript log goes out at once, committed or not. */
  onLog?(entry: LogEntry): void;
}

export type LogLevel = "debug" | "info" | "warn" | "error";

/** What a handler in TypeScript logs while it handles an event, and what is logged of its tries. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly handler: string;
  /** Name of the event in the spec, and its id. */
  readonly event: string;
  readonly id: string;
  readonly message: string;
  readonly details: object | null;
}
