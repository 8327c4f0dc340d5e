/** kafkajs, made ready: what it lacks is added, what it prints is kept away. It is loaded only where Kafka is used. */
import type { Admin, Consumer, ConsumerConfig, Kafka, PartitionAssigner, Producer } from "kafkajs";
import { UserError } from "../../errors.ts";
import { registerCodecs } from "./codecs/register.ts";
import { explained } from "./errors.ts";
import { fetchBytes } from "./fetch.ts";
import { encodeProduce, groupAtOnce } from "./produce.ts";
import { askRaw, type Cluster, clusterOf, type RawRequest } from "./raw.ts";
import { requestAtOnce } from "./request.ts";
import { clientConfig, type KafkaSettings } from "./settings.ts";
import { refuseVersions } from "./versions.ts";

/** A topic that was just made is not known to every broker at once. */
const PATIENCE_MS = 10_000;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1000;

type Driver = typeof import("kafkajs");

export class KafkaClient {
  readonly settings: KafkaSettings;
  readonly driver: Driver;
  readonly #kafka: Kafka;
  #admin: Promise<Admin> | null = null;

  private constructor(settings: KafkaSettings, driver: Driver) {
    this.settings = settings;
    this.driver = driver;
    // Errors come as errors: what it would print besides is of no use to who runs a pipeline.
    this.#kafka = new driver.Kafka({ ...clientConfig(settings), logLevel: driver.logLevel.NOTHING });
  }

  /** Throws a UserError where no broker answers, or the one that does cannot be used. */
  static async open(settings: KafkaSettings): Promise<KafkaClient> {
    await refuseVersions(settings);
    groupAtOnce();
    requestAtOnce();
    const { default: driver } = await import("kafkajs");
    silenceNegativeTimeouts();
    registerCodecs(driver);
    encodeProduce();
    fetchBytes();
    return new KafkaClient(settings, driver);
  }

  producer(): Producer {
    return this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      // Partitions are chosen by who sends.
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
  }

  /** Connections of their own, for what the client does not offer. */
  cluster(): Cluster {
    const cluster = clusterOf(this.#kafka);
    if (cluster === null) throw new Error("This kafkajs connects in a way that is not known here.");
    return cluster;
  }

  consumer(config: ConsumerConfig & { readonly partitionAssigners: PartitionAssigner[] }): Consumer {
    return this.#kafka.consumer(config);
  }

  /** Does something with the one admin client, again and again for so long while what fails may pass. */
  withAdmin<T>(work: (admin: Admin) => Promise<T>, patience?: number): Promise<T> {
    return this.#patiently(() => this.#tryAdmin(work), patience);
  }

  /** Sends a request that the client does not know, as patiently; null where there is no way to. */
  ask<T>(request: RawRequest<T>): Promise<T | null> {
    return this.#patiently(() => askRaw(this.#kafka, request));
  }

  async #patiently<T>(work: () => Promise<T>, patience = PATIENCE_MS): Promise<T> {
    const until = performance.now() + patience;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        return await work();
      } catch (error) {
        const told = this.explained(error);
        const mayPass = told instanceof UserError && told.code === "log";
        if (!mayPass || performance.now() + wait > until) throw told;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /** After an error it is another client. */
  async #tryAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    this.#admin ??= this.#connectAdmin();
    const current = this.#admin;
    try {
      return await work(await current);
    } catch (error) {
      if (this.#admin === current) this.#admin = null;
      void current.then((admin) => admin.disconnect()).catch(() => {});
      throw error;
    }
  }

  async #connectAdmin(): Promise<Admin> {
    const admin = this.#kafka.admin();
    await admin.connect();
    return admin;
  }

  explained(error: unknown): unknown {
    return explained(error, this.settings.brokers);
  }

  async close(): Promise<void> {
    const admin = this.#admin;
    this.#admin = null;
    await admin?.then((each) => each.disconnect()).catch(() => {});
  }
}

let isSilenced = false;

/** The client sets timers into the past when it connects, and Node warns of each. */
function silenceNegativeTimeouts(): void {
  if (isSilenced) return;
  isSilenced = true;
  process.emitWarning = new Proxy(process.emitWarning, {
    apply(emit, self, args: unknown[]) {
      const [warning, kind] = args;
      const name = warning instanceof Error ? warning.name : typeof kind === "string" ? kind : Object(kind).type;
      if (name !== "TimeoutNegativeWarning") Reflect.apply(emit, self, args);
    },
  });
}
