/** Identifiers of the generated code: made of the spec's names, and told apart where two would be one. */

/** Words that JavaScript keeps for itself, and names of its globals, which variables had better not have. */
const RESERVED_WORDS = new Set(
  (
    "break case catch class const continue debugger default delete do else enum export extends false finally for function " +
    "if import in instanceof new null return super switch this throw true try typeof var void while with let static " +
    "implements interface package private protected public await yield eval arguments undefined NaN Infinity " +
    "Array ArrayBuffer AggregateError Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError " +
    "FinalizationRegistry Float16Array Float32Array Float64Array Function Int8Array Int16Array Int32Array Intl Iterator JSON " +
    "Map Math Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String Symbol " +
    "SyntaxError TypeError URIError Uint8Array Uint8ClampedArray Uint16Array Uint32Array WeakMap WeakRef WeakSet globalThis " +
    "decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape isFinite isNaN parseFloat parseInt " +
    "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf"
  ).split(" "),
);

/** Names of types that generated files use for something else. */
const RESERVED_TYPES = new Set(
  (
    "any unknown never object string number boolean bigint symbol void undefined null true false this " +
    "Array Record Pick Readonly NonNullable Date Object String Number Boolean Function Symbol Promise Error " +
    "Json Open Change ColumnChange Context Nothing Da Event Events Signals Stores Params PipelineDefinition Validator " +
    "Awaitable CallContext Changes Emits Handler Limits Reads Scans Tells Updates"
  ).split(" "),
);

export function isReservedWord(name: string): boolean {
  return RESERVED_WORDS.has(name);
}

/** `usage.resource.timespent` is UsageResourceTimespent, `learner_days` LearnerDays. */
export function pascalCase(name: string): string {
  const words = name.split(/[._]+/).filter((word) => word !== "");
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[A-Za-z]/.test(joined) ? joined : `_${joined}`;
}

/** `usage.resource.timespent` is usageResourceTimespent. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** Gives each name of a scope its identifier: the wanted one, or that with underscores behind. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  isTaken(name: string): boolean {
    return this.#taken.has(name);
  }

  take(wanted: string): string {
    let name = isReservedWord(wanted) ? `${wanted}_` : wanted;
    while (this.#taken.has(name)) name += "_";
    this.#taken.add(name);
    return name;
  }

  /** A scope inside this one: what is taken here is taken there. */
  inner(): Names {
    return new Names(this.#taken);
  }
}

/** Names for types: as `Names`, and none that generated files use for something else. */
export function typeNames(): Names {
  return new Names(RESERVED_TYPES);
}
