/** How Kafka and PostgreSQL are reached, out of the settings that were given; what is wrong is told with its place. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../../errors.ts";
import { type KafkaSettings, type SaslSettings, type TlsSettings, TRANSACTIONS } from "../../log/kafka/settings.ts";
import { type DatabaseSettings, databaseAt } from "../../store/postgres/settings.ts";
import type { Address } from "../metrics/server.ts";
import type { Given } from "./read.ts";
import { MECHANISMS } from "./servers.ts";

const KAFKA_PORT = 9092;
const LOOPBACK = "127.0.0.1";

/** Null where no brokers are named. Problems are added to what is wrong already. */
export function kafkaOf(given: Given, cwd: string, problems: string[]): KafkaSettings | null {
  const said = new Said(given, cwd, problems);
  const brokers = given.lists.get("brokers") ?? [];
  const addresses = brokers.flatMap((broker) => said.address("brokers", broker));
  const tls = tlsOf(said);
  const sasl = saslOf(said);
  if (given.origins.get("brokers") === undefined) {
    const stray = [...given.origins].find(([key]) => key.startsWith("kafka"));
    if (stray !== undefined) problems.push(`${stray[1]} is of no use without --brokers HOST:PORT.`);
    return null;
  }
  const session = given.counts.get("kafkaSession");
  return {
    brokers: addresses,
    ...(tls === undefined ? {} : { tls }),
    ...(sasl === undefined ? {} : { sasl }),
    ...(session === undefined ? {} : { session }),
    ...(given.switches.get("transactions") === true ? { transactions: TRANSACTIONS } : {}),
  };
}

/** Null where no PostgreSQL is named. */
export function databaseOf(given: Given, cwd: string, problems: string[]): DatabaseSettings | null {
  const said = new Said(given, cwd, problems);
  const beside = defined({
    password: given.texts.get("storePassword"),
    ca: said.pem("storeCa"),
    ...said.ownCertificate("storeCert", "storeKey"),
  });
  const url = given.texts.get("store");
  if (url === undefined) {
    const stray = [...given.origins].find(([key]) => key !== "store" && key.startsWith("store"));
    if (stray !== undefined) problems.push(`${stray[1]} is of no use without --store postgres://….`);
    return null;
  }
  try {
    return databaseAt(url, beside);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(`${said.origin("store")} cannot be used. ${error.message}`);
    return null;
  }
}

/** The collector of traces; null where nobody asks for them. */
export function collectorOf({ texts, origins }: Given, problems: string[]): string | null {
  const text = texts.get("otlp");
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href;
  problems.push(`${origins.get("otlp")} is no URL of a collector: it is http://HOST:4318 or https://….`);
  return null;
}

/** Where metrics are served; null where nobody asks for them. */
export function metricsAddress({ texts, origins }: Given, problems: string[]): Address | null {
  const text = texts.get("metrics");
  if (text === undefined) return null;
  const [, host, port] = /^(?:(\[[0-9a-f:.]+\]|[^\s:@/[\]]+):)?(\d{1,5})$/i.exec(text) ?? [];
  const number = Number(port ?? Number.NaN);
  if (number < 65_536) return { host: host?.replace(/^\[|\]$/g, "") ?? LOOPBACK, port: number };
  problems.push(`${origins.get("metrics")} cannot be \`${text}\`: it is [HOST:]PORT.`);
  return null;
}

function tlsOf(said: Said): TlsSettings | null | undefined {
  const passphrase = said.given.texts.get("kafkaKeyPassword");
  const found = defined({ ca: said.pem("kafkaCa"), ...said.ownCertificate("kafkaCert", "kafkaKey"), passphrase });
  if (Object.keys(found).length > 0) {
    if (said.given.switches.get("kafkaTls") !== false) return found;
    said.problems.push(`${said.origin("kafkaTls")} says that nothing is encrypted, and certificates are named.`);
  }
  return said.given.switches.get("kafkaTls") === true ? null : undefined;
}

function saslOf({ given, problems, origin }: Said): SaslSettings | undefined {
  const mechanism = MECHANISMS.find((each) => each === given.texts.get("kafkaSasl"));
  const [username, password] = [given.texts.get("kafkaUser"), given.texts.get("kafkaPassword")];
  if (!given.origins.has("kafkaSasl")) {
    const stray = ["kafkaUser", "kafkaPassword"].find((key) => given.origins.has(key));
    if (stray !== undefined) problems.push(`${origin(stray)} needs --kafka-sasl MECHANISM: ${MECHANISMS.join(", ")}.`);
    return undefined;
  }
  if (username === undefined) problems.push(`${origin("kafkaSasl")} needs --kafka-user NAME.`);
  if (password === undefined) problems.push(`${origin("kafkaSasl")} needs a password: DA_KAFKA_PASSWORD.`);
  if (mechanism === undefined || username === undefined || password === undefined) return undefined;
  return { mechanism, username, password };
}

/** What was given, with the places that it came from. */
class Said {
  readonly given: Given;
  readonly #cwd: string;
  readonly problems: string[];

  constructor(given: Given, cwd: string, problems: string[]) {
    this.given = given;
    this.#cwd = cwd;
    this.problems = problems;
  }

  readonly origin = (key: string): string => this.given.origins.get(key) ?? key;

  /** `HOST:PORT`, the port being Kafka's own where none is named. */
  address(key: string, text: string): string[] {
    const [, host = "", port] = /^(\[[0-9a-f:.]+\]|[^\s:@/[\]]+)(?::(\d+))?$/i.exec(text) ?? [];
    const number = Number(port ?? KAFKA_PORT);
    if (host !== "" && number > 0 && number < 65_536) return [`${host}:${number}`];
    // A word with an @ may hold a password.
    const shown = text.includes("@") ? "" : `, not \`${text}\``;
    this.problems.push(`${this.origin(key)} holds addresses HOST:PORT${shown}.`);
    return [];
  }

  /** The text of a file in PEM. */
  pem(key: string): string | undefined {
    const path = this.given.texts.get(key);
    if (path === undefined) return undefined;
    try {
      const text = readFileSync(resolve(this.#cwd, path), "utf8");
      if (text.includes("-----BEGIN ")) return text;
      this.problems.push(`${this.origin(key)} names ${path}, which is no PEM: it has no line -----BEGIN ….`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.problems.push(`${this.origin(key)} names a file that cannot be read: ${reason}.`);
    }
    return undefined;
  }

  /** A certificate and its key: both, or neither. */
  ownCertificate(certKey: string, keyKey: string) {
    const { origins } = this.given;
    for (const [one, other] of [
      [certKey, keyKey],
      [keyKey, certKey],
    ] as const) {
      if (origins.has(one) && !origins.has(other))
        this.problems.push(`${this.origin(one)} needs ${flagOf(other)} FILE.`);
    }
    return { cert: this.pem(certKey), key: this.pem(keyKey) };
  }
}

const flagOf = (key: string): string => `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Without what is undefined. */
function defined(texts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])));
}
