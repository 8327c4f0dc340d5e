/** Statements of the spec as statements of TypeScript. */
import type {
  EmitStmt,
  Expr,
  Field,
  FieldValue,
  IfStmt,
  LetStmt,
  RequireStmt,
  Stmt,
  Type,
  UpdateStmt,
} from "../../model.ts";
import { counted } from "../cover.ts";
import { core } from "../shapes.ts";
import { binary, type Code, call, conditional, entry, methodCall, NULL, object, text, word } from "../text/code.ts";
import { blockOf, branchBlock, goingOn, passing } from "./counting.ts";
import { expression, needsAnnotation, receiver } from "./expressions.ts";
import { condition, knownBool } from "./operators.ts";
import type { Binding, Hoisted, Scope } from "./scope.ts";

/** A statement of TypeScript, before it is laid out. */
export type Statement =
  /** `instead` stands where nothing uses the constant; null if the whole statement may then go. */
  | {
      readonly kind: "const";
      readonly binding: Pick<Binding, "name" | "used">;
      readonly annotation: Type | null;
      readonly value: Code;
      readonly instead: Code | null;
      readonly from: Stmt | null;
    }
  | { readonly kind: "destructure"; readonly fields: readonly string[]; readonly value: Code }
  | { readonly kind: "expression"; readonly value: Code }
  | {
      readonly kind: "if";
      readonly test: Code;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: "for"; readonly binding: Binding; readonly list: Code; readonly body: readonly Statement[] }
  | { readonly kind: "return"; readonly value: Code | null }
  | { readonly kind: "throw"; readonly value: Code };

export interface Statements {
  /** Statements of the spec that come to nothing: not to be looked at again. */
  readonly skipped: ReadonlySet<Stmt>;
  readonly useless: Set<Stmt>;
}

/** The statements of a block; `tail`: nothing comes after it, so that `skip` at its end is nothing. */
export function block(statements: readonly Stmt[], scope: Scope, state: Statements, tail: boolean): Statement[] {
  return blockOf(scope, () => {
    const result: Statement[] = [];
    const rest = statements.filter((one) => !state.skipped.has(one));
    for (const [at, one] of rest.entries()) {
      const last = at === rest.length - 1;
      const written = passing(one, "statement", one.place, scope, () => {
        const hoisted: Hoisted[] = [];
        const own = statement(one, scope.statement(hoisted), state, tail && last);
        return [...hoisted.map((value) => hoistedConst(value, scope)), ...own];
      });
      result.push(...written);
      const branch = written.at(-1);
      goingOn(one, branch?.kind === "if" && ends(branch.body), scope);
      if (ends(written)) break;
    }
    return result;
  });
}

/** A value that is computed before the statement that needs it. */
export function hoistedConst({ name, type, value }: Hoisted, scope: Scope): Statement {
  const annotation = needsAnnotation(type, scope) ? type : null;
  return { kind: "const", binding: { name, used: true }, annotation, value, instead: null, from: null };
}

/** Whether what comes after these statements is never reached. */
function ends(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  if (last === undefined) return false;
  if (last.kind === "if") return last.otherwise.length > 0 && ends(last.body) && ends(last.otherwise);
  return last.kind === "return" || last.kind === "throw";
}

function statement(stmt: Stmt, scope: Scope, state: Statements, tail: boolean): Statement[] {
  switch (stmt.kind) {
    case "let":
      return [letStatement(stmt, scope)];
    case "read":
      return [constant(stmt, scope, storeType(stmt.store), da("read", storeArguments(stmt, scope)), null)];
    case "require":
      return requireStatement(stmt, scope);
    case "update":
      return [updateStatement(stmt, scope)];
    case "delete":
      return [run(da("delete", storeArguments(stmt, scope)))];
    case "emit":
      return [run(da("emit", emitArguments(stmt, scope)))];
    case "signal": {
      const signal = scope.body.context.signals.get(stmt.signal);
      const change = scope.local(stmt.change);
      if (change !== undefined) change.used = true;
      return [
        run(
          da("signal", [
            text(stmt.signal),
            word(change?.name ?? stmt.change),
            fields(stmt.fields, signal?.fields ?? [], scope),
          ]),
        ),
      ];
    }
    case "forward":
      return [run(da("forward", [text(stmt.topic)]))];
    case "if":
      return ifStatement(stmt, scope, state, tail);
    case "for": {
      const list = core(scope.body.context, stmt.list.type);
      const code = receiver(stmt.list, scope);
      const inner = scope.block();
      const binding = inner.bind(stmt.name, list.kind === "list" ? list.of : { kind: "error" });
      const body = block(stmt.body, inner, state, false);
      if (body.length === 0) state.useless.add(stmt);
      return [{ kind: "for", binding, list: code, body }];
    }
    case "dead":
      return [{ kind: "throw", value: da("dead", [expression(stmt.reason, scope)]) }];
    case "skip":
      if (tail) state.useless.add(stmt);
      return tail ? [] : [{ kind: "return", value: null }];
  }
}

function run(value: Code): Statement {
  return { kind: "expression", value };
}

function da(name: string, args: readonly Code[]): Code {
  return methodCall(word("da"), name, args);
}

