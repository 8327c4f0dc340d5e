/** What each kind of handler handles and may do, as one table and in words. */

import type { HandlerDeclaration } from "../../dsl/syntax.ts";

export type Kind = HandlerDeclaration["handler"];

export interface Rules {
  readonly stores: boolean;
  readonly signals: boolean;
  readonly forwards: boolean;
  readonly emits: "source events" | "discrete events" | null;
  readonly limit: boolean;
  readonly fanout: boolean;
  /** "it handles …" */
  readonly handles: string;
  /** "it may …" */
  readonly may: string;
}

export const RULES: Readonly<Record<Kind, Rules>> = {
  transform: {
    stores: false,
    signals: false,
    forwards: false,
    emits: "source events",
    limit: false,
    fanout: false,
    handles: "source events",
    may: "emit source events of another source",
  },
  gep: {
    stores: true,
    signals: true,
    forwards: true,
    emits: null,
    limit: false,
    fanout: false,
    handles: "source events",
    may: "read and update stores, signal and forward",
  },
  demux: {
    stores: false,
    signals: false,
    forwards: true,
    emits: "discrete events",
    limit: false,
    fanout: true,
    handles: "source events and signals",
    may: "emit discrete events and forward; what it needs of a store, the gep puts into the signal",
  },
  dep: {
    stores: true,
    signals: false,
    forwards: false,
    emits: "discrete events",
    limit: true,
    fanout: false,
    handles: "discrete events, and source events with `from: internal`",
    may: "read and update stores, and emit discrete events",
  },
};
