/** What all outputs share: the model by name, the names of generated types, and links into the spec. */
import type { Event, Fn, Handler, Model, Param, Place, Signal, Source, Store, TypeDefinition } from "../model.ts";
import type { Cover } from "./cover.ts";
import { Links } from "./links.ts";
import { camelCase, Names, pascalCase, typeNames } from "./names.ts";

export interface EmitOptions {
  /** The root file's path as generated files shall name it. */
  readonly root: string;
  /** Of the compiler. */
  readonly version: string;
  /** The root file's folder as reached from the generated one, or its absolute path; `..` unless said otherwise. */
  readonly specFolder?: string;
  /** Collects the points that the code is to count; without it nothing is counted. */
  readonly cover?: Cover;
}

export interface EmitContext {
  /** With its declarations in the order of the root file, then of the others by path. */
  readonly model: Model;
  readonly links: Links;
  /** The root file, and its folder as reached from the generated one. */
  readonly rootFile: string;
  readonly specFolder: string;
  readonly types: ReadonlyMap<string, TypeDefinition>;
  readonly params: ReadonlyMap<string, Param>;
  readonly functions: ReadonlyMap<string, Fn>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly events: ReadonlyMap<string, Event>;
  readonly signals: ReadonlyMap<string, Signal>;
  readonly stores: ReadonlyMap<string, Store>;
  /** Names of the stores that handlers in TypeScript read. */
  readonly readByOwn: ReadonlySet<string>;
  /** Names in events.ts, by the spec's name. */
  readonly typeNames: ReadonlyMap<string, string>;
  readonly eventNames: ReadonlyMap<string, string>;
  /** Names in stores.ts, without `Row`, `Key` and the others. */
  readonly storeNames: ReadonlyMap<string, string>;
  /** Names of functions in functions.ts. */
  readonly functionNames: ReadonlyMap<string, string>;
  /** Names in validators.js. */
  readonly validatorNames: ReadonlyMap<string, string>;
  readonly cover: Cover | null;
}

export function contextOf(given: Model, options: EmitOptions): EmitContext {
  const model = ordered(given);
  const types = typeNames();
  const typeNamesOf = named(model.types, ({ name }) => types.take(name));
  const events = [...model.events, ...model.signals];
  const eventNames = named(events, ({ name }) => types.take(pascalCase(name)));
  const stores = typeNames();
  const functions = new Names();
  const validators = new Names();
  const links = new Links(model.pipeline.place.file, options);
  return {
    model,
    links,
    rootFile: model.pipeline.place.file,
    specFolder: options.specFolder ?? "..",
    types: byName(model.types),
    params: byName(model.params),
    functions: byName(model.functions),
    sources: byName(model.sources),
    events: byName(model.events),
    signals: byName(model.signals),
    stores: byName(model.stores),
    readByOwn: new Set(model.handlers.flatMap(({ body, reads }) => (body.kind === "typescript" ? reads : []))),
    typeNames: typeNamesOf,
    eventNames,
    storeNames: named(model.stores, ({ name }) => stores.take(pascalCase(name))),
    functionNames: named(model.functions, ({ name }) => functions.take(name)),
    validatorNames: named(model.events, ({ name }) => validators.take(camelCase(name))),
    cover: options.cover ?? null,
  };
}

function byName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.name, item]));
}

function named<T extends { readonly name: string }>(
  items: readonly T[],
  nameOf: (item: T) => string,
): ReadonlyMap<string, string> {
  return new Map(items.map((item) => [item.name, nameOf(item)]));
}

/** The order of the files must not show in the output: the root file comes first, the others by path. */
function ordered(model: Model): Model {
  const root = model.pipeline.place.file;
  const compare = (a: Place, b: Place): number => {
    if (a.file !== b.file) return a.file === root ? -1 : b.file === root ? 1 : a.file < b.file ? -1 : 1;
    return a.start - b.start;
  };
  const sort = <T extends { readonly place: Place }>(items: readonly T[]): readonly T[] =>
    [...items].sort((a, b) => compare(a.place, b.place));
  return {
    ...model,
    types: sort(model.types),
    params: sort(model.params),
    functions: sort(model.functions),
    sources: sort(model.sources),
    events: sort(model.events),
    signals: sort(model.signals),
    stores: sort(model.stores),
    handlers: sort<Handler>(model.handlers),
    topics: [...model.topics].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  };
}
