/** How the pipeline stands, second by second, for all who have the page open; nobody looks while nobody has. */
import type { Clock } from "../../engine/clock.ts";
import type { ReaderStats } from "../../engine/engine.ts";
import type { Site } from "../../operate/site.ts";
import { type Sample, sampleOf, statusBetween } from "../../operate/status.ts";
import type { Live } from "./api.ts";

/** Rates are of so long. */
const WINDOW_MS = 5000;

interface Moment {
  readonly sample: Sample;
  readonly stats: ReadonlyMap<string, ReaderStats>;
}

export class Watcher {
  readonly #site: Site;
  readonly #stats: () => readonly ReaderStats[];
  readonly #clock: Clock;
  readonly #since: number;
  #moments: Moment[] = [];

  constructor(site: Site, stats: () => readonly ReaderStats[], clock: Clock) {
    this.#site = site;
    this.#stats = stats;
    this.#clock = clock;
    this.#since = clock.now();
  }

  async look(): Promise<Live> {
    const now: Moment = {
      sample: await sampleOf(this.#site, this.#clock),
      stats: new Map(this.#stats().map((each) => [each.name, each])),
    };
    this.#moments = [...this.#moments.filter(({ sample }) => now.sample.time - sample.time <= WINDOW_MS), now];
    const before = this.#moments[0] ?? now;
    const status = await statusBetween(this.#site, before.sample, now.sample);
    const seconds = Math.max(now.sample.time - before.sample.time, 1) / 1000;
    return {
      time: now.sample.time,
      since: this.#since,
      topics: status.topics,
      readers: status.readers.map(({ name, kind, lag, dead, waiting, queued, held, failure }) => {
        const [was, is] = [before.stats.get(name), now.stats.get(name)];
        return {
          name,
          kind,
          lag,
          dead,
          waiting,
          queued,
          held,
          failure: is?.failure ?? failure,
          in: ((is?.in ?? 0) - (was?.in ?? 0)) / seconds,
          out: ((is?.out ?? 0) - (was?.out ?? 0)) / seconds,
          handled: is?.in ?? 0,
          emitted: is?.out ?? 0,
        };
      }),
    };
  }
}
