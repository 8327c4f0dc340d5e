/**
 * What came of declarations, kept from one analysis to the next, for who checks the same files again and again. What was made
 * of a declaration holds as long as its syntax, and every answer to what was looked up for it by name, are the very same
 * objects: what changes is read into new ones. Where anything was told of it, or something was looked at as a whole, it is
 * made anew. See docs/decisions/memory.md.
 */
import type { Defined, Definitions, EventInfo, FnInfo, SignalInfo, StoreInfo } from "./declarations/definitions.ts";
import type { OpenSource } from "./declarations/sources.ts";
import type { Use } from "./diagnostics/roots.ts";
import type { Fn, Handler, Param, Pipeline, RecordType, Test, TextUnionType, Type } from "./model.ts";
import type { Program } from "./names/program.ts";
import type { Reporter } from "./names/reporter.ts";
import type { Types } from "./types/table.ts";

/** What is made of declarations; of some more than one thing. */
interface Made {
  readonly pipeline: Pipeline;
  readonly type: Type;
  readonly store: StoreInfo;
  readonly fn: FnInfo;
  readonly "fn's body": Fn;
  readonly "param's type": Type;
  readonly param: Param;
  readonly source: OpenSource;
  readonly event: EventInfo;
  readonly signal: SignalInfo;
  readonly handler: Handler;
  readonly test: Test;
}

type What = keyof Made;

/** Makes something of a declaration's syntax, or gives what was made of it on the same grounds. */
export type Remember = <W extends What>(
  what: W,
  node: object,
  grounds: readonly unknown[],
  make: () => Made[W],
) => Made[W];

interface Kept<T> {
  readonly made: T;
  readonly grounds: readonly unknown[];
  readonly looked: readonly Looked[];
  readonly used: readonly Use[];
  readonly rested: readonly Use[];
}

/** Answers by name. */
type Table = (name: string) => unknown;

/** Something that was looked up, and the answer. */
interface Looked {
  readonly table: string;
  readonly name: string;
  readonly answer: unknown;
}

type Shelves = { readonly [W in What]: WeakMap<object, Kept<Made[W]>> };

/** Lasts as long as its owner looks at the same spec. */
export class Memory {
  readonly shelves: Shelves = {
    pipeline: new WeakMap(),
    type: new WeakMap(),
    store: new WeakMap(),
    fn: new WeakMap(),
    "fn's body": new WeakMap(),
    "param's type": new WeakMap(),
    param: new WeakMap(),
    source: new WeakMap(),
    event: new WeakMap(),
    signal: new WeakMap(),
    handler: new WeakMap(),
    test: new WeakMap(),
  };
  /** Of types that are kept; see `Types`. */
  readonly open = new WeakSet<RecordType>();
  readonly fresh = new WeakSet<TextUnionType>();
  /** How much the last analysis found here, and how much it made. */
  found = 0;
  made = 0;
}

/** What is being made, and what it rests on so far. */
class Making {
  readonly looked = new Map<string, Map<string, unknown>>();
  readonly used: Use[] = [];
  readonly rested: Use[] = [];
  /** Nothing was told, and nothing looked at that a name does not tell. */
  holds = true;
}

/** One analysis with a memory: what its phases look at, they look at through this. */
export class Recall {
  readonly #memory: Memory;
  readonly #tables = new Map<string, Table>();
  /** The innermost last: to look up a type may be to make it. */
  readonly #making: Making[] = [];
  #reporter: Reporter | null = null;

  constructor(memory: Memory) {
    this.#memory = memory;
    memory.found = 0;
    memory.made = 0;
  }

  readonly remember: Remember = (what, node, grounds, make) => {
    const shelf = this.#memory.shelves[what];
    const kept = shelf.get(node);
    if (kept !== undefined && this.#isSo(kept, grounds)) {
      this.#memory.found++;
      for (const use of kept.used) this.#reporter?.uses(use.at, use.declared, use.alone);
      for (const use of kept.rested) this.#reporter?.rests(use.at, use.declared, use.expression);
      return kept.made;
    }
    this.#memory.made++;
    const making = new Making();
    this.#making.push(making);
    try {
      const made = make();
      if (making.holds) shelf.set(node, { made, grounds, ...restsOn(making) });
      else shelf.delete(node);
      return made;
    } finally {
      this.#making.pop();
    }
  };

  #isSo({ grounds, looked }: Kept<unknown>, now: readonly unknown[]): boolean {
    return (
      grounds.length === now.length &&
      grounds.every((ground, index) => ground === now[index]) &&
      looked.every(({ table, name, answer }) => this.#tables.get(table)?.(name) === answer)
    );
  }

