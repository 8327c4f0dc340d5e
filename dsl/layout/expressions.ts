/** How expressions and literals are laid out. */

import * as t from "../scanner/tokens.ts";
import type { Argument, BinaryOperator, Entry, Expression, MatchArm, RecordNode, SpreadNode } from "../syntax.ts";
import { type Block, type Doc, flat, group, indent, line, softLine, space } from "./doc.ts";
import { ARMS, ENTRIES, type ItemDoc, type TokenWalk } from "./tokens.ts";

export function expressionDoc(walk: TokenWalk, node: Expression): Doc {
  switch (node.kind) {
    case "number":
    case "duration":
      return walk.at(t.Minus) ? [walk.take(), walk.take()] : walk.take();
    case "string":
    case "bool":
    case "nullLiteral":
    case "timestamp":
    case "date":
    case "name":
    case "meta":
      return walk.take();
    case "list":
      return walk.list(node.items, (item) => itemDoc(walk, item), isBlockLike);
    case "record":
      return group(recordBlock(walk, node));
    case "template":
      return flat([walk.take(), node.values.map((value) => [expressionDoc(walk, value), walk.take()])]);
    case "member":
      return [expressionDoc(walk, node.object), walk.take(), walk.take()];
    case "index":
      return [expressionDoc(walk, node.object), bracketed(walk, node.index)];
    case "call":
      return [walk.take(), argumentsDoc(walk, node.arguments)];
    case "method": {
      const method = [expressionDoc(walk, node.object), walk.take(), walk.take()];
      return [method, walk.list(node.arguments, (argument) => expressionDoc(walk, argument), isBlockLike)];
    }
    case "unary":
      return [walk.take(), expressionDoc(walk, node.operand)];
    case "binary":
    case "in":
      return group(indent(operationDoc(walk, node)));
    case "conditional":
      return conditionalDoc(walk, node);
    case "match":
      return matchDoc(walk, node.subject, node.arms);
    case "lambda":
      return [walk.take(), space, walk.take(), space, expressionDoc(walk, node.body)];
    case "parenthesized":
      return bracketed(walk, node.expression);
  }
}

/** What stands behind `=` or `:`: on the same line, or below it where that is needed to keep it in one piece. */
export function valueDoc(walk: TokenWalk, node: Expression): Doc {
  const doc = expressionDoc(walk, node);
  const movesDown = node.kind === "binary" || node.kind === "in" || node.kind === "conditional";
  return movesDown ? group(indent([softLine, doc])) : doc;
}

/** Whether it breaks inside its own brackets, so that those around it need not. */
function isBlockLike(node: Expression | SpreadNode): boolean {
  if (node.kind === "lambda") return isBlockLike(node.body);
  return node.kind === "record" || node.kind === "match" || node.kind === "list";
}

function itemDoc(walk: TokenWalk, item: Expression | SpreadNode): Doc {
  return item.kind === "spread" ? spreadDoc(walk, item) : expressionDoc(walk, item);
}

function spreadDoc(walk: TokenWalk, spread: SpreadNode): Doc {
  return [walk.take(), expressionDoc(walk, spread.value)];
}

/** An expression between two brackets. */
function bracketed(walk: TokenWalk, node: Expression): Doc {
  const open = walk.take();
  const doc = expressionDoc(walk, node);
  return group([open, indent([softLine, doc]), softLine, walk.take()]);
}

/** `(a, name: b)` */
export function argumentsDoc(walk: TokenWalk, args: readonly Argument[]): Doc {
  return walk.list(
    args,
    ({ name, value }) => {
      const label = name === null ? "" : [walk.take(), walk.take(), space];
      return [label, expressionDoc(walk, value)];
    },
    ({ name, value }) => name === null && isBlockLike(value),
  );
}

// ── operators ────────────────────────────────────────────────────────────────────────────────────────────────────────

type Operation = Extract<Expression, { kind: "binary" | "in" }>;

const LEVELS: readonly (readonly (BinaryOperator | "in")[])[] = [
  ["??", "||"],
  ["&&"],
  ["==", "!="],
  ["<", "<=", ">", ">=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
];

function levelOf(node: Operation): number {
  const operator = node.kind === "in" ? "in" : node.operator;
  return LEVELS.findIndex((level) => level.includes(operator));
}

/** Operands of one level with their operators, each of which begins a line where they do not fit on one. */
function operationDoc(walk: TokenWalk, node: Operation): Doc {
  const rights: Expression[] = [];
  let first: Expression = node;
  const level = levelOf(node);
  while ((first.kind === "binary" || first.kind === "in") && levelOf(first) === level) {
    rights.push(first.kind === "in" ? first.list : first.right);
    first = first.kind === "in" ? first.value : first.left;
  }
  const docs: Doc[] = [expressionDoc(walk, first)];
  for (const right of rights.reverse()) docs.push(line, walk.take(), space, expressionDoc(walk, right));
  return docs;
}

function conditionalDoc(walk: TokenWalk, node: Extract<Expression, { kind: "conditional" }>): Doc {
  const head = [walk.take(), space, expressionDoc(walk, node.condition)];
  const branches: Doc[] = [line, walk.take(), space, expressionDoc(walk, node.then)];
  let rest = node.otherwise;
  branches.push(line, walk.take(), space);
  while (rest.kind === "conditional") {
    branches.push(walk.take(), space, expressionDoc(walk, rest.condition), space);
    branches.push(walk.take(), space, expressionDoc(walk, rest.then), line, walk.take(), space);
    rest = rest.otherwise;
  }
  branches.push(expressionDoc(walk, rest));
  return group([head, indent(branches)]);
}

// ── braces ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export function recordBlock(walk: TokenWalk, record: RecordNode): Block {
  return walk.block(ENTRIES, record.entries, (entry) => entryDoc(walk, entry));
}

function entryDoc(walk: TokenWalk, entry: Entry | SpreadNode): ItemDoc {
  if (entry.kind === "spread") return { label: null, doc: spreadDoc(walk, entry) };
  if (entry.value === null) return { label: null, doc: walk.take() };
  const label = walk.label("", t.Colon);
  if (label !== null) return { label, doc: valueDoc(walk, entry.value) };
  return { label, doc: [walk.take(), walk.take(), space, valueDoc(walk, entry.value)] };
}

function matchDoc(walk: TokenWalk, subject: Expression, arms: readonly MatchArm[]): Doc {
  const head = [walk.take(), space, expressionDoc(walk, subject), space];
  return [head, group(walk.block(ARMS, arms, (arm) => ({ label: null, doc: armDoc(walk, arm) })))];
}

function armDoc(walk: TokenWalk, { cases, value }: MatchArm): Doc {
  const docs: Doc[] = [];
  for (const [index, literal] of (cases ?? []).entries()) {
    if (index > 0) docs.push(walk.take(), space);
    docs.push(expressionDoc(walk, literal));
  }
  if (cases === null) docs.push(walk.take());
  return [docs, space, walk.take(), space, valueDoc(walk, value)];
}
