// A Kafka broker for tests: one node in KRaft mode on ports of its own, out of Maven's repository, with its data in a
// temporary folder. It may be killed and started again.
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Child, freePorts, programNamed, run, until } from "./process.ts";

const POM = fileURLToPath(new URL("pom.xml", import.meta.url));
const START_SECONDS = 180;

/** Of the listeners that ask who one is. */
export const KAFKA_USER = "ann";
export const KAFKA_PASSWORD = "ann-secret";

/** Who may do nothing that was not granted, on a broker that asks for rights; the other user may do all. */
export const KAFKA_GUEST = "bob";
export const KAFKA_GUEST_PASSWORD = "bob-secret";

export interface KafkaOptions {
  /** It asks for rights; who does not say who one is has them all. */
  readonly authorizes?: boolean;
  /** It is a further broker beside this one, which stays in charge. */
  readonly beside?: KafkaServer;
}

export interface KafkaServer {
  /** Address for clients in the clear. */
  readonly brokers: string;
  /** Address for clients that say who they are (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512), in the clear. */
  readonly withSasl: string;
  /** Address for clients that encrypt; `authority` is the certificate to trust. */
  readonly withTls: string;
  /** Address for clients that do both. */
  readonly withBoth: string;
  readonly authority: string;
  /** Where it listens for those whom it sends to another port afterwards, on which a proxy may stand. */
  readonly behind: { readonly address: string; readonly port: number };
  /** Where brokers beside it find who is in charge. */
  readonly controller: number;
  /** Its process, while it runs. */
  readonly pid: number;
  /** Ends it in order, or at once. */
  stop(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Starts it again on the same data and ports. */
  start(): Promise<void>;
  /** Stops it and deletes its data. */
  remove(): Promise<void>;
}

/** Why this machine cannot start a broker, or null. */
export function kafkaProblem(): string | null {
  if (programNamed("java") === null) return "there is no java";
  return programNamed("mvn") === null ? "there is no mvn" : null;
}

export async function startKafka({ authorizes = false, beside }: KafkaOptions = {}): Promise<KafkaServer> {
  const folder = mkdtempSync(join(tmpdir(), "da-kafka-"));
  const [plain = 0, sasl = 0, tls = 0, both = 0, behind = 0, proxy = 0, own = 0] = await freePorts(7);
  const controller = beside?.controller ?? own;
  const id = beside === undefined ? 1 : 2;
  const at = (port: number) => `127.0.0.1:${port}`;
  const authority = makeCertificate(folder);
  const properties = join(folder, "server.properties");
  const ports = { plain, sasl, tls, both, behind, proxy, controller };
  writeFileSync(properties, propertiesOf({ folder, id, ...ports, authorizes }));
  writeFileSync(join(folder, "log4j2.properties"), LOGGING);
  const java = [
    `-Dlog4j2.configurationFile=${join(folder, "log4j2.properties")}`,
    "-Xms256m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-cp",
    classPath(),
  ];
  const scram = ["SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap((mechanism) => [
    "--add-scram",
    `${mechanism}=[name=${KAFKA_USER},password=${KAFKA_PASSWORD}]`,
  ]);
  const format = ["kafka.tools.StorageTool", "format", "--cluster-id", "bmV2ZXItYS1jbHVzdGVy", "--config", properties];
  run("java", [...java, ...format, ...(beside === undefined ? scram : [])]);
  const server = new Broker(folder, plain, [...java, "kafka.Kafka", properties]);
  await server.start();
  return {
    brokers: at(plain),
    withSasl: at(sasl),
    withTls: at(tls),
    withBoth: at(both),
    authority,
    behind: { address: at(behind), port: proxy },
    controller,
    get pid() {
      return server.pid;
    },
    start: () => server.start(),
    stop: (signal) => server.stop(signal),
    async remove() {
      await server.stop("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

class Broker {
  readonly #folder: string;
  readonly #port: number;
  readonly #args: readonly string[];
  #child: Child | null = null;

  constructor(folder: string, port: number, args: readonly string[]) {
    this.#folder = folder;
    this.#port = port;
    this.#args = args;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(): Promise<void> {
    const path = join(this.#folder, "broker.log");
    const log = openSync(path, "w");
    const child = new Child("java", this.#args, log, null);
    closeSync(log);
    this.#child = child;
    const ended = () => `The broker does not answer:\n${readFileSync(path, "utf8").split("\n").slice(-20).join("\n")}`;
    const isReady = async () => {
      if (!child.isRunning) throw new Error(ended());
      return readFileSync(path, "utf8").includes("Kafka Server started") && (await answers(this.#port));
    };
    await until(isReady, START_SECONDS, ended);
  }

  async stop(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    await this.#child?.end(signal);
  }
}

/** Whether a request of the kind ApiVersions, version 0, is answered. */
function answers(port: number): Promise<boolean> {
  const request = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 7, 0xff, 0xff]);
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    const end = (isAnswer: boolean) => {
      socket.destroy();
      resolve(isAnswer);
    };
    socket.setTimeout(2000, () => end(false));
    socket.once("error", () => end(false));
    socket.once("data", (reply) => end(reply.length >= 8 && reply.readInt32BE(4) === 7));
  });
}

/** Asked of Maven once for each version, and kept in the temporary folder. */
function classPath(): string {
  const pom = readFileSync(POM, "utf8");
  const version = process.env.KAFKA_VERSION ?? /<kafka\.version>(.*)<\/kafka\.version>/.exec(pom)?.[1] ?? "";
  const folder = join(tmpdir(), `da-kafka-classpath-${process.getuid?.() ?? 0}`);
  const file = join(folder, `${version}.txt`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (known !== "" && known.split(delimiter).every((path) => existsSync(path))) return known;
  const goal = ["dependency:build-classpath", `-Dmdep.outputFile=${file}`, `-Dkafka.version=${version}`];
  run("mvn", ["-q", "-B", "-f", POM, ...goal]);
  return readFileSync(file, "utf8");
}

/** A key and a certificate that it signed itself, for the broker; gives the certificate as text. */
function makeCertificate(folder: string): string {
  const store = join(folder, "keys.p12");
  const access = ["-keystore", store, "-storepass", "changeit", "-alias", "broker"];
  const names = ["-dname", "CN=localhost", "-ext", "SAN=DNS:localhost,IP:127.0.0.1"];
  run("keytool", ["-genkeypair", "-keyalg", "RSA", "-validity", "3650", "-storetype", "PKCS12", ...names, ...access]);
  return run("keytool", ["-exportcert", "-rfc", ...access]);
}

interface Place {
  readonly folder: string;
  /** The first one is in charge. */
  readonly id: number;
  readonly plain: number;
  readonly sasl: number;
  readonly tls: number;
  readonly both: number;
  readonly behind: number;
  readonly proxy: number;
  readonly controller: number;
  readonly authorizes: boolean;
}

function propertiesOf({ folder, id, plain, sasl, tls, both, behind, proxy, controller, authorizes }: Place): string {
  const ports = { PLAINTEXT: plain, SASL: sasl, TLS: tls, BOTH: both };
  const [listeners, advertised] = [behind, proxy].map((port) =>
    Object.entries({ ...ports, BEHIND: port })
      .map(([name, each]) => `${name}://127.0.0.1:${each}`)
      .join(","),
  );
  const settings = {
    "process.roles": id === 1 ? "broker,controller" : "broker",
    "node.id": id,
    listeners: id === 1 ? `${listeners},CONTROLLER://127.0.0.1:${controller}` : listeners,
    "advertised.listeners": advertised,
    "listener.security.protocol.map":
      "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SSL,BOTH:SASL_SSL,BEHIND:PLAINTEXT",
    "inter.broker.listener.name": "PLAINTEXT",
    "controller.listener.names": "CONTROLLER",
    "controller.quorum.voters": `1@127.0.0.1:${controller}`,
    "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
    ...Object.fromEntries(["sasl", "both"].flatMap((listener) => loginsOf(listener))),
    ...(authorizes ? AUTHORIZING : {}),
    "ssl.keystore.location": join(folder, "keys.p12"),
    "ssl.keystore.password": "changeit",
    "log.dirs": join(folder, "data"),
    "auto.create.topics.enable": "false",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    "log.retention.check.interval.ms": "500",
    "log.initial.task.delay.ms": "500",
    "log.segment.delete.delay.ms": "500",
    "broker.heartbeat.interval.ms": "500",
    "broker.session.timeout.ms": "3000",
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

const AUTHORIZING = {
  "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
  "super.users": `User:ANONYMOUS;User:${KAFKA_USER}`,
};

/** How those who come by a listener say who they are. */
function loginsOf(listener: string): (readonly [string, string])[] {
  const security = "org.apache.kafka.common.security";
  const at = (mechanism: string) => `listener.name.${listener}.${mechanism}.sasl.jaas.config`;
  return [
    [
      at("plain"),
      `${security}.plain.PlainLoginModule required user_${KAFKA_USER}="${KAFKA_PASSWORD}" user_${KAFKA_GUEST}="${KAFKA_GUEST_PASSWORD}";`,
    ],
    [at("scram-sha-256"), `${security}.scram.ScramLoginModule required;`],
    [at("scram-sha-512"), `${security}.scram.ScramLoginModule required;`],
  ];
}

const LOGGING = `status = error
rootLogger.level = warn
rootLogger.appenderRef.out.ref = out
logger.kafka.name = kafka.server
logger.kafka.level = info
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %-5p %m (%c{1})%n
`;
