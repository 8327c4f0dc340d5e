/** What each reader has done since the engine was opened. */
export interface ReaderStats {
  /** Source or handler. */
  readonly name: string;
  readonly kind: "source" | "transform" | "gep" | "demux" | "dep";
  /** Events handled; of a source, records read. */
  readonly in: number;
  /** Events, signals and forwarded records that it emitted. */
  readonly out: number;
  readonly dead: number;
  /** Of a source: events that no handler reads. */
  readonly unhandled: number;
  /** Of a source: events whose name the spec does not know. */
  readonly unknown: number;
  /** Of a source: events that it had brought before, and has dropped. */
  readonly repeats: number;
  /** Of a handler: events that wait for a row, that queue behind one that does, and emitted ones that are held back. */
  readonly waiting: number;
  readonly queued: number;
  readonly held: number;
  /** Records not read yet. */
  readonly lag: number;
  /** Why it stands still, else null. */
  readonly failure: string | null;
}

export class Counts {
  in = 0;
  out = 0;
  dead = 0;
  unhandled = 0;
  unknown = 0;
  repeats = 0;

  add(other: Counts): void {
    this.in += other.in;
    this.out += other.out;
    this.dead += other.dead;
    this.unhandled += other.unhandled;
    this.unknown += other.unknown;
    this.repeats += other.repeats;
  }

  clear(): void {
    this.in = 0;
    this.out = 0;
    this.dead = 0;
    this.unhandled = 0;
    this.unknown = 0;
    this.repeats = 0;
  }
}
