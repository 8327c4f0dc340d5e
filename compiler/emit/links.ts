/** Links from generated code to the spec: `pipelines.da:120`. */
import type { Place } from "../model.ts";

export class Links {
  readonly #rootFile: string;
  /** The root file as generated files name it. */
  readonly #root: string;
  /** What the first line of every generated file says. */
  readonly header: string;
  /** Ways to files that were asked for: there are few, and each is asked for at every declaration. */
  readonly #paths = new Map<string, string>();

  constructor(rootFile: string, options: { readonly root: string; readonly version: string }) {
    this.#rootFile = rootFile;
    this.#root = shown(segments(options.root)).join("/");
    const named = this.#root.replace(/[\p{Cc}\u2028\u2029]/gu, "?");
    this.header = `Made by da-compile ${options.version} from ${named}. Do not edit.`;
  }

  to(place: Place): string {
    return `${this.path(place.file)}:${place.line}`;
  }

  /** A file beside or below the root file keeps its way from there. */
  path(file: string): string {
    const known = this.#paths.get(file);
    if (known !== undefined) return known;
    const path = this.#wayTo(file);
    this.#paths.set(file, path);
    return path;
  }

  #wayTo(file: string): string {
    if (file === this.#rootFile) return this.#root;
    const from = segments(this.#rootFile).slice(0, -1);
    const to = segments(file);
    let common = 0;
    while (common < from.length && from[common] === to[common]) common++;
    const way = [...from.slice(common).map(() => ".."), ...to.slice(common)];
    return shown([...segments(this.#root).slice(0, -1), ...way]).join("/");
  }
}

function segments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== ".");
}

/** Without what leads out of the folder: a reader looks from the project's root. */
function shown(path: readonly string[]): string[] {
  const result: string[] = [];
  for (const segment of path) {
    if (segment !== "..") result.push(segment);
    else result.pop();
  }
  return result;
}
