// A PostgreSQL server for tests, out of the system's package, on a port of its own and with its data in a temporary
// folder. It may be killed and started again.
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { Child, freePorts, programNamed, run, type User, until } from "./process.ts";

const PACKAGED = "/usr/lib/postgresql";
const START_SECONDS = 180;
const USER = "da";
const PASSWORD = "da-secret";

export interface PostgresServer {
  readonly url: string;
  /** Of a server that encrypts for those who want it: the file with the certificate to trust; else null. */
  readonly authority: string | null;
  /** Ends it in order, cutting sessions off, or at once. */
  stop(signal: "SIGINT" | "SIGKILL"): Promise<void>;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
  /** Stops it and deletes its data. */
  remove(): Promise<void>;
}

/** Why this machine cannot start a server, or null. */
export function postgresProblem(): string | null {
  if (program("initdb") === null) return "there is no initdb (Debian's package is postgresql)";
  return process.getuid?.() === 0 && userNamed("postgres") === null
    ? "root may not run it, and there is no user postgres"
    : null;
}

/** Debian keeps the programs out of the path. */
function program(name: string): string | null {
  return programNamed(name, versions());
}

function versions(): string[] {
  try {
    const all = readdirSync(PACKAGED).sort((a, b) => Number(b) - Number(a));
    return all.map((version) => join(PACKAGED, version, "bin"));
  } catch {
    return [];
  }
}

function userNamed(name: string): User | null {
  const entry = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find(([user]) => user === name);
  return entry === undefined ? null : { uid: Number(entry[2]), gid: Number(entry[3]) };
}

export interface PostgresOptions {
  /** It can encrypt; its certificate is made by openssl and names 127.0.0.1 and localhost. */
  readonly encrypts?: boolean;
}

export async function startPostgres({ encrypts = false }: PostgresOptions = {}): Promise<PostgresServer> {
  const [initdb, postgres] = [program("initdb"), program("postgres")];
  if (initdb === null || postgres === null) throw new Error(`PostgreSQL cannot be started: ${postgresProblem()}.`);
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? userNamed("postgres") : null;
  const folder = mkdtempSync(join(tmpdir(), "da-postgres-"));
  const password = join(folder, "password");
  writeFileSync(password, PASSWORD);
  if (user !== null) for (const path of [folder, password]) chownSync(path, user.uid, user.gid);
  const data = join(folder, "data");
  const auth = ["--username", USER, "--auth", "scram-sha-256", "--pwfile", password];
  run(initdb, ["--pgdata", data, "--encoding", "UTF8", "--no-locale", "--no-sync", ...auth], user);
  const [port = 0] = await freePorts(1);
  // A killed process leaves what it has written to the system: only the whole machine's end would need fsync.
  const settings = [
    `listen_addresses=127.0.0.1${encrypts ? ",127.0.0.2" : ""}`,
    "unix_socket_directories=",
    "shared_buffers=256MB",
    "fsync=off",
  ];
  const authority = encrypts ? join(folder, "server.crt") : null;
  if (authority !== null) settings.push(...encryption(folder, authority, user));
  const args = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const url = `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
  const server = new Server({ folder, url, authority, program: postgres, args, user });
  await server.start();
  return server;
}

/** A key and a certificate that it signed itself, as settings of the server. */
function encryption(folder: string, authority: string, user: User | null): string[] {
  const key = join(folder, "server.key");
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  run("openssl", [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "3650",
    "-keyout",
    key,
    "-out",
    authority,
    ...names,
  ]);
  chmodSync(key, 0o600);
  if (user !== null) chownSync(key, user.uid, user.gid);
  return ["ssl=on", `ssl_cert_file=${authority}`, `ssl_key_file=${key}`];
}

interface Parts {
  readonly folder: string;
  readonly url: string;
  readonly authority: string | null;
  readonly program: string;
  readonly args: readonly string[];
  readonly user: User | null;
}

class Server implements PostgresServer {
  readonly url: string;
  readonly authority: string | null;
  readonly #folder: string;
  readonly #program: string;
  readonly #args: readonly string[];
  readonly #user: User | null;
  #child: Child | null = null;

  constructor({ folder, url, authority, program, args, user }: Parts) {
    this.url = url;
    this.authority = authority;
    this.#folder = folder;
    this.#program = program;
    this.#args = args;
    this.#user = user;
  }

  async start(): Promise<void> {
    const path = join(this.#folder, "server.log");
    const ended = () => `PostgreSQL does not answer:\n${readFileSync(path, "utf8").split("\n").slice(-20).join("\n")}`;
    await until(
      async () => {
        // After a kill its own processes need a moment to end, and it refuses to start as long.
        if (this.#child?.isRunning !== true) this.#spawn(path);
        return this.#answers();
      },
      START_SECONDS,
      ended,
    );
  }

  #spawn(path: string): void {
    const log = openSync(path, "w");
    this.#child = new Child(this.#program, this.#args, log, this.#user);
    closeSync(log);
  }

  async #answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 2000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("SELECT 1");
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  }

  async stop(signal: "SIGINT" | "SIGKILL"): Promise<void> {
    await this.#child?.end(signal);
  }

  async remove(): Promise<void> {
    await this.stop("SIGINT");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
