/**
 * What faults happen to: a Kafka and a PostgreSQL of their own, and processes of the pipeline that run on both and reach
 * them by proxies.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { PipelineDefinition } from "../../runtime/api/definition.ts";
import { openKafkaLog } from "../../runtime/log/kafka/log.ts";
import type { LogPort } from "../../runtime/log/port.ts";
import { FrameProxy } from "../../runtime/testing/proxy.ts";
import { type KafkaServer, startKafka } from "../../scripts/servers/kafka.ts";
import { type PostgresServer, startPostgres } from "../../scripts/servers/postgres.ts";
import { compiled, loaded } from "./generated.ts";

const MAIN = fileURLToPath(new URL("../../runtime/cli/main.ts", import.meta.url));
/** In ms: others take over from who has been silent for so long. */
export const SESSION_MS = 3000;
/** Of asking a database that is there; on a busy machine it may take its time. */
const TRIES = 20;
/** Who was told to stop and is still there then hangs: it is killed, and its status tells. */
const ENDING_MS = 60_000;
const RUNNING = "ledger is running on";
/** Said by who had been taken for dead, and comes back. */
const TAKEN_OVER = "Another process has handled";

export class Member {
  readonly child: ChildProcess;
  readonly ended: Promise<number | string>;
  err = "";
  #told: (() => void) | null = null;

  constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [MAIN, "start"], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.child.stderr?.on("data", (chunk) => {
      this.err += String(chunk);
      this.#told?.();
    });
    this.ended = once(this.child, "close").then(([code, signal]) => code ?? signal);
  }

  get isRunning(): boolean {
    return this.err.includes(RUNNING);
  }

  /** How often what it had in hand was another's already. */
  get refusals(): number {
    return this.err.split(TAKEN_OVER).length - 1;
  }

  async untilRunning(): Promise<void> {
    while (!this.isRunning) {
      const end = await Promise.race([
        this.ended,
        new Promise<null>((resolve) => {
          this.#told = () => resolve(null);
        }),
      ]);
      if (end !== null) throw new Error(`A process has ended with ${end}:\n${this.err}`);
    }
  }

  kill(signal: "SIGKILL" | "SIGTERM" | "SIGSTOP" | "SIGCONT"): void {
    this.child.kill(signal);
  }
}

export class Rig {
  readonly folder: string;
  readonly kafka: KafkaServer;
  readonly postgres: PostgresServer;
  /** The processes' ways to them. */
  readonly toKafka: FrameProxy;
  readonly toPostgres: FrameProxy;
  readonly definition: PipelineDefinition;
  /** The processes write to Kafka in transactions. */
  readonly transactions: boolean;
  members: Member[] = [];
  /** Of members that are gone. */
  refusals = 0;

  private constructor(
    folder: string,
    definition: PipelineDefinition,
    [kafka, postgres]: readonly [KafkaServer, PostgresServer],
    [toKafka, toPostgres]: readonly [FrameProxy, FrameProxy],
    transactions: boolean,
  ) {
    this.folder = folder;
    this.transactions = transactions;
    this.definition = definition;
    this.kafka = kafka;
    this.postgres = postgres;
    this.toKafka = toKafka;
    this.toPostgres = toPostgres;
  }

  static async open(folder: string, transactions: boolean): Promise<Rig> {
    compiled(folder);
    const definition = await loaded(folder);
    const servers = await Promise.all([startKafka(), startPostgres()]);
    const [{ behind }, { url }] = servers;
    const proxies = await Promise.all([
      FrameProxy.to(behind.address, { port: behind.port }),
      FrameProxy.to(new URL(url).host, { protocol: "postgres" }),
    ]);
    return new Rig(folder, definition, servers, proxies, transactions);
  }

  get env(): Readonly<Record<string, string>> {
    const store = new URL(this.postgres.url);
    store.host = `127.0.0.1:${this.toPostgres.port}`;
    return {
      DA_BROKERS: `127.0.0.1:${this.toKafka.port}`,
      DA_STORE: store.href,
      DA_KAFKA_SESSION: String(SESSION_MS),
      DA_TRANSACTIONS: String(this.transactions),
    };
  }

  openLog(): Promise<LogPort> {
    return openKafkaLog({ brokers: [this.kafka.brokers], pipeline: this.definition.name });
  }

  /** What the processes that run now have told. */
  get said(): string {
    return this.members.map(({ err }) => err).join("\n");
  }

  async join(): Promise<Member> {
    const member = new Member(this.folder, this.env);
    this.members.push(member);
    await member.untilRunning();
    return member;
  }

  /** Ends one, and waits until it has ended; gives its exit status or signal. */
  async end(member: Member, signal: "SIGKILL" | "SIGTERM"): Promise<number | string> {
    member.kill(signal);
    const timer = setTimeout(() => member.kill("SIGKILL"), ENDING_MS);
    const status = await member.ended;
    clearTimeout(timer);
    this.members = this.members.filter((each) => each !== member);
    this.refusals += member.refusals;
    if (signal === "SIGTERM" && status !== 0) throw new Error(`A process has ended with ${status}:\n${member.err}`);
    return status;
  }

  /** Rows as texts; null while the database is away. */
  async query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[] | null> {
    const client = new pg.Client({ connectionString: this.postgres.url, connectionTimeoutMillis: 5000 });
    client.on("error", () => {});
    try {
      await client.connect();
      return (await client.query(sql)).rows;
    } catch {
      return null;
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Rows as texts, of a database that is there. */
  async rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    for (let tries = 1; ; tries++) {
      const rows = await this.query(sql);
      if (rows !== null) return rows;
      if (tries === TRIES) throw new Error(`The database does not answer: ${sql}`);
    }
  }

  async close(): Promise<void> {
    for (const member of this.members) member.kill("SIGKILL");
    await Promise.all(this.members.map(({ ended }) => ended));
    await Promise.all([this.toKafka.close(), this.toPostgres.close()]);
    await Promise.all([this.kafka.remove(), this.postgres.remove()]);
  }
}
