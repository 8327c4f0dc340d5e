/** What the statements of one handler share while they are checked. */

import type { HandlerDeclaration } from "../../dsl/syntax.ts";
import type { Defined, EventInfo, SignalInfo } from "../declarations/definitions.ts";
import type { Env, Local } from "../expressions/env.ts";

/** What a handler touches, each once, in the order of first mention. */
export interface Touched {
  readonly reads: Set<string>;
  readonly updates: Set<string>;
  readonly deletes: Set<string>;
  readonly emits: Set<string>;
  readonly signals: Set<string>;
  readonly forwards: Set<string>;
  readonly waits: Set<string>;
  /** Stores of which it uses a change without a variable that holds it. */
  readonly changes: Set<string>;
}

export function untouched(): Touched {
  return {
    reads: new Set(),
    updates: new Set(),
    deletes: new Set(),
    emits: new Set(),
    signals: new Set(),
    forwards: new Set(),
    waits: new Set(),
    changes: new Set(),
  };
}

export interface Body {
  readonly context: Defined;
  readonly node: HandlerDeclaration;
  readonly touched: Touched;
  /** The events and signals that it handles. */
  readonly handled: readonly (EventInfo | SignalInfo)[];
  /** Every `let`, to tell those that nothing uses. */
  readonly lets: Local[];
  /** Variables that hold a change, and of which store. */
  readonly changes: { readonly local: Local; readonly store: string }[];
}

/** Where a statement stands among the others: what is known there, and what was done before it. */
export interface Flow {
  readonly env: Env;
  /** An effect may have been made. */
  readonly effect: boolean;
  /** What follows is never reached. */
  readonly exits: boolean;
}
