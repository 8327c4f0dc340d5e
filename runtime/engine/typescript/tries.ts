/** Runs a handler in TypeScript on one event until it ends well, again and again with growing pauses, or gives up. */

import { ValueFault } from "../../functions/fault.ts";
import { hashedWords, hashWords } from "../../log/hash.ts";
import type { Clock } from "../clock.ts";
import { DeadFault, deathOf } from "../dead.ts";
import type { Incoming } from "../incoming.ts";
import { Call, type Surroundings } from "./call.ts";
import { Done } from "./effects.ts";
import type { Pending } from "./lookups.ts";
import type { HandlerSettings } from "./settings.ts";

const MAX_PAUSE_MS = 60_000;

export interface Attempt {
  readonly done: Done;
  /** Its contributions to rows. */
  readonly pending: readonly Pending[];
}

export interface Tries {
  readonly surroundings: Surroundings;
  readonly settings: HandlerSettings;
  readonly clock: Clock;
  /** Is told before each try but the first. */
  readonly onRetry?: () => void;
}

/** Null where it was cut off, and nothing has happened. */
export async function tryOn(
  { surroundings, settings, clock, onRetry }: Tries,
  event: Incoming,
  earlier: (store: string) => readonly Pending[],
): Promise<Attempt | null> {
  const { abortSignal } = surroundings;
  for (let attempt = 1; ; attempt++) {
    const call = new Call(surroundings, { event, attempt, earlier });
    const thrown = await run(surroundings, call, event);
    const { fault } = call;
    if (fault !== null) return dead(event, fault.error);
    if (thrown === null) return { done: new Done(event, call.effects), pending: call.pending };
    if (abortSignal.aborted) return null;
    if (isFinal(thrown.error)) return dead(event, terminal(thrown.error));
    if (attempt >= settings.tries) return dead(event, exhausted(thrown.error, attempt));
    const pause = pauseBefore(attempt, settings.backoff, event);
    const { reason } = deathOf(thrown.error);
    surroundings
      .log(event)
      .warn(`try ${attempt} of ${settings.tries} failed, the next one is in ${pause} ms: ${reason}`);
    await pauseFor(clock, pause, abortSignal);
    if (abortSignal.aborted) return null;
    onRetry?.();
  }
}

/** What the handler threw, or null where it has ended well. */
async function run({ plan }: Surroundings, call: Call, event: Incoming): Promise<{ readonly error: unknown } | null> {
  try {
    await plan.task?.(event.value, call);
    return null;
  } catch (error) {
    return { error };
  } finally {
    call.close("it had ended");
  }
}

const dead = (event: Incoming, error: unknown): Attempt => ({ done: new Done(event, [], { error }), pending: [] });

/** By its name: it may come from another copy of the library. */
function isTerminal(error: unknown): error is Error {
  return error instanceof Error && error.name === "TerminalError";
}

/** It would be thrown again. */
function isFinal(error: unknown): boolean {
  return isTerminal(error) || error instanceof ValueFault || error instanceof DeadFault;
}

function terminal(error: unknown): unknown {
  return isTerminal(error) ? new DeadFault("dead", error.message) : error;
}

function exhausted(error: unknown, tries: number): DeadFault {
  const { code, reason } = deathOf(error);
  return new DeadFault(code, tries === 1 ? reason : `${reason} (tried ${tries} times)`);
}

/** Twice as long each time, less up to a half: what failed together is not tried again together. The same for one event. */
function pauseBefore(attempt: number, backoff: number, event: Incoming): number {
  const { a, b, c, d } = event.hash;
  hashWords(a, b, c, d, { a: 0, b: 0, c: 0, d: 0 }, attempt);
  const share = (hashedWords().a >>> 0) / 2 ** 32;
  return Math.round(Math.min(MAX_PAUSE_MS, backoff * 2 ** (attempt - 1)) * (1 - share / 2));
}

/** Ends early when it is aborted. */
async function pauseFor(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = (): void => resolve();
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  await Promise.race([clock.sleep(ms), promise]);
  signal.removeEventListener("abort", end);
}
