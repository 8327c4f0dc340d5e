/** Declarations with their names resolved: what handlers, functions and tests are checked against. */

import type { EventDeclaration, SignalDeclaration, SourceDeclaration, StoreDeclaration } from "../../dsl/syntax.ts";
import type { Column, RecordType, Reserved, Source, Type } from "../model.ts";
import type { Context } from "../names/context.ts";
import type { At } from "../names/files.ts";

export interface SourceInfo extends At<SourceDeclaration> {
  readonly source: Source;
}

export interface EventInfo extends At<EventDeclaration> {
  readonly kind: "event";
  readonly name: string;
  readonly wire: string;
  /** Of a source event, even of one whose source is unknown. */
  readonly ofSource: boolean;
  readonly source: string | null;
  /** Declared twice: which one is meant is not known to who uses it. */
  readonly isDoubtful: boolean;
  readonly record: RecordType;
  readonly key: readonly string[];
  readonly sort: "usage" | "system" | null;
  readonly measure: readonly string[] | null;
  readonly reserved: readonly Reserved[];
  /** What `topic "…"` says. */
  readonly topic: string | null;
}

export interface SignalInfo extends At<SignalDeclaration> {
  readonly kind: "signal";
  readonly name: string;
  readonly wire: string;
  /** Null where the store is unknown. */
  readonly store: string | null;
  /** Declared twice, as above. */
  readonly isDoubtful: boolean;
  /** The fields of the braces that are no key column. */
  readonly own: RecordType;
  /** Everything that a handler sees. */
  readonly record: RecordType;
  readonly key: readonly string[];
  readonly reserved: readonly Reserved[];
}

export interface StoreInfo extends At<StoreDeclaration> {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly byName: ReadonlyMap<string, Column>;
  readonly keys: readonly Column[];
  /** Some columns are not known, because of an error. */
  readonly open: boolean;
  readonly row: RecordType;
  readonly table: string;
  readonly indexes: readonly (readonly string[])[];
  readonly reserved: readonly Reserved[];
}

export interface FnInfo {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: Type }[];
  readonly result: Type;
  /** A syntax error may have dropped parameters, or one too many is declared. */
  readonly open: boolean;
}

export interface Definitions {
  readonly sources: ReadonlyMap<string, SourceInfo>;
  readonly events: ReadonlyMap<string, EventInfo | SignalInfo>;
  readonly stores: ReadonlyMap<string, StoreInfo>;
  readonly functions: ReadonlyMap<string, FnInfo>;
  readonly params: ReadonlyMap<string, Type>;
}

/** The context of what stands in handlers, functions and tests. */
export interface Defined extends Context {
  readonly definitions: Definitions;
}
