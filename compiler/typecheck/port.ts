/** What is asked of a type checker for TypeScript: files of memory laid over those of the disk, and what is wrong in them. */

/** Paths are those of the model: from the root file's folder, with `/`. */
export interface TypeChecker {
  /** `files` by path stand in for what the disk holds, or does not. */
  open(files: ReadonlyMap<string, string>): Promise<TypedFiles>;
}

export interface TypedFiles {
  /** Null where there is no such file. */
  text(path: string): string | null;
  /** Where a module's default export stands, to the end of its line; null where it has none. */
  defaultExport(path: string): Range | null;
  /** Syntax errors first: where there are some, there is nothing else. */
  problems(path: string): readonly TypeProblem[];
  /** The user's modules that were read, for those who watch them. */
  modules(): readonly string[];
}

/** Offsets of UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface TypeProblem extends Range {
  /** TypeScript's own number. */
  readonly code: number;
  /** The first sentence, and the one that says most where there are several. */
  readonly message: string;
  readonly reason: string;
}

/** A file in JavaScript has no types to compare. */
export function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}
