/** Counts what runs of the user's own files, block by block, with the profiler of the engine of JavaScript. */
import { realpathSync } from "node:fs";
import { Session } from "node:inspector";
import { fileURLToPath } from "node:url";
import type { FunctionBlocks } from "../../scenarios/blocks.ts";
import { attempt } from "../host/files.ts";

export class Profile {
  readonly #session = new Session();

  /** Counts in modules that are loaded from now on. */
  constructor() {
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** The functions of those loaded files whose addresses end with `mark`, by path. */
  take(mark: string): ReadonlyMap<string, readonly FunctionBlocks[]> {
    const found = new Map<string, readonly FunctionBlocks[]>();
    this.#session.post("Profiler.takePreciseCoverage", (_, { result }) => {
      for (const { url, functions } of result) {
        if (!url.startsWith("file:") || !url.endsWith(mark)) continue;
        const blocks = functions.map(({ ranges }) =>
          ranges.map(({ startOffset, endOffset, count }) => ({ start: startOffset, end: endOffset, count })),
        );
        found.set(fileURLToPath(url.slice(0, -mark.length)), blocks);
      }
    });
    return found;
  }

  close(): void {
    this.#session.disconnect();
  }
}

/** The path under which a file is loaded: links are followed. */
export function loadedPath(path: string): string {
  const real = attempt(() => realpathSync(path));
  return real.ok ? real.value : path;
}
