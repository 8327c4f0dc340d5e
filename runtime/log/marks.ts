/**
 * Marks of what the pipeline has written: by which of its lanes, and where in it. What is written again after a crash has the
 * marks that it had, and whoever reads a partition knows by the last mark of each lane what it has had already.
 */

/** Ascending within a lane, by `major` and then `minor`, in each partition that the lane writes to. */
export interface Mark {
  readonly lane: string;
  readonly major: number;
  readonly minor: number;
}

/** The marks of a batch, all of one lane. */
export interface Origin {
  readonly lane: string;
  readonly majors: readonly number[];
  readonly minors: readonly number[];
}

/** Consecutive marks from one on. */
export function countedOrigin(lane: string, first: number, count: number): Origin {
  return {
    lane,
    majors: Array.from({ length: count }, (_, index) => first + index),
    minors: Array.from({ length: count }, () => 0),
  };
}

export function markAt({ lane, majors, minors }: Origin, index: number): Mark {
  return { lane, major: majors[index] ?? 0, minor: minors[index] ?? 0 };
}

export const marksOf = (origin: Origin): Mark[] => origin.majors.map((_, index) => markAt(origin, index));

/** As a text that is kept beside a batch. */
export function originText({ lane, majors, minors }: Origin): string {
  const [first = 0] = majors;
  const isCounted = majors.every((major, index) => major === first + index) && minors.every((minor) => minor === 0);
  return JSON.stringify(isCounted ? [lane, first, majors.length] : [lane, majors, minors]);
}

export function parseOrigin(text: string): Origin {
  const parts: unknown = JSON.parse(text);
  const [lane, majors, minors]: unknown[] = Array.isArray(parts) ? parts : [];
  if (!Array.isArray(majors) || !Array.isArray(minors)) {
    return countedOrigin(String(lane), Number(majors), Number(minors));
  }
  return { lane: String(lane), majors: majors.map(Number), minors: minors.map(Number) };
}

/** As a record's header has it. */
export const markText = ({ lane, major, minor }: Mark): string => `${lane} ${major} ${minor}`;

const MARK = /^(.*) (\d{1,16}) (\d{1,16})$/s;

/** Null where it is none. */
export function parseMark(text: string): Mark | null {
  const parts = MARK.exec(text);
  return parts === null ? null : { lane: parts[1] ?? "", major: Number(parts[2]), minor: Number(parts[3]) };
}

/** What one reader of a partition has had of each lane. */
export class Memory {
  readonly #stored: Map<string, Mark>;
  /** Of the round that is being committed, and of the one in hand. */
  #leaving = new Map<string, Mark>();
  #staged = new Map<string, Mark>();
  /** The offset that a lane's last mark came with: a record may hold several events. */
  #at = new Map<string, number>();

  /** Takes what `text` gave. */
  constructor(text: string | null) {
    this.#stored = new Map(entriesOf(text).map((mark) => [mark.lane, mark]));
  }

  /** Whether what has this mark is new; it is not any more then. */
  admits(mark: Mark, offset: number): boolean {
    const { lane } = mark;
    const last = this.#staged.get(lane) ?? this.#leaving.get(lane) ?? this.#stored.get(lane);
    if (last !== undefined && !isAfter(mark, last)) {
      return this.#at.get(lane) === offset && last.major === mark.major && last.minor === mark.minor;
    }
    this.#staged.set(lane, mark);
    this.#at.set(lane, offset);
    return true;
  }

  /** What was noted since is to be kept or undone, whatever is noted from now on. */
  leave(): void {
    if (this.#staged.size > 0) {
      this.#leaving = this.#staged;
      this.#staged = new Map();
    }
    this.drop();
  }

  /** What has left is kept. */
  keep(): void {
    for (const [lane, mark] of this.#leaving) this.#stored.set(lane, mark);
    if (this.#leaving.size > 0) this.#leaving = new Map();
  }

  /** What was noted since is dropped. */
  drop(): void {
    if (this.#staged.size > 0) this.#staged = new Map();
    if (this.#at.size > 0) this.#at = new Map();
  }

  /** What has left is dropped, too. */
  undo(): void {
    if (this.#leaving.size > 0) this.#leaving = new Map();
    this.drop();
  }

  get isChanged(): boolean {
    return this.#staged.size > 0;
  }

  /** All of it, as text. */
  text(): string {
    const all = new Map([...this.#stored, ...this.#leaving, ...this.#staged]);
    return JSON.stringify([...all.values()].map(({ lane, major, minor }) => [lane, major, minor]));
  }

  /** Another one that knows the same. */
  copy(): Memory {
    return new Memory(this.text());
  }
}

export const isAfter = (mark: Mark, last: Mark): boolean =>
  mark.major > last.major || (mark.major === last.major && mark.minor > last.minor);

function entriesOf(text: string | null): Mark[] {
  const entries: unknown = JSON.parse(text ?? "[]");
  if (!Array.isArray(entries)) return [];
  return entries.map((entry: unknown): Mark => {
    const [lane, major, minor]: unknown[] = Array.isArray(entry) ? entry : [];
    return { lane: String(lane), major: Number(major), minor: Number(minor) };
  });
}
