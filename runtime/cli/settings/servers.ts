/** The settings that tell how to reach Kafka and PostgreSQL, a part of the table of settings. */
import { SESSION_MS } from "../../log/kafka/settings.ts";
import type { CommandName } from "./commands.ts";
import type { Setting, SettingKind } from "./setting.ts";

export const MECHANISMS = ["plain", "scram-sha-256", "scram-sha-512"] as const;

/** What works on servers. */
const ON_SERVERS: readonly CommandName[] = [
  "start",
  "send",
  "tail",
  "status",
  "trace",
  "dead list",
  "dead show",
  "dead replay",
  "waiting list",
  "waiting release",
  "forget",
];
/** What works on Kafka. */
const ON_KAFKA: readonly CommandName[] = [...ON_SERVERS, "topics plan", "topics apply"];
/** What works on PostgreSQL. */
const ON_POSTGRES: readonly CommandName[] = [...ON_SERVERS, "stores plan", "stores apply"];

const SEEN = "; better as a variable: others on the machine see the words of a call";

type Row = readonly [key: string, kind: SettingKind, value: string, about: string, more?: Partial<Setting>];

const KAFKA: readonly Row[] = [
  ["brokers", "list", "HOST:PORT", "the topics lie on the Kafka with these brokers, separated by commas (port: 9092)"],
  ["kafkaTls", "switch", "", "encrypt, and trust what the system trusts; implied by the three that follow"],
  ["kafkaCa", "text", "FILE", "trust these certificates instead (PEM)"],
  ["kafkaCert", "text", "FILE", "say who one is by this certificate (PEM)"],
  ["kafkaKey", "text", "FILE", "the key of that certificate (PEM)"],
  ["kafkaKeyPassword", "text", "TEXT", `the password of that key${SEEN}`, { isSecret: true }],
  ["kafkaSasl", "text", "MECHANISM", "say who one is by user and password", { choices: MECHANISMS }],
  ["kafkaUser", "text", "NAME", "the user"],
  ["kafkaPassword", "text", "TEXT", `the user's password${SEEN}`, { isSecret: true }],
  [
    "kafkaSession",
    "count",
    "MS",
    `after so long without a word a process is taken for dead, and others take over, in ms (default: ${SESSION_MS})`,
    { bounds: [1000, 1_800_000], commands: ["start"] },
  ],
];

const TRANSACTIONS: Setting = {
  key: "transactions",
  flag: "--transactions",
  variable: "DA_TRANSACTIONS",
  kind: "switch",
  value: "",
  about:
    "write to Kafka in transactions: readers outside (`read_committed`) see each record once, also after a crash; changes nothing on the embedded log",
  commands: ["once", "start", "topics plan", "topics apply"],
};

const POSTGRES: readonly Row[] = [
  [
    "store",
    "text",
    "URL",
    "the stores lie in this PostgreSQL: postgres://USER@HOST:PORT/DATABASE?sslmode=verify-full",
    { isSecret: true },
  ],
  ["storePassword", "text", "TEXT", `the password, where the URL has none${SEEN}`, { isSecret: true }],
  ["storeCa", "text", "FILE", "encrypt, and trust these certificates of the database (PEM)"],
  ["storeCert", "text", "FILE", "say who one is by this certificate (PEM)"],
  ["storeKey", "text", "FILE", "the key of that certificate (PEM)"],
];

export const SERVER_SETTINGS: readonly Setting[] = [
  ...KAFKA.map((row) => settingOf(row, ON_KAFKA)),
  TRANSACTIONS,
  ...POSTGRES.map((row) => settingOf(row, ON_POSTGRES)),
];

function settingOf([key, kind, value, about, more]: Row, commands: readonly CommandName[]): Setting {
  const words = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const variable = `DA_${words.replaceAll("-", "_").toUpperCase()}`;
  return { key, flag: `--${words}`, variable, kind, value, about, commands, ...more };
}
