/** Documents: text with the places where it may break into lines. The printer decides which of them do. */

export type Doc = string | readonly Doc[] | Space | Line | Group | Indent | Flat | IfBroken | CommentDoc | Block | Step;

/** What the printer makes of a broken block: line breaks, comments at the end of lines, the comments' alignment. */
export type Step =
  | { readonly kind: "newline"; readonly blank: boolean }
  | { readonly kind: "beginItem"; readonly notes: Note[] }
  | { readonly kind: "trailing"; readonly text: string; readonly notes: readonly Note[] }
  | { readonly kind: "align"; readonly notes: readonly Note[] };

/** A comment that ends an item: the line on which the item begins and ends, once it is printed. */
export interface Note {
  readonly begin: number;
  line: number;
  text: string | null;
}

/** A space, unless a line ends or begins there. */
export interface Space {
  readonly kind: "space";
}

/** A line break where the group around it is broken, else `flat`. */
export interface Line {
  readonly kind: "line";
  readonly flat: "" | " ";
}

/** Breaks all its own lines if it does not fit on what is left of the line. */
export interface Group {
  readonly kind: "group";
  readonly doc: Doc;
}

export interface Indent {
  readonly kind: "indent";
  readonly doc: Doc;
}

/** Never broken for its width. */
export interface Flat {
  readonly kind: "flat";
  readonly doc: Doc;
}

/** Only where the group around it is broken. */
export interface IfBroken {
  readonly kind: "ifBroken";
  readonly text: string;
}

/** A comment within an item; the line ends behind it. `own` says that it had its line for itself. */
export interface CommentDoc {
  readonly kind: "comment";
  readonly text: string;
  readonly own: boolean;
}

/** Items in braces, one after the other on a line or each on its own. */
export interface Block {
  readonly kind: "block";
  readonly open: Doc;
  readonly close: Doc;
  readonly items: readonly Item[];
  /** The comments behind the `{` and above the `}`. */
  readonly afterOpen: string | null;
  readonly beforeClose: readonly LeadingComment[];
  /** `line` means commas only between items on one line; `always` also between lines. */
  readonly commas: "none" | "line" | "always";
  /** Items that were written on one line stay on it when the block is broken. */
  readonly rows: boolean;
  /** It was written on several lines, and stays so. */
  readonly broken: boolean;
  /** The file itself: no braces, no indent. */
  readonly bare: boolean;
}

export interface LeadingComment {
  readonly text: string;
  readonly blankBefore: boolean;
}

export interface Item {
  readonly leading: readonly LeadingComment[];
  readonly blankBefore: boolean;
  /** Begins on the line on which the item before ends. */
  readonly sameLine: boolean;
  /** The comment above is about the line on which it begins: that is not wrapped. */
  readonly kept: boolean;
  /** What stands up to the column that is aligned, such as `name:`. */
  readonly label: Label | null;
  readonly doc: Doc;
  /** The comment that ends its line. */
  readonly trailing: string | null;
}

export interface Label {
  readonly text: string;
  /** Only labels of one kind that follow each other are aligned. */
  readonly kind: string;
}

export const space: Space = { kind: "space" };
export const line: Line = { kind: "line", flat: " " };
export const softLine: Line = { kind: "line", flat: "" };

export function group(doc: Doc): Group {
  return { kind: "group", doc };
}

export function indent(doc: Doc): Indent {
  return { kind: "indent", doc };
}

export function flat(doc: Doc): Flat {
  return { kind: "flat", doc };
}

export function ifBroken(text: string): IfBroken {
  return { kind: "ifBroken", text };
}
