/** A diagnostic as data: what is wrong, where, and what would repair it. Renderers and the language server read this. */

/** A range of a file, in offsets of UTF-16 units. */
export interface Location {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface Diagnostic {
  /** `DA` and four digits, never used again for something else. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** One sentence that says what is wrong and what to do. */
  readonly message: string;
  readonly location: Location;
  /** "declared here", the steps of a cycle. */
  readonly related: readonly RelatedLocation[];
  /** The repair in words or code: "did you mean `score`?". */
  readonly suggestion: string | null;
  /** The name that is unknown: errors of one code about one thing are one mistake. */
  readonly about?: string;
  /** What something lacks, such as a union a literal: many errors about it are one mistake. */
  readonly lacked?: string;
}

export interface RelatedLocation {
  readonly message: string;
  readonly location: Location;
}
