/** How to reach Kafka: brokers, encryption, and who one is. */
import type { KafkaConfig, SASLOptions } from "kafkajs";

export interface KafkaSettings {
  /** `HOST:PORT` of some brokers; the others are found by them. */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** Encrypts; null where nothing but that is to be said. */
  readonly tls?: TlsSettings | null;
  readonly sasl?: SaslSettings;
  /** How long a process may be silent until others take over, in ms. */
  readonly session?: number;
  /** What comes of inputs is written in transactions: others who read what is committed see it once. */
  readonly transactions?: TransactionSettings;
  /** How connections are made: for tests, which cut them. */
  readonly connect?: KafkaConfig["socketFactory"];
}

/** Certificates and keys as PEM texts. */
export interface TlsSettings {
  /** Trusted besides what the system trusts: instead of it. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

export interface TransactionSettings {
  /** One of a process that was killed, and that nobody goes on for, is over after so many ms. */
  readonly timeout: number;
}

/** Of `--transactions`. */
export const TRANSACTIONS: TransactionSettings = { timeout: 30_000 };

export interface SaslSettings {
  readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
  readonly username: string;
  readonly password: string;
}

export const SESSION_MS = 10_000;

const CONNECT_MS = 5000;
/** A request that is answered by nobody costs so much of a recovery. */
const REQUEST_MS = 10_000;

/** What the client takes. Its own retries end soon, as those who use it know better how to go on. */
export function clientConfig({ brokers, clientId = "da-run", tls, sasl, connect }: KafkaSettings): KafkaConfig {
  return {
    brokers: [...brokers],
    clientId,
    connectionTimeout: CONNECT_MS,
    authenticationTimeout: CONNECT_MS,
    requestTimeout: REQUEST_MS,
    retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 3 },
    ...(tls === undefined ? {} : { ssl: tls === null ? true : { ...tls } }),
    ...(sasl === undefined ? {} : { sasl: saslOf(sasl) }),
    ...(connect === undefined ? {} : { socketFactory: connect }),
  };
}

function saslOf({ mechanism, username, password }: SaslSettings): SASLOptions {
  switch (mechanism) {
    case "plain":
      return { mechanism, username, password };
    case "scram-sha-256":
      return { mechanism, username, password };
    case "scram-sha-512":
      return { mechanism, username, password };
  }
}
