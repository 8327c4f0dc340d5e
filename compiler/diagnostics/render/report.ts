/** What every renderer is given: diagnostics, and the texts that their ranges point into. */
import { LineMap, type Range } from "../../../dsl/line-map.ts";
import type { Diagnostic, Location } from "../diagnostic.ts";

/** Texts by the paths that locations use. A file that could not be read is not there. */
export type Files = ReadonlyMap<string, { readonly text: string }>;

export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: Files;
  /** A location's path as the reader knows it: relative to the working folder, with `/`. */
  readonly display: (file: string) => string;
}

/** Turns offsets into lines and columns, reading each file's line ends once. */
export class Ranges {
  readonly #files: Files;
  readonly #maps = new Map<string, LineMap>();
  readonly #texts = new Map<string, readonly string[]>();

  constructor(files: Files) {
    this.#files = files;
  }

  #lines(file: string): LineMap {
    const known = this.#maps.get(file);
    if (known !== undefined) return known;
    const map = new LineMap(this.#files.get(file)?.text ?? "");
    this.#maps.set(file, map);
    return map;
  }

  /** The lines of a file, without their ends. */
  texts(file: string): readonly string[] {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    const texts = (this.#files.get(file)?.text ?? "").split(/\r\n|\n|\r/);
    this.#texts.set(file, texts);
    return texts;
  }

  range(location: Location): Range {
    return this.#lines(location.file).range(location);
  }
}
