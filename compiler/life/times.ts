/** How often one run of a handler can make an event: at most, over all of its paths. */
import type { Expr, Handler, Stmt, Type } from "../model.ts";

/** `atMost` is null where there is no bound; then `because` says why. */
export interface Count {
  readonly atMost: number | null;
  readonly because: string | null;
}

export function exactly(atMost: number): Count {
  return { atMost, because: null };
}

export function plus(a: Count, b: Count): Count {
  if (a.atMost === null) return a;
  return b.atMost === null ? b : exactly(a.atMost + b.atMost);
}

export function times(a: Count, b: Count): Count {
  if (a.atMost === 0 || b.atMost === 0) return exactly(0);
  if (a.atMost === null) return a;
  return b.atMost === null ? b : exactly(a.atMost * b.atMost);
}

/** How often one run of `handler` emits or signals `name`. */
export function timesMade(handler: Handler, name: string): Count {
  if (handler.body.kind === "typescript") {
    return { atMost: null, because: `\`${handler.name}\` is written in TypeScript` };
  }
  const { through, ended } = along(handler.body.statements, name, handler.name);
  return most(through ?? exactly(0), ended);
}

/** The most along paths that go on after some statements (null: none does), and along those that end within them. */
interface Paths {
  readonly through: Count | null;
  readonly ended: Count;
}

function along(statements: readonly Stmt[], name: string, handler: string): Paths {
  let through: Count | null = exactly(0);
  let ended = exactly(0);
  for (const statement of statements) {
    if (through === null) break;
    const paths: Count = through;
    const next = pathsOf(statement, name, handler);
    ended = most(ended, plus(paths, next.ended));
    through = next.through === null ? null : plus(paths, next.through);
  }
  return { through, ended };
}

function pathsOf(statement: Stmt, name: string, handler: string): Paths {
  switch (statement.kind) {
    case "emit":
      return goesOn(statement.event === name ? 1 : 0);
    case "signal":
      return goesOn(statement.signal === name ? 1 : 0);
    case "if": {
      const then = along(statement.then, name, handler);
      const otherwise = along(statement.otherwise ?? [], name, handler);
      const through =
        then.through === null || otherwise.through === null
          ? (then.through ?? otherwise.through)
          : most(then.through, otherwise.through);
      return { through, ended: most(then.ended, otherwise.ended) };
    }
    case "for": {
      const body = along(statement.body, name, handler);
      const rounds = lengthOf(statement.list, handler);
      const through = times(rounds, body.through ?? exactly(0));
      return { through, ended: body.ended.atMost === 0 ? exactly(0) : plus(through, body.ended) };
    }
    case "skip":
      return { through: null, ended: exactly(0) };
    case "dead":
      return { through: null, ended: exactly(0) };
    default:
      return goesOn(0);
  }
}

function goesOn(made: number): Paths {
  return { through: exactly(made), ended: exactly(0) };
}

function most(a: Count, b: Count): Count {
  if (a.atMost === null) return a;
  return b.atMost === null || b.atMost > a.atMost ? b : a;
}

/** Methods whose list is no longer than the one that they are called on. */
const SHRINKING: ReadonlySet<string> = new Set(["filter", "map", "sort", "distinct"]);

function lengthOf(list: Expr, handler: string): Count {
  const bound = boundOf(list.type);
  if (bound !== null) return exactly(bound);
  if (list.kind === "method" && SHRINKING.has(list.method)) return lengthOf(list.object, handler);
  if (list.kind === "list" && list.items.every((item) => !item.spread)) return exactly(list.items.length);
  return { atMost: null, because: `\`${handler}\` goes through a list of any length` };
}

function boundOf(type: Type): number | null {
  return type.kind === "list" ? type.max : null;
}
