/** Watching a process: metrics, and whether it lives and is ready. Loaded only where it is asked for. */
import { systemClock } from "../../engine/clock.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Observer } from "../../engine/observer.ts";
import type { Ports } from "../../engine/round.ts";
import { Health } from "./health.ts";
import { Metrics } from "./metrics.ts";
import { type Address, openMetricsServer } from "./server.ts";

export interface Watch {
  readonly url: string;
  readonly observer: Observer;
  /** No engine runs yet, and why. */
  waiting(reason: string): void;
  running(engine: Engine, ports: Ports): void;
  stopping(): void;
  close(): Promise<void>;
}

export async function openWatch(at: Address, pipeline: string, onError: (error: unknown) => void): Promise<Watch> {
  const health = new Health();
  let engine: Engine | null = null;
  const metrics = new Metrics({
    pipeline,
    now: () => systemClock.now(),
    stats: () => engine?.stats() ?? [],
    isReady: async () => (await health.problems()).length === 0,
  });
  const server = await openMetricsServer(at, {
    contentType: metrics.contentType,
    metrics: () => metrics.text(),
    problems: () => health.problems(),
    onError,
  });
  return {
    url: server.url,
    observer: metrics.observer,
    waiting: (reason) => health.stopped(reason),
    running(now, ports) {
      engine = now;
      health.started(ports);
    },
    stopping: () => health.stopped("It is stopping."),
    close: () => server.close(),
  };
}
