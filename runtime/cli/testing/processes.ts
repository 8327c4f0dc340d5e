/** The program as a real process. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { folderOf, GENERATED } from "./shop.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

export interface Running {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Exit status, or the signal that killed it. */
  readonly ended: Promise<number | string>;
  until(isTrue: () => boolean): Promise<void>;
}

/** Starts the program from its sources, in a folder. A null input leaves stdin open. */
export function running(
  folder: string,
  args: readonly string[],
  input: string | null = "",
  env: Record<string, string> = {},
): Running {
  const { NO_COLOR, FORCE_COLOR, ...rest } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: { ...rest, ...env } });
  const texts = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    texts.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    texts.err += chunk;
  });
  child.stdin.on("error", () => undefined);
  if (input !== null) child.stdin.end(input);
  const ended = once(child, "close").then(([code, signal]) => code ?? signal);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    child,
    out: () => texts.out,
    err: () => texts.err,
    ended,
    async until(isTrue) {
      while (!isTrue()) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It has ended: ${texts.err}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

/** The same with a pipeline that no other test has, for servers: its name and all its topics begin with the prefix. */
export function ownShopFolder(prefix: string, partitions: number): string {
  const folder = shopFolder();
  const file = join(folder, "generated/pipeline.ts");
  const own = readFileSync(file, "utf8").replaceAll(/"shop\b/g, `"${prefix}shop`);
  writeFileSync(file, own.replace("partitions: 1", `partitions: ${partitions}`));
  return folder;
}

/** A folder with the generated code, which has no packages above it. */
export function shopFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = folderOf(files);
  cpSync(GENERATED, join(folder, "generated"), { recursive: true });
  return folder;
}
