/** Names of one generated function: what each variable of the spec is called, and where TypeScript sees what is known of it. */
import type { Type } from "../../model.ts";
import type { EmitContext } from "../context.ts";
import type { TypeScriptFile } from "../file.ts";
import type { Names } from "../names.ts";
import { type Code, computedEntry, type Entry, entry, word } from "../text/code.ts";
import type { Helpers } from "./helpers.ts";

/** A variable of the generated code. */
export interface Binding {
  readonly name: string;
  /** As declared: not narrowed. */
  readonly type: Type;
  /** How many functions inside the outermost one it was declared. */
  readonly depth: number;
  used: boolean;
}

/** What is written before the statement that is being written. */
export interface Hoisted {
  readonly name: string;
  readonly type: Type;
  readonly value: Code;
}

/** What all scopes of a function share. */
export interface Body {
  readonly context: EmitContext;
  readonly file: TypeScriptFile;
  readonly helpers: Helpers;
  /** Fields of the handled event, each a constant. */
  readonly fields: ReadonlyMap<string, Binding>;
  /** What `$name` may be, or null where there is no event. */
  readonly nameType: Type | null;
  /** The handled event as a value. */
  readonly event: Code;
  /** Functions of the spec by the names under which the file knows them. */
  readonly functions: (name: string) => Code;
  /** Paths of which the compiler knows what they may hold, and TypeScript does not. */
  readonly unseen: Set<string>;
  /** All names that were given to variables. */
  readonly bound: Set<string>;
}

export class Scope {
  readonly body: Body;
  readonly depth: number;
  /** Where values may be computed beforehand; null where that would be too early, in a branch or an inner function. */
  readonly hoisted: Hoisted[] | null;
  readonly #names: Names;
  readonly #locals: Map<string, Binding>;

  constructor(
    body: Body,
    names: Names,
    depth = 0,
    hoisted: Hoisted[] | null = null,
    locals = new Map<string, Binding>(),
  ) {
    this.body = body;
    this.depth = depth;
    this.hoisted = hoisted;
    this.#names = names;
    this.#locals = locals;
  }

  /** A block inside: what it declares ends with it. */
  block(): Scope {
    return new Scope(this.body, this.#names.inner(), this.depth, null, new Map(this.#locals));
  }

  /** An inner function. */
  closure(): Scope {
    return new Scope(this.body, this.#names.inner(), this.depth + 1, null, new Map(this.#locals));
  }

  /** The same scope, for one statement. */
  statement(hoisted: Hoisted[]): Scope {
    return new Scope(this.body, this.#names, this.depth, hoisted, this.#locals);
  }

  /** The same scope, for what is computed in some cases only. */
  branch(): Scope {
    return new Scope(this.body, this.#names, this.depth, null, this.#locals);
  }

  /** Declares a variable of the spec. */
  bind(name: string, type: Type): Binding {
    const binding = this.#take(name, type);
    this.#locals.set(name, binding);
    return binding;
  }

  /** Declares a variable that the spec does not have. */
  fresh(name: string): string {
    return this.#take(name, { kind: "error" }).name;
  }

  #take(wanted: string, type: Type): Binding {
    const name = this.#names.take(wanted);
    this.body.bound.add(name);
    return { name, type, depth: this.depth, used: false };
  }

  local(name: string): Binding | undefined {
    return this.#locals.get(name);
  }

  /** A function of the runtime, imported. */
  runtime(name: string): Code {
    return word(this.body.file.runtime(name));
  }

  /** A member of a record. Objects with a `then` are taken for promises here and there: that is not said in so many words. */
  entry(name: string, value: Code): Entry {
    return name === "then" ? computedEntry(this.body.file.runtime("THEN"), value) : entry(name, value);
  }

  /** A value that may be read more than once: itself if it is a path, else a constant before the statement. */
  once(code: Code, wanted: string, type: Type): Code | null {
    if (this.hoisted === null) return null;
    const name = this.fresh(wanted);
    this.hoisted.push({ name, type, value: code });
    return word(name);
  }
}
