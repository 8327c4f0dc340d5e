/** Functions that a generated file needs beside its own: conversions of records that hold records of their kind. */
import type { Type } from "../../model.ts";
import { type Code, word } from "../text/code.ts";
import type { Scope } from "./scope.ts";

/** A helper's parameter and result, and what it gives. */
export interface HelperBody {
  readonly doc: string;
  readonly from: Type;
  readonly to: Type;
  readonly body: Code;
}

export interface Helper extends HelperBody {
  readonly name: string;
  readonly parameter: string;
}

export class Helpers {
  readonly #names = new Map<string, string>();
  readonly #defined: Helper[] = [];
  readonly #newScope: (helpers: Helpers) => Scope;
  readonly #take: (wanted: string) => string;

  constructor(take: (wanted: string) => string, newScope: (helpers: Helpers) => Scope) {
    this.#take = take;
    this.#newScope = newScope;
  }

  /** The function of this key, written when it is first asked for. */
  define(key: string, wanted: string, write: (scope: Scope, parameter: Code) => HelperBody): Code {
    const known = this.#names.get(key);
    if (known !== undefined) return word(known);
    const name = this.#take(wanted);
    this.#names.set(key, name);
    const scope = this.#newScope(this);
    const parameter = scope.fresh("value");
    const place = this.#defined.length;
    const body = write(scope, word(parameter));
    this.#defined.splice(place, 0, { name, parameter, ...body });
    return word(name);
  }

  get defined(): readonly Helper[] {
    return this.#defined;
  }
}
