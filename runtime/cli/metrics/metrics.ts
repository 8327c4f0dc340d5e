/** What a running engine does, as metrics for Prometheus. It is loaded only where they are asked for. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Observer } from "../../engine/observer.ts";
import type { ReaderStats } from "../../engine/stats.ts";
import type { Times } from "../../engine/times.ts";
import { Durations, type Series } from "./durations.ts";
import { METRICS, type MetricEntry, type MetricName } from "./table.ts";

/** In seconds: a round takes from less than one ms, an event may be days old. */
const LATENCIES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600, 86_400];
const ROUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface MetricsOptions {
  readonly pipeline: string;
  /** By the clock that events are stamped with. */
  readonly now: () => number;
  /** Empty as long as no engine is open. */
  readonly stats: () => readonly ReaderStats[];
  readonly isReady: () => Promise<boolean>;
}

type Labels = Readonly<Record<string, string>>;

export class Metrics {
  readonly #registry = new Registry();
  readonly #options: MetricsOptions;
  readonly #counters = new Map<MetricName, Counter>();
  readonly #gauges = new Map<MetricName, Gauge>();
  readonly #histograms = new Map<MetricName, Histogram>();
  readonly #durations = new Map<MetricName, Durations>();
  /** By handler. */
  readonly #latencies = new Map<string, readonly [e2e: Series, log: Series]>();

  constructor(options: MetricsOptions) {
    this.#options = options;
    this.#registry.setDefaultLabels({ pipeline: options.pipeline });
    for (const entry of METRICS) this.#make(entry, entry.name);
    collectDefaultMetrics({ register: this.#registry });
  }

  #make({ kind, help, of }: MetricEntry, name: MetricName): void {
    const registers = [this.#registry];
    const labelNames = [...labelsOf(of), ...(name === "da_records_dropped_total" ? ["reason"] : [])];
    switch (kind) {
      case "counter":
        this.#counters.set(name, new Counter({ name, help, labelNames, registers }));
        return;
      case "gauge":
        this.#gauges.set(name, new Gauge({ name, help, labelNames, registers }));
        return;
      case "histogram": {
        const config = { name, help, registers };
        if (of === "process") this.#histograms.set(name, new Histogram({ ...config, buckets: ROUNDS }));
        else
          this.#durations.set(name, new Durations({ ...config, labelNames: ["handler", "kind"], buckets: LATENCIES }));
      }
    }
  }

  /** What the engine is to tell. */
  readonly observer: Observer = {
    onTimes: (times) => this.#handled(times),
    onRound: (ms) => this.#histograms.get("da_batch_latency_seconds")?.observe(ms / 1000),
    onTrouble: () => this.#counters.get("da_troubles_total")?.inc(),
    onRetry: (handler) => this.#counters.get("da_retries_total")?.inc({ handler, kind: this.#kindOf(handler) }),
  };

  #handled(times: Times): void {
    const now = this.#options.now();
    for (let index = 0; index < times.count; index++) {
      const handler = times.handler(index);
      const [e2e, log] = this.#latencies.get(handler) ?? this.#latenciesOf(handler);
      const written = times.written(index);
      // Clocks of others may be ahead.
      e2e.observe(Math.max(0, now - times.at(index)) / 1000);
      log.observe(Number.isNaN(written) ? 0 : Math.max(0, now - written) / 1000);
    }
  }

  #latenciesOf(handler: string): readonly [Series, Series] {
    const of = (name: MetricName): Series => {
      const durations = this.#durations.get(name);
      if (durations === undefined) throw new Error(`There is no histogram ${name}.`);
      return durations.series(handler, this.#kindOf(handler));
    };
    const found = [of("da_record_e2e_latency_seconds"), of("da_record_log_latency_seconds")] as const;
    this.#latencies.set(handler, found);
    return found;
  }

  #kindOf(handler: string): string {
    return this.#options.stats().find(({ name }) => name === handler)?.kind ?? "";
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All of them, as Prometheus reads them. */
  async text(): Promise<string> {
    for (const stats of this.#options.stats()) this.#count(stats);
    this.#gauges.get("da_ready")?.set((await this.#options.isReady()) ? 1 : 0);
    return this.#registry.metrics();
  }

  #count(stats: ReaderStats): void {
    const { name: handler, kind, lag, waiting, queued, held, failure } = stats;
    const labels = { handler, kind };
    this.#total("da_records_received_total", labels, stats.in);
    this.#total("da_records_sent_total", labels, stats.out);
    this.#total("da_dead_letters_total", labels, stats.dead);
    if (kind === "source") {
      const { unknown, unhandled, repeats: repeat } = stats;
      for (const [reason, dropped] of Object.entries({ unknown, unhandled, repeat })) {
        this.#total("da_records_dropped_total", { ...labels, reason }, dropped);
      }
    }
    this.#gauge("da_records_lag", labels, lag);
    this.#gauge("da_events_waiting", labels, waiting);
    this.#gauge("da_events_queued", labels, queued);
    this.#gauge("da_events_held", labels, held);
    this.#gauge("da_events_behind", labels, lag + waiting + queued);
    this.#gauge("da_handler_stopped", labels, failure === null ? 0 : 1);
  }

  /** The engine counts by itself. */
  #total(name: MetricName, labels: Labels, total: number): void {
    const counter = this.#counters.get(name);
    counter?.remove({ ...labels });
    counter?.inc({ ...labels }, total);
  }

  #gauge(name: MetricName, labels: Labels, value: number): void {
    this.#gauges.get(name)?.set({ ...labels }, value);
  }
}

function labelsOf(of: MetricEntry["of"]): string[] {
  switch (of) {
    case "handler":
    case "source":
      return ["handler", "kind"];
    case "process":
      return [];
  }
}
