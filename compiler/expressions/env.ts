/** Where an expression stands: the names in scope, what is known of their values, and the event that is handled. */

import type { Expression, Span } from "../../dsl/syntax.ts";
import type { Defined } from "../declarations/definitions.ts";
import type { Location, RelatedLocation } from "../diagnostics/diagnostic.ts";
import type { Said } from "../diagnostics/messages/said.ts";
import type { Expr, Place, RecordType, TextUnionType, Type } from "../model.ts";
import { type FileScope, locationOf } from "../names/files.ts";
import { isInDoubt } from "./facts.ts";

/** A variable. `used` is set by the first expression that names it. */
export interface Local {
  readonly id: number;
  readonly name: string;
  readonly type: Type;
  readonly place: Place;
  /** What a bool variable was set to: asking for it narrows as asking for that would. */
  readonly condition: Expr | null;
  used: boolean;
}

/** The variables of a block, and the blocks around it. */
export interface Scope {
  readonly names: Map<string, Local>;
  readonly parent: Scope | null;
}

/** What is known of paths such as `score.after`, beyond their declared types. */
export type Facts = ReadonlyMap<string, Type>;

/** The event of a handler: the fields that its body sees, and its possible names. */
export interface Handled {
  readonly record: RecordType;
  readonly names: TextUnionType | null;
}

/** What a value is given to: a type, and how to call what takes it. */
export interface Given {
  readonly type: Type;
  /** "`score`" */
  readonly to: string;
  /** The function, where the value is an argument of one. */
  readonly fn: string | null;
  /** The value must be within the bounds of its type at run time. An argument's must be anyway. */
  readonly bounded?: boolean;
}

/** Notes on typed expressions that the model does not hold. */
export interface Notes {
  readonly locals: WeakMap<Expr, Local>;
  /** The type of a path before anything was known of it. */
  readonly declared: WeakMap<Expr, Type>;
  /** Of `a?.b`: its type where `a` is not null, for what follows in the chain. */
  readonly chains: WeakMap<Expr, Type>;
  /** Paths that may be null and were told so where a member was taken: the same mistake whichever members follow. */
  readonly told: Set<string>;
  nextLocal: number;
}

/** The two ways to type an expression. */
export interface Check {
  /** By what it is made of. */
  infer(node: Expression, env: Env): Expr;
  /** By what it is given to, made to fit that; tells where it does not. */
  given(node: Expression, to: Given, env: Env): Expr;
}

export interface Env {
  readonly context: Defined;
  readonly check: Check;
  readonly notes: Notes;
  readonly file: FileScope;
  readonly scope: Scope;
  readonly facts: Facts;
  /** Null in functions and tests. */
  readonly handled: Handled | null;
}

export const NO_FACTS: Facts = new Map();

export function notes(): Notes {
  return { locals: new WeakMap(), declared: new WeakMap(), chains: new WeakMap(), told: new Set(), nextLocal: 0 };
}

export function block(env: Env): Env {
  return { ...env, scope: { names: new Map(), parent: env.scope } };
}

export function withFacts(env: Env, facts: Facts): Env {
  return facts === env.facts ? env : { ...env, facts };
}

/** Puts a variable into the innermost block. */
export function declare(env: Env, name: string, type: Type, place: Place, condition: Expr | null = null): Local {
  const local: Local = { id: env.notes.nextLocal++, name, type, place, condition, used: false };
  env.scope.names.set(name, local);
  return local;
}

export function lookUp(env: Env, name: string): Local | null {
  for (let scope: Scope | null = env.scope; scope !== null; scope = scope.parent) {
    const local = scope.names.get(name);
    if (local !== undefined) {
      return local;
    }
  }
  return null;
}

/** Notes that an expression rests on how something is declared. */
export function uses(env: Env, span: Span, declared: Location | undefined, alone = false): void {
  if (declared !== undefined) {
    env.context.reporter.uses(locationOf(env.file, span), declared, alone);
  }
}

/** Notes that a variable rests on what it is made of. */
export function rests(env: Env, local: Location, on: Span): void {
  env.context.reporter.rests(local, locationOf(env.file, on), true);
}

export function tell(env: Env, said: Said, span: Span, related: readonly RelatedLocation[] = []): void {
  if (said.code !== "DA3002" || !isInDoubt(env.facts)) {
    env.context.reporter.report(said, env.file.place(span), related);
  }
}