/** A constant of the spec's name: its value is written before the name is known, as the value may use an outer one. */
function constant(
  stmt: Stmt & { name: string },
  scope: Scope,
  type: Type,
  value: Code,
  instead: Code | null,
): Statement {
  const binding = scope.bind(stmt.name, type);
  return { kind: "const", binding, annotation: null, value, instead: instead ?? kept(value, scope), from: stmt };
}

function letStatement(stmt: LetStmt, scope: Scope): Statement {
  const value = expression(stmt.value, scope, stmt.value.type);
  const annotation = needsAnnotation(stmt.value.type, scope) ? stmt.value.type : null;
  const binding = scope.bind(stmt.name, stmt.value.type);
  const instead = mayThrow(value) ? value : kept(value, scope);
  return { kind: "const", binding, annotation, value, instead, from: stmt };
}

/** Where it is counted what is reached, nothing is left out. */
function kept(value: Code, scope: Scope): Code | null {
  return scope.body.context.cover === null ? null : value;
}

/** Calls that make the event dead where they have no value to give. */
const THROWING: ReadonlySet<string> = new Set(
  "int finite ms round floor ceil trunc sum sumInt mean meanMs divide divideMs ofSeconds bounded iso date".split(" "),
);

function mayThrow(code: Code): boolean {
  return code.kind === "call" && code.callee.kind === "word" && THROWING.has(code.callee.text.replace(/_+$/, ""));
}

function storeType(store: string): Type {
  return { kind: "nullable", of: { kind: "row", store } };
}

interface OfStore {
  readonly store: string;
  readonly keys: readonly Expr[];
}

/** The store's name and the key as an object. */
function storeArguments({ store, keys }: OfStore, scope: Scope): Code[] {
  const columns = (scope.body.context.stores.get(store)?.columns ?? []).filter(({ kind }) => kind === "key");
  const entries = columns.flatMap(({ name, type }, at) => {
    const key = keys[at];
    return key === undefined ? [] : [scope.entry(name, expression(key, scope, type))];
  });
  return [text(store), object(entries)];
}

function requireStatement(stmt: RequireStmt, scope: Scope): Statement[] {
  const options = [
    ...(stmt.wait === null ? [] : [entry("wait", expression(stmt.wait.duration, scope))]),
    ...(stmt.wait?.unordered === true ? [entry("unordered", word("true"))] : []),
    entry("otherwise", text(stmt.otherwise)),
  ];
  const { cover } = scope.body.context;
  const missing = cover?.point(stmt, "missing", stmt.place) ?? null;
  const asked =
    missing === null ? object(options) : counted(scope.body.file.counting("asking"), missing, object(options));
  const value = da("require", [...storeArguments(stmt, scope), asked]);
  const row: Type = { kind: "row", store: stmt.store };
  const type: Type = stmt.otherwise === "continue" ? { kind: "nullable", of: row } : row;
  const result = constant(stmt, scope, type, value, value);
  const binding = scope.local(stmt.name);
  if (cover === null || missing === null || binding === undefined) return [result];
  binding.used = true;
  const found = cover.point(stmt, "found", stmt.place);
  const points = conditional(binary("===", word(binding.name), NULL), word(String(missing)), word(String(found)));
  return [result, run(call(scope.body.file.counting("hit"), points))];
}

function updateStatement(stmt: UpdateStmt, scope: Scope): Statement {
  const types = new Map(scope.body.context.stores.get(stmt.store)?.columns.map(({ name, type }) => [name, type]));
  const values = stmt.values.map(({ column, value }) => {
    return scope.entry(column, expression(value, scope, types.get(column) ?? null));
  });
  const args = [...storeArguments(stmt, scope), object(values)];
  if (stmt.name === null) return run(da("update", args));
  const type: Type = { kind: "change", store: stmt.store };
  return constant({ ...stmt, name: stmt.name }, scope, type, da("change", args), da("update", args));
}

function fields(values: readonly FieldValue[], declared: readonly Field[], scope: Scope): Code {
  const types = new Map(declared.map(({ name, type }) => [name, type]));
  return object(values.map(({ name, value }) => scope.entry(name, expression(value, scope, types.get(name) ?? null))));
}

function emitArguments(stmt: EmitStmt, scope: Scope): Code[] {
  const options = (["id", "at", "after"] as const).flatMap((name) => {
    const value = stmt[name];
    return value === null ? [] : [entry(name, expression(value, scope))];
  });
  const value = fields(stmt.fields, scope.body.context.events.get(stmt.event)?.fields ?? [], scope);
  return [text(stmt.event), value, ...(options.length === 0 ? [] : [object(options)])];
}

function ifStatement(stmt: IfStmt, scope: Scope, state: Statements, tail: boolean): Statement[] {
  const known = knownBool(stmt.condition);
  if (known !== null) return block(known ? stmt.then : (stmt.otherwise ?? []), scope.block(), state, tail);
  const test = condition(stmt.condition, scope, true);
  const { place } = stmt.condition;
  const body = branchBlock(stmt, "then", place, scope, () => block(stmt.then, scope.block(), state, tail));
  const otherwise = branchBlock(stmt, "else", place, scope, () =>
    block(stmt.otherwise ?? [], scope.block(), state, tail),
  );
  if (body.length > 0) return [{ kind: "if", test, body, otherwise }];
  if (otherwise.length === 0) {
    state.useless.add(stmt);
    return [];
  }
  return [{ kind: "if", test: condition(stmt.condition, scope, false), body: otherwise, otherwise: [] }];
}
