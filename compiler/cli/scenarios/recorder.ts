/** Collects what the runs of handlers reached, from code that was emitted with a Cover. */

import { SKIP } from "../../../runtime/engine/context.ts";
import { DeadFault } from "../../../runtime/engine/dead.ts";
import type { Awaitable, Context, HandlerDefinition } from "../../../runtime/index.ts";
import type { Owner } from "../../emit/cover.ts";

/** One run, as the emitted coverage.ts has it. */
interface Run {
  readonly points: Set<number>;
  asking: number | null;
}

type Follow = (run: Run | null) => void;

export class Recorder {
  readonly reached = new Set<number>();
  readonly #follow: Follow;
  readonly #first: ReadonlyMap<string, number>;
  /** Points of the last run of each handler on each event. */
  #runs = new Map<object, Map<string, Run>>();

  constructor(owners: readonly Owner[], exports: Readonly<Record<string, unknown>>) {
    this.#first = new Map(owners.flatMap(({ kind, name, point }) => (kind === "fn" ? [] : [[name, point]])));
    const { follow } = exports;
    if (!isFollow(follow)) throw new Error("The code that counts has no `follow`.");
    this.#follow = follow;
  }

  /** The handler, whose runs are followed. */
  watched(handler: HandlerDefinition): HandlerDefinition {
    // Of one in TypeScript that takes its time, what stands before its own code is followed.
    if (handler.typescript === true) {
      const own: { handle(event: object, da: never): Awaitable<void> } = handler;
      return {
        ...handler,
        handle: (event: object, da: never) => this.#run(handler.name, event, () => own.handle(event, da)),
      };
    }
    const own: { handle(event: object, da: Context): void } = handler;
    return { ...handler, handle: (event: object, da) => this.#run(handler.name, event, () => own.handle(event, da)) };
  }

  #run<T>(name: string, event: object, handle: () => T): T {
    const first = this.#first.get(name);
    const run: Run = { points: new Set(first === undefined ? [] : [first]), asking: null };
    this.#follow(run);
    try {
      return handle();
    } catch (error) {
      // The run ended where it asked for a row that is not there; other errors end it only for now.
      if (run.asking !== null && (error === SKIP || error instanceof DeadFault)) run.points.add(run.asking);
      throw error;
    } finally {
      this.#follow(null);
      // The engine lets a handler run ahead to learn which rows it needs: only its last run on an event counts.
      const runs = this.#runs.get(event) ?? new Map<string, Run>();
      this.#runs.set(event, runs.set(name, run));
    }
  }

  /** What ran until now counts. */
  settle(): void {
    for (const runs of this.#runs.values()) {
      for (const { points } of runs.values()) for (const point of points) this.reached.add(point);
    }
    this.#runs = new Map();
  }
}

function isFollow(value: unknown): value is Follow {
  return typeof value === "function";
}
