import { describe, expect, test } from "vitest";
import { folderOf } from "../testing/shop.ts";
import { databaseOf, kafkaOf } from "./connections.ts";
import type { Given } from "./read.ts";

const PEM = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n";

/** What was given by flags, but for switches. */
function given(texts: Readonly<Record<string, string>>, more: Partial<Given> = {}): Given {
  const lists = new Map(texts.brokers === undefined ? [] : [["brokers", texts.brokers.split(",")]]);
  return {
    texts: new Map(Object.entries(texts)),
    switches: new Map(),
    lists,
    entries: new Map(),
    ports: new Map(),
    counts: new Map(),
    origins: new Map(Object.keys(texts).map((key) => [key, `--${key}`])),
    secrets: [],
    operands: [],
    suspects: [],
    problems: [],
    ...more,
  };
}

function kafka(texts: Readonly<Record<string, string>>, more: Partial<Given> = {}) {
  const problems: string[] = [];
  return { settings: kafkaOf(given(texts, more), folderOf({ "ca.pem": PEM, "key.txt": "none" }), problems), problems };
}

function database(texts: Readonly<Record<string, string>>) {
  const problems: string[] = [];
  return { settings: databaseOf(given(texts), folderOf({ "ca.pem": PEM }), problems), problems };
}

describe("Kafka", () => {
  test("is not used unless brokers are named", () => {
    expect(kafka({})).toEqual({ settings: null, problems: [] });
    expect(kafka({ kafkaUser: "ann" }).problems).toEqual([
      "--kafkaUser needs --kafka-sasl MECHANISM: plain, scram-sha-256, scram-sha-512.",
      "--kafkaUser is of no use without --brokers HOST:PORT.",
    ]);
  });

  test("takes addresses with and without ports", () => {
    expect(kafka({ brokers: "one:1,two,[::1]:3,10.0.0.1" }).settings).toEqual({
      brokers: ["one:1", "two:9092", "[::1]:3", "10.0.0.1:9092"],
    });
    expect(kafka({ brokers: "one:70000,http://two,ann:secret@three:1" }).problems).toEqual([
      "--brokers holds addresses HOST:PORT, not `one:70000`.",
      "--brokers holds addresses HOST:PORT, not `http://two`.",
      "--brokers holds addresses HOST:PORT.",
    ]);
  });

  test("writes in transactions where it is told to, and that may stand beside the embedded log", () => {
    const switches = new Map([["transactions", true]]);
    const transactions = { timeout: 30_000 };
    expect(kafka({ brokers: "b" }, { switches }).settings).toEqual({ brokers: ["b:9092"], transactions });
    expect(kafka({}, { switches })).toEqual({ settings: null, problems: [] });
  });

  test("encrypts where it is told to", () => {
    const origins = new Map([
      ["brokers", "--brokers"],
      ["kafkaTls", "DA_KAFKA_TLS"],
      ["kafkaCa", "--kafka-ca"],
    ]);
    const asked = (isOn: boolean) => ({ switches: new Map([["kafkaTls", isOn]]), origins });
    expect(kafka({ brokers: "b" }, asked(true)).settings).toEqual({ brokers: ["b:9092"], tls: null });
    expect(kafka({ brokers: "b" }, asked(false)).settings).toEqual({ brokers: ["b:9092"] });
    expect(kafka({ brokers: "b", kafkaCa: "ca.pem" }).settings).toEqual({ brokers: ["b:9092"], tls: { ca: PEM } });
    expect(kafka({ brokers: "b", kafkaCa: "ca.pem" }, asked(false)).problems).toEqual([
      "DA_KAFKA_TLS says that nothing is encrypted, and certificates are named.",
    ]);
  });

  test("tells all that is wrong with certificates", () => {
    const { problems } = kafka({ brokers: "b", kafkaCa: "none.pem", kafkaCert: "ca.pem", kafkaSasl: "plain" });
    expect(problems).toEqual([
      expect.stringMatching(/^--kafkaCa names a file that cannot be read: ENOENT.*none\.pem'\.$/),
      "--kafkaCert needs --kafka-key FILE.",
      "--kafkaSasl needs --kafka-user NAME.",
      "--kafkaSasl needs a password: DA_KAFKA_PASSWORD.",
    ]);
    expect(kafka({ brokers: "b", kafkaCa: "key.txt" }).problems).toEqual([
      "--kafkaCa names key.txt, which is no PEM: it has no line -----BEGIN ….",
    ]);
  });

  test("knows who one is", () => {
    const texts = { brokers: "b", kafkaSasl: "scram-sha-512", kafkaUser: "ann", kafkaPassword: "secret" };
    expect(kafka(texts).settings?.sasl).toEqual({ mechanism: "scram-sha-512", username: "ann", password: "secret" });
  });
});

describe("PostgreSQL", () => {
  const url = "postgres://ann@db.example:6543/shop";

  test("is not used unless it is named", () => {
    expect(database({})).toEqual({ settings: null, problems: [] });
    expect(database({ storePassword: "secret" }).problems).toEqual([
      "--storePassword is of no use without --store postgres://….",
    ]);
  });

  test.each([
    ["", null],
    ["?sslmode=disable", null],
    ["?sslmode=require", { rejectUnauthorized: false }],
    ["?sslmode=verify-full", {}],
    ["?sslrootcert=system", {}],
  ])("encrypts as psql would: %s", (query, tls) => {
    expect(database({ store: url + query })).toEqual({
      settings: { place: { host: "db.example", port: 6543, database: "shop", user: "ann" }, url, tls },
      problems: [],
    });
  });

  test("trusts the authority that is named", () => {
    expect(database({ store: url, storeCa: "ca.pem" }).settings?.tls).toEqual({ ca: PEM });
    const { tls } = database({ store: `${url}?sslmode=verify-ca`, storeCa: "ca.pem" }).settings ?? {};
    expect(tls).toMatchObject({ ca: PEM, checkServerIdentity: expect.any(Function) });
  });

  test("takes a password from elsewhere, unless the URL has one", () => {
    const urlWith = (store: string) => database({ store, storePassword: "p@ss:word" }).settings?.url;
    expect(urlWith(url)).toBe(url.replace("ann@", "ann:p%40ss%3Aword@"));
    expect(urlWith(url.replace("ann@", "ann:other@"))).toBe(url.replace("ann@", "ann:other@"));
  });

  test.each([
    [
      "shop",
      "--store cannot be used. The URL of the database is none: it is postgres://USER:PASSWORD@HOST:PORT/DATABASE.",
    ],
    [
      "mysql://x:secret@y/z",
      "--store cannot be used. The database's URL begins with mysql:, and postgres: is expected.",
    ],
    [
      `${url}?sslmode=prefer`,
      "--store cannot be used. sslmode=prefer would leave it open whether anything is encrypted: it is disable, require, verify-ca, verify-full.",
    ],
    [
      `${url}?sslmode=verify-ca`,
      "--store cannot be used. sslmode=verify-ca needs sslrootcert=FILE: the certificates to trust.",
    ],
  ])("refuses %s", (store, problem) => {
    expect(database({ store })).toEqual({ settings: null, problems: [problem] });
  });
});
