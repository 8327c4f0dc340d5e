/** Where generated code counts what was reached, if it is emitted with a Cover; without one, all here is nothing. */
import type { Place, Stmt } from "../../model.ts";
import { counted, hit, type PointKind } from "../cover.ts";
import type { Code } from "../text/code.ts";
import type { Scope } from "./scope.ts";
import type { Statement } from "./statements.ts";

/** A value of a branch: `write` gives its code. */
export function branchValue(node: object, kind: PointKind, place: Place, scope: Scope, write: () => Code): Code {
  const { context, file } = scope.body;
  if (context.cover === null) return write();
  const point = context.cover.point(node, kind, place);
  return counted(file.counting("hit"), point, context.cover.within(point, write));
}

/** The statements of a branch. */
export function branchBlock(
  node: object,
  kind: PointKind,
  place: Place,
  scope: Scope,
  write: () => Statement[],
): Statement[] {
  const { cover } = scope.body.context;
  if (cover === null) return write();
  const point = cover.point(node, kind, place);
  return [hitStatement(point, scope), ...cover.within(point, write)];
}

/** A point that what follows in its block is reached through. */
export function passing(
  node: object,
  kind: PointKind,
  place: Place,
  scope: Scope,
  write: () => Statement[] = () => [],
): Statement[] {
  const statements = branchBlock(node, kind, place, scope, write);
  const { cover } = scope.body.context;
  cover?.after(cover.point(node, kind, place));
  return statements;
}

/** What follows a statement that may have ended the run is reached through the branch that goes on. */
export function goingOn(stmt: Stmt, thenEnds: boolean, scope: Scope): void {
  const { cover } = scope.body.context;
  if (cover === null) return;
  if (stmt.kind === "require" && stmt.otherwise !== "continue") cover.after(cover.point(stmt, "found", stmt.place));
  if (stmt.kind === "if" && thenEnds) cover.after(cover.point(stmt, "else", stmt.condition.place));
}

/** A block begins: what comes after its end is not reached through its last statement. */
export function blockOf<T>(scope: Scope, write: () => T): T {
  const { cover } = scope.body.context;
  return cover === null ? write() : cover.inner(write);
}

export function hitStatement(point: number, scope: Scope): Statement {
  return { kind: "expression", value: hit(scope.body.file.counting("hit"), point) };
}
