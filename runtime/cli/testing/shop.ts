/** The shop in generated/, events for it, and the program run in this process on either. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { run } from "../program.ts";
import type { Exit, Loaded, Surroundings } from "../surroundings.ts";
import { pipeline } from "./generated/pipeline.ts";

export const GENERATED = fileURLToPath(new URL("./generated", import.meta.url));

export const shop: Loaded = {
  definition: pipeline,
  ddl: readFileSync(join(GENERATED, "stores.sqlite.sql"), "utf8"),
  postgresDdl: readFileSync(join(GENERATED, "stores.postgres.sql"), "utf8"),
};

/** An event of the source `web`. */
export const order = (id: number, buyer: string, amount: number): object => ({
  name: "order.placed",
  id: String(id),
  buyer,
  amount,
  at: 1000 + id,
});

export const linesOf = (...values: readonly unknown[]): string =>
  values.map((value) => `${typeof value === "string" ? value : JSON.stringify(value)}\n`).join("");

/** A folder of its own with these files, which is gone when the test is over. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "da-run-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

export interface Outcome {
  readonly exit: Exit;
  readonly out: string;
  readonly err: string;
  /** Each line of `out`. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** Runs a call in this process. */
export async function called(
  args: readonly string[],
  more: Partial<Surroundings> & { input?: string } = {},
): Promise<Outcome> {
  const [out, err]: [string[], string[]] = [[], []];
  const controller = new AbortController();
  const exit = await run(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    stdin: async function* () {
      yield Buffer.from(more.input ?? "");
    },
    cwd: tmpdir(),
    env: {},
    color: { out: false, err: false },
    terminal: { out: false, err: false, width: 80 },
    interrupted: () => ({ signal: controller.signal, status: () => 0 }),
    load: async () => shop,
    onStray: () => {},
    leave: () => {},
    page: new URL("../../../dist/ui/", import.meta.url),
    ...more,
  });
  const text = out.join("");
  const isJson = text.startsWith("{");
  return {
    exit,
    out: text,
    err: err.join(""),
    lines: isJson
      ? text
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line))
      : [],
  };
}
