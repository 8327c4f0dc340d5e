/** What the page and its server tell each other, as JSON. Nothing here needs Node or a browser. */

export type NodeKind =
  | "source"
  | "event"
  | "signal"
  | "transform"
  | "gep"
  | "demux"
  | "dep"
  | "store"
  | "external"
  | "topic";

/** A node of the graph, laid out: its middle and its size, in pixels. */
export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `reads`: a handler looks into a store. */
  readonly kind: "flows" | "writes" | "reads";
  /** Of an SVG path. */
  readonly path: string;
}

export interface Graph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface StoreInfo {
  readonly name: string;
  readonly external: boolean;
  readonly columns: readonly ColumnInfo[];
}

export interface ColumnInfo {
  readonly name: string;
  /** `sum`, `latest` and so on; `key` and `plain`. */
  readonly kind: string;
  /** How its values read. */
  readonly type: "duration" | "timestamp" | "number" | "other";
}

/** What stays as it is while the pipeline runs. */
export interface PipelineInfo {
  readonly name: string;
  readonly graph: Graph;
  readonly stores: readonly StoreInfo[];
}

export interface LiveReader {
  readonly name: string;
  readonly kind: "source" | "transform" | "gep" | "demux" | "dep";
  readonly lag: number;
  /** Events (of a source, records) handled, and events emitted, a second. */
  readonly in: number;
  readonly out: number;
  /** Since the start. */
  readonly handled: number;
  readonly emitted: number;
  readonly dead: number;
  readonly waiting: number;
  readonly queued: number;
  readonly held: number;
  /** Why it stands still, else null. */
  readonly failure: string | null;
}

export interface LiveTopic {
  readonly topic: string;
  readonly records: number;
  readonly rate: number;
  readonly lag: number | null;
  readonly partitions: number;
  /** Whose dead letters it holds. */
  readonly deadOf: string | null;
}

export interface Live {
  /** In ms. */
  readonly time: number;
  readonly since: number;
  readonly readers: readonly LiveReader[];
  readonly topics: readonly LiveTopic[];
}

export type Cell = null | boolean | number | string | readonly unknown[] | { readonly [name: string]: unknown };

export interface RowsPage {
  readonly rows: readonly { readonly [column: string]: Cell }[];
  /** Given as `after`, the next page; null on the last one. */
  readonly next: string | null;
}

export interface LetterInfo {
  readonly letter: string;
  readonly owner: string;
  readonly event: string | null;
  readonly code: string;
  readonly reason: string;
  readonly key: string | null;
  readonly id: string | null;
  /** When it died, in ms. */
  readonly died: number;
}

export interface LettersPage {
  readonly total: number;
  readonly letters: readonly LetterInfo[];
}

export interface LetterDetail extends LetterInfo {
  readonly from: string;
  readonly at: number;
  readonly headers: { readonly [name: string]: string | null };
  /** JSON laid out, text, or a dump of bytes. */
  readonly body: string;
}

/** An event that waits for a row. */
export interface WaitingInfo {
  readonly id: number;
  readonly event: string;
  readonly handler: string;
  readonly store: string;
  /** Columns of the row's key. */
  readonly key: { readonly [column: string]: Cell };
  readonly since: number;
  readonly due: number | null;
  /** Events of its key that queue behind it. */
  readonly queued: number;
  /** JSON laid out, text, or a dump of bytes. */
  readonly body: string;
}

/** An emitted event that is held back. */
export interface HeldInfo {
  readonly event: string;
  readonly handler: string;
  readonly key: string;
  readonly id: string;
  readonly due: number;
  readonly body: string;
}

export interface WaitingPage {
  readonly total: number;
  readonly waiting: readonly WaitingInfo[];
  readonly held: readonly HeldInfo[];
}

/** What a change has done, in a sentence. */
export interface Done {
  readonly text: string;
  /** What it could not do, a sentence each. */
  readonly problems: readonly string[];
}

/** A line of a tree and what is below it. */
export interface TreeNode {
  readonly kind: "event" | "handler" | "row" | "dead" | "waiting" | "note";
  readonly text: string;
  /** What stands beside the text, less loud. */
  readonly more: string;
  /** A dead letter's name, to be opened. */
  readonly letter: string | null;
  readonly below: readonly TreeNode[];
}

/** What an error says. */
export interface Problem {
  readonly error: string;
}

/** Carries the page's token with what changes something; a page of another site cannot send it. */
export const TOKEN_HEADER = "x-da-token";
