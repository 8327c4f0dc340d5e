/** How long `check --watch` takes from a change of one file to its answer, in milliseconds of a clock on the wall. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const CHANGES = 15;

export interface Watched {
  readonly first: number;
  readonly median: number;
}

/** Changes `file`, which the spec imports, again and again: a declaration more, then one less. */
export async function watchedCheck(program: string, spec: string, file: string): Promise<Watched> {
  const child = spawn(process.execPath, [program, "check", "--watch", spec], { stdio: ["ignore", "ignore", "pipe"] });
  const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  const answered = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error("check --watch has ended");
      if (value.includes("Watching")) return;
    }
  };
  const text = readFileSync(file, "utf8");
  const times: number[] = [];
  try {
    await answered();
    for (let change = 0; change < CHANGES; change++) {
      // An edit does not follow at once.
      await new Promise((resolve) => setTimeout(resolve, 500));
      const start = performance.now();
      writeFileSync(file, change % 2 === 0 ? `record Added { a: int }\n\n${text}` : text);
      await answered();
      times.push(performance.now() - start);
    }
  } finally {
    child.kill();
    await once(child, "exit");
    writeFileSync(file, text);
  }
  const [first = 0] = times;
  return { first, median: times.sort((a, b) => a - b)[CHANGES >> 1] ?? 0 };
}
