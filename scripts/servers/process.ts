// What starting a server takes: programs found and run, free ports, waiting until something holds.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";

/** The path of a program, or null where there is none. */
export function programNamed(name: string, folders: readonly string[] = []): string | null {
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), ...folders]) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not there.
    }
  }
  return null;
}

/** Who a program runs as; null is who runs this. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Runs a program to its end, and throws what it said where it fails. */
export function run(program: string, args: readonly string[], user: User | null = null): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", ...user });
  if (status === 0) return stdout;
  throw new Error(
    `${program} failed: ${error?.message ?? `${stdout}${stderr}`.trim().split("\n").slice(-20).join("\n")}`,
  );
}

/** So many ports that nobody listens on, different from each other. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject).listen(0, "127.0.0.1", resolve);
      });
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Asks again until `holds` says yes; throws what `otherwise` says when the time is over. */
export async function until(holds: () => Promise<boolean>, seconds: number, otherwise: () => string): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A server's process, which dies with this one. */
export class Child {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #kill: () => void;

  constructor(program: string, args: readonly string[], log: number, user: User | null) {
    this.#child = spawn(program, args, { stdio: ["ignore", log, log], ...user });
    this.#ended = new Promise((resolve) => {
      this.#child.once("exit", () => resolve());
      this.#child.once("error", () => resolve());
    });
    this.#kill = () => this.#child.kill("SIGKILL");
    process.once("exit", this.#kill);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isRunning(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.isRunning) this.#child.kill(signal);
    await this.#ended;
    process.off("exit", this.#kill);
  }
}