  /** Something was looked at that no name tells. */
  readonly #doubt = (): void => {
    const making = this.#making.at(-1);
    if (making !== undefined) making.holds = false;
  };

  #looked(table: string, name: string, answer: unknown): void {
    const looked = this.#making.at(-1)?.looked;
    if (looked === undefined) return;
    const answers = looked.get(table) ?? new Map<string, unknown>();
    looked.set(table, answers);
    answers.set(name, answer);
  }

  /** A table that is asked by name; two answers are one where `identity` is the same. */
  #map<V>(table: string, map: ReadonlyMap<string, V>, identity: (value: V) => unknown = (value) => value) {
    const answer = (name: string): unknown => {
      const value = map.get(name);
      return value === undefined ? undefined : identity(value);
    };
    this.#tables.set(table, answer);
    const note = (name: string): void => this.#looked(table, name, answer(name));
    return new WatchedMap(map, note, this.#doubt);
  }

  #function<T>(table: string, ask: (name: string) => T): (name: string) => T {
    this.#tables.set(table, ask);
    return (name) => {
      const answer = ask(name);
      this.#looked(table, name, answer);
      return answer;
    };
  }

  /** The context, so that whoever uses it can be remembered. */
  watched(context: Omit<Defined, "remember">): Defined {
    const { host, program, reporter, isLost, types, definitions } = context;
    this.#reporter = this.#watchedReporter(reporter);
    return {
      ...context,
      host: {
        read: (path) => {
          this.#doubt();
          return host.read(path);
        },
        exists: (path) => {
          this.#doubt();
          return host.exists(path);
        },
      },
      program: this.#watchedProgram(program),
      reporter: this.#reporter,
      isLost: (name, kind) => {
        this.#doubt();
        return isLost(name, kind);
      },
      types: this.#watchedTypes(types),
      definitions: this.#watchedDefinitions(definitions),
      remember: this.remember,
    };
  }

  #watchedReporter(reporter: Reporter): Reporter {
    return {
      diagnostics: reporter.diagnostics,
      used: reporter.used,
      rested: reporter.rested,
      report: (...told) => {
        this.#doubt();
        reporter.report(...told);
      },
      uses: (at, declared, alone = false) => {
        this.#making.at(-1)?.used.push({ at, declared, alone });
        reporter.uses(at, declared, alone);
      },
      rests: (at, declared, expression = false) => {
        this.#making.at(-1)?.rested.push({ at, declared, expression });
        reporter.rests(at, declared, expression);
      },
    };
  }

  /** Of what was read anew, the syntax is another. */
  #watchedProgram(program: Program): Program {
    const node = (at: { readonly node: object }): object => at.node;
    return {
      ...program,
      types: this.#map("types as written", program.types, node),
      events: this.#map("events as written", program.events, node),
      stores: this.#map("stores as written", program.stores, node),
      values: this.#map("values as written", program.values, node),
      sources: this.#map("sources as written", program.sources, node),
    };
  }

  #watchedTypes(types: Types): Types {
    return {
      ...types,
      named: this.#function("types", types.named),
      nullability: this.#function("nullabilities", types.nullability),
    };
  }

  /** A source's settings are all in its own text. */
  #watchedDefinitions({ sources, events, stores, functions, params }: Definitions): Definitions {
    return {
      sources: this.#map("sources", sources, ({ node }) => node),
      events: this.#map("events", events),
      stores: this.#map("stores", stores),
      functions: this.#map("functions", functions),
      params: this.#map("params", params),
    };
  }
}

function restsOn({ looked, used, rested }: Making): Pick<Kept<unknown>, "looked" | "used" | "rested"> {
  const all = [...looked].flatMap(([table, answers]) =>
    [...answers].map(([name, answer]) => ({ table, name, answer })),
  );
  return { looked: all, used, rested };
}

/** Notes each name that it is asked for, and that it was looked at as a whole. */
class WatchedMap<V> implements ReadonlyMap<string, V> {
  readonly #map: ReadonlyMap<string, V>;
  readonly #note: (name: string) => void;
  readonly #doubt: () => void;

  constructor(map: ReadonlyMap<string, V>, note: (name: string) => void, doubt: () => void) {
    this.#map = map;
    this.#note = note;
    this.#doubt = doubt;
  }

  get(name: string): V | undefined {
    this.#note(name);
    return this.#map.get(name);
  }

  has(name: string): boolean {
    this.#note(name);
    return this.#map.has(name);
  }

  get #whole(): ReadonlyMap<string, V> {
    this.#doubt();
    return this.#map;
  }

  get size(): number {
    return this.#whole.size;
  }

  keys(): MapIterator<string> {
    return this.#whole.keys();
  }

  values(): MapIterator<V> {
    return this.#whole.values();
  }

  entries(): MapIterator<[string, V]> {
    return this.#whole.entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.#whole.entries();
  }

  forEach(use: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.#whole.forEach(use);
  }
}
