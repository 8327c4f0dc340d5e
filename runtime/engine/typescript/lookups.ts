/**
 * Reads of handlers in TypeScript. What is asked for before the next look at the store is one query, whichever handlers
 * ask. A row is as it was last committed, with what the handler itself has contributed since.
 */
import { ValueFault } from "../../functions/fault.ts";
import type { ScanRange, Slots, StoredRow, StoreTx } from "../../store/port.ts";
import { compare, type Instant } from "../fold.ts";
import { MISSING, StoreRows } from "../rows.ts";
import { type Contribution, keyText, type StorePlan } from "../stores.ts";

/** A contribution that is not committed yet. */
export interface Pending {
  readonly store: string;
  readonly key: Slots;
  readonly contribution: Contribution;
  readonly instant: Instant;
}

/** A run that reads: it sees these contributions, in this order. */
export interface Viewer {
  /** Of events before its own that its handler is done with. */
  earlier(store: string): readonly Pending[];
  /** Its own, so far. */
  own(store: string): readonly Pending[];
}

/** A row before and after a contribution. */
export interface RowChange {
  readonly before: Slots | null;
  readonly after: Slots;
}

interface Question {
  readonly plan: StorePlan;
  readonly viewer: Viewer;
  /** As it was when it was asked. */
  readonly own: readonly Pending[];
  readonly reject: (error: unknown) => void;
}

interface RowQuestion extends Question {
  readonly key: Slots;
  /** Gives the answer; throws MISSING where something has not been read. */
  readonly answer: (rows: StoreRows) => void;
}

interface ScanQuestion extends Question {
  readonly leading: Slots;
  readonly range: ScanRange;
  readonly resolve: (rows: readonly StoredRow[]) => void;
}

export class Lookups {
  readonly #onAsked: () => void;
  #rows: RowQuestion[] = [];
  #scans: ScanQuestion[] = [];

  /** `onAsked` is called when there is something to answer. */
  constructor(onAsked: () => void) {
    this.#onAsked = onAsked;
  }

  get isAsked(): boolean {
    return this.#rows.length > 0 || this.#scans.length > 0;
  }

  get(plan: StorePlan, key: Slots, viewer: Viewer): Promise<Slots | null> {
    return this.#askRow(plan, key, viewer, (rows) => rows.get(key));
  }

  /** What a contribution makes of a row. */
  change(plan: StorePlan, pending: Pending, viewer: Viewer): Promise<RowChange> {
    const { key, contribution, instant } = pending;
    return this.#askRow(plan, key, viewer, (rows) => {
      const before = rows.get(key);
      return { before, after: rows.update(key, contribution, instant) };
    });
  }

  #askRow<T>(plan: StorePlan, key: Slots, viewer: Viewer, look: (rows: StoreRows) => T): Promise<T> {
    const own = viewer.own(plan.name);
    return this.#asked(({ resolve, reject }) => {
      this.#rows.push({ plan, viewer, own, key, reject, answer: (rows) => resolve(look(rows)) });
    });
  }

  scan(plan: StorePlan, leading: Slots, range: ScanRange, viewer: Viewer): Promise<readonly StoredRow[]> {
    const own = viewer.own(plan.name);
    return this.#asked(({ resolve, reject }) => {
      this.#scans.push({ plan, viewer, own, leading, range, resolve, reject });
    });
  }

  #asked<T>(ask: (ends: Pick<PromiseWithResolvers<T>, "resolve" | "reject">) => void): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    // A handler that forgets about an answer is not to end the process.
    promise.catch(() => {});
    ask({ resolve, reject });
    this.#onAsked();
    return promise;
  }

  /** Answers all that was asked for. Where the store fails, it is still asked. */
  async answer(tx: StoreTx): Promise<void> {
    const [rows, scans] = [this.#rows, this.#scans];
    this.#rows = [];
    this.#scans = [];
    try {
      const merging: Merge[] = [];
      for (const scan of scans) {
        merging.push(mergeOf(scan, await tx.scan(scan.plan.layout, scan.leading, scan.range)));
      }
      await answerRows(tx, [...rows, ...merging.flatMap(({ questions }) => questions)]);
      for (const { finish } of merging) finish();
    } catch (error) {
      this.#rows.unshift(...rows);
      this.#scans.unshift(...scans);
      throw error;
    }
  }
}

/** Rows of one store are read in one call, and asked for again where a contribution needs more. */
async function answerRows(tx: StoreTx, questions: readonly RowQuestion[]): Promise<void> {
  for (const some of Map.groupBy(questions, ({ plan }) => plan).values()) {
    const [first] = some;
    if (first === undefined) continue;
    const rows = new StoreRows(first.plan);
    let open = some;
    for (;;) {
      open = open.filter((question) => !isAnswered(question, rows));
      if (open.length === 0) break;
      if (!(await rows.load(tx, false))) throw new Error(`A read of ${first.plan.name} misses rows and asks for none.`);
    }
  }
}

/** False where rows were missing. What the question has contributed to them is taken back. */
function isAnswered(question: RowQuestion, rows: StoreRows): boolean {
  const { plan, viewer, own, key } = question;
  try {
    const text = keyText(key);
    // An event whose contribution cannot be will be dead, and have made none.
    for (const pending of viewer.earlier(plan.name)) if (keyText(pending.key) === text) contribute(rows, pending, true);
    for (const pending of own) if (keyText(pending.key) === text) contribute(rows, pending, false);
    question.answer(rows);
    return true;
  } catch (error) {
    if (error === MISSING) return false;
    question.reject(error);
    return true;
  } finally {
    rows.undo();
  }
}

function contribute(rows: StoreRows, { key, contribution, instant }: Pending, isForgiven: boolean): void {
  try {
    rows.update(key, contribution, instant);
  } catch (error) {
    if (!isForgiven || !(error instanceof ValueFault)) throw error;
  }
}

interface Merge {
  /** Rows to which the handler has contributed. */
  readonly questions: readonly RowQuestion[];
  /** Answers the scan, once these are. */
  readonly finish: () => void;
}

/** Rows that were found, with what the handler has contributed to them, and rows that it has made itself. */
function mergeOf(scan: ScanQuestion, found: readonly StoredRow[]): Merge {
  const { plan, viewer, own, leading, range, resolve, reject } = scan;
  const rows = new Map(found.map((row) => [keyText(row.key), row]));
  const keys = new Map<string, Slots>();
  for (const { key } of [...viewer.earlier(plan.name), ...own]) {
    if (leading.every((value, at) => key[at] === value)) keys.set(keyText(key), key);
  }
  let failure: { readonly error: unknown } | null = null;
  const questions = [...keys].map(([text, key]): RowQuestion => {
    const answer = (from: StoreRows): void => {
      const slots = from.get(key);
      if (slots !== null) rows.set(text, { key, slots });
    };
    return { plan, viewer, own, key, answer, reject: (error) => (failure ??= { error }) };
  });
  const finish = (): void => {
    const sorted = [...rows.values()].sort((a, b) => compareKeys(a.key, b.key));
    if (failure !== null) reject(failure.error);
    else resolve((range.isDescending ? sorted.reverse() : sorted).slice(0, range.limit));
  };
  return { questions, finish };
}

/** In the order of the store: texts by code point. */
function compareKeys(a: Slots, b: Slots): number {
  for (const [at, value] of a.entries()) {
    const order = compare(value, b[at] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}
