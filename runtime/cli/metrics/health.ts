/** Whether a process is ready: its engine runs, and log and database answer now. */
import type { Ports } from "../../engine/round.ts";
import { UserError } from "../../errors.ts";

/** Who does not answer for so long is away. */
const ANSWER_MS = 2000;
/** An answer holds for so long: others ask often. */
const FRESH_MS = 1000;

/** What stands in the way, a sentence each; none where the process is ready. */
export type Problems = readonly string[];

export class Health {
  #ports: Ports | null = null;
  #reason = "It is starting.";
  #last: { readonly at: number; readonly problems: Promise<Problems> } | null = null;

  /** The engine runs on these. */
  started(ports: Ports): void {
    this.#ports = ports;
    this.#last = null;
  }

  /** The engine does not run, and why. */
  stopped(reason: string): void {
    this.#ports = null;
    this.#reason = reason;
  }

  problems(): Promise<Problems> {
    const ports = this.#ports;
    if (ports === null) return Promise.resolve([this.#reason]);
    const now = performance.now();
    if (this.#last === null || now - this.#last.at > FRESH_MS) this.#last = { at: now, problems: asked(ports) };
    return this.#last.problems;
  }
}

async function asked({ log, store }: Ports): Promise<Problems> {
  const answers = await Promise.all([
    problemOf("The log", () => log.topics()),
    problemOf("The database", () => store.note("da-ready")),
  ]);
  return answers.filter((answer) => answer !== null);
}

async function problemOf(name: string, ask: () => Promise<unknown>): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(`${name} does not answer.`), ANSWER_MS);
  try {
    return await Promise.race([ask().then(() => null), promise]);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    return `${name} does not answer as it should: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    clearTimeout(timer);
  }
}
