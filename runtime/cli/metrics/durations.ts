/**
 * A histogram of durations by handler that is observed for every event: it counts in arrays of its own, and is made into
 * samples when somebody asks. prom-client's own way costs several times as much for each observation.
 */
import { Histogram, type HistogramConfiguration } from "prom-client";

type Label = "handler" | "kind";

interface Sample {
  readonly value: number;
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
}

export class Durations extends Histogram<Label> {
  readonly #name: string;
  readonly #help: string;
  readonly #bounds: readonly number[];
  readonly #series: Series[] = [];

  constructor(config: HistogramConfiguration<Label> & { readonly buckets: number[] }) {
    super(config);
    this.#name = config.name;
    this.#help = config.help;
    this.#bounds = config.buckets;
  }

  series(handler: string, kind: string): Series {
    const made = new Series({ handler, kind }, this.#bounds);
    this.#series.push(made);
    return made;
  }

  /** What prom-client asks when it writes for Prometheus. */
  async getForPromString() {
    const values = this.#series.flatMap((series) => series.samples(this.#name));
    return { name: this.#name, help: this.#help, type: "histogram", values };
  }
}

/** Of one handler. */
export class Series {
  readonly #labels: Readonly<Record<Label, string>>;
  readonly #bounds: readonly number[];
  /** How many are in each bucket, and in the last one those above all bounds. */
  readonly #counts: Float64Array;
  #sum = 0;

  constructor(labels: Readonly<Record<Label, string>>, bounds: readonly number[]) {
    this.#labels = labels;
    this.#bounds = bounds;
    this.#counts = new Float64Array(bounds.length + 1);
  }

  observe(seconds: number): void {
    let at = 0;
    while (at < this.#bounds.length && seconds > (this.#bounds[at] ?? 0)) at++;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#sum += seconds;
  }

  samples(name: string): Sample[] {
    let total = 0;
    const buckets = [...this.#bounds, "+Inf"].map((le, at): Sample => {
      total += this.#counts[at] ?? 0;
      return { metricName: `${name}_bucket`, labels: { le, ...this.#labels }, value: total };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels: this.#labels, value: this.#sum },
      { metricName: `${name}_count`, labels: this.#labels, value: total },
    ];
  }
}
