/** Feeds moves of accounts to the bank's topic, without end and whatever happens to the broker. */

import type { Chance } from "../../compiler/diff/documents/chance.ts";
import { UserError } from "../../runtime/errors.ts";
import type { LogPort } from "../../runtime/log/port.ts";
import { scan } from "../../runtime/operate/site.ts";
import { appendsOf } from "../../runtime/testing/appends.ts";

const TOPIC = "ledger.bank";
const PARTITIONS = 6;
const ACCOUNTS = 60;
const BUCKETS = 5;
/** An account is opened after so many of its moves. */
const OPENED_AFTER = 25;
/** Of the spec: such a move is dead. */
const REFUSED = 89;
const START = 1_780_000_000_000;

export interface FeedOptions {
  readonly chance: Chance;
  /** Records at once, and the pause after them in ms. */
  readonly size: number;
  readonly pause: number;
}

export class Feeder {
  readonly #log: LogPort;
  readonly #options: FeedOptions;
  readonly #counts = new Map<string, number>();
  readonly #reached = new Map<string, number>();
  #records = 0;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(log: LogPort, options: FeedOptions) {
    this.#log = log;
    this.#options = options;
  }

  /** How many are in the log for sure. */
  get records(): number {
    return this.#records;
  }

  /** The last move of each account that is in the log for sure, and not refused. */
  get reached(): ReadonlyMap<string, number> {
    return new Map(this.#reached);
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
    // Those of which nothing was said yet.
    await this.#send([...this.#counts].filter(([, n]) => n < OPENED_AFTER).map(([account]) => opened(account)));
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const moves: [account: string, n: number][] = [];
      const records: BankRecord[] = [];
      for (let i = 0; i < this.#options.size; i++) {
        const account = `a${this.#options.chance.int(0, ACCOUNTS - 1)}`;
        const n = (this.#counts.get(account) ?? 0) + 1;
        this.#counts.set(account, n);
        records.push(moved(account, n));
        if (n % REFUSED !== 0) moves.push([account, n]);
        if (n === OPENED_AFTER) records.push(opened(account));
      }
      await this.#send(records);
      for (const [account, n] of moves) this.#reached.set(account, n);
      await new Promise((resolve) => setTimeout(resolve, this.#options.pause));
    }
  }

  /** Sent again, records lie twice in the topic: whoever compares takes them from there. */
  async #send(records: readonly BankRecord[]): Promise<void> {
    for (;;) {
      try {
        await this.#log.append(appendsOf(TOPIC, PARTITIONS, records.map(recordOf)));
        this.#records += records.length;
        return;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

interface BankRecord {
  readonly account: string;
  readonly value: object;
}

const recordOf = ({ account, value }: BankRecord): [key: string, value: string] => [account, JSON.stringify(value)];

const moved = (account: string, n: number): BankRecord => ({
  account,
  value: {
    kind: "move.booked",
    id: `${account}-${n}`,
    account,
    n,
    amount: (n * 7) % 100,
    bucket: `b${n % BUCKETS}`,
    at: START + n,
  },
});

const opened = (account: string): BankRecord => ({
  account,
  value: {
    kind: "account.opened",
    id: `${account}-opened`,
    account,
    owner: `o${Number(account.slice(1)) % 7}`,
    at: START,
  },
});

/** How many moves lie in the topic that are not refused, those that were sent again among them. */
export async function movesIn(log: LogPort): Promise<number> {
  let moves = 0;
  for await (const { batch, from } of scan(log, [TOPIC])) {
    for (let index = from; index < batch.count; index++) {
      const { kind, n } = Object(JSON.parse(batch.value(index).toString()));
      if (kind === "move.booked" && n % REFUSED !== 0) moves++;
    }
  }
  return moves;
}

export { TOPIC as BANK };
