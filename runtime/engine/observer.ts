/** What those who watch an engine are told, always after it has been committed. */
import type { DeadLetter } from "./dead.ts";

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

export interface Observer {
  /** What one round emitted, in order of emission. */
  onEmit?(emissions: readonly Emission[]): void;
  onDead?(letters: readonly DeadLetter[]): void;
  /** Something outside does not work, such as the disk; the engine tries again by itself where it runs on. */
  onTrouble?(message: string): void;
}
