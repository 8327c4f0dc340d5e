/** How statements and the steps of tests are laid out. */

import type { Block as BlockNode, IfStatement, Name, Statement, TestStep } from "../syntax.ts";
import { type Block, type Doc, group, indent, line, space } from "./doc.ts";
import { argumentsDoc, expressionDoc, recordBlock, valueDoc } from "./expressions.ts";
import { LINES, type TokenWalk } from "./tokens.ts";

/** `a.b.c` */
export function nameDoc(walk: TokenWalk, name: Name): Doc {
  const docs: Doc[] = [];
  while (walk.next().startOffset < name.end) docs.push(walk.take());
  return docs;
}

/** More than one statement never shares a line, but for a line that is kept. */
export function statementsBlock(walk: TokenWalk, block: BlockNode, broken = false): Block {
  const { statements } = block;
  const print = (statement: Statement): { label: null; doc: Doc } => ({
    label: null,
    doc: statementDoc(walk, statement),
  });
  return walk.block(LINES, statements, print, broken || statements.length > 1);
}

function statementDoc(walk: TokenWalk, node: Statement): Doc {
  switch (node.kind) {
    case "let": {
      const head = [walk.take(), space, walk.take(), space, walk.take(), space];
      return [head, node.value.kind === "update" ? statementDoc(walk, node.value) : valueDoc(walk, node.value)];
    }
    case "emit": {
      const doc = [walk.take(), space, nameDoc(walk, node.event), space, group(recordBlock(walk, node.entries))];
      return node.after === null ? doc : [doc, space, walk.take(), space, expressionDoc(walk, node.after)];
    }
    case "signal": {
      const head = [walk.take(), space, nameDoc(walk, node.signal), space, walk.take(), space, walk.take(), space];
      return [head, group(recordBlock(walk, node.entries))];
    }
    case "update": {
      const head = [walk.take(), space, walk.take(), argumentsDoc(walk, node.keys), space];
      return [head, group(recordBlock(walk, node.entries))];
    }
    case "delete":
      return [walk.take(), space, walk.take(), argumentsDoc(walk, node.keys)];
    case "require":
      return requireDoc(walk, node);
    case "forward":
      return [walk.take(), space, walk.take()];
    case "if":
      return ifDoc(walk, node);
    case "for": {
      const head = [walk.take(), space, walk.take(), space, walk.take(), space, expressionDoc(walk, node.list), space];
      return [head, group(statementsBlock(walk, node.body))];
    }
    case "dead":
      return [walk.take(), space, expressionDoc(walk, node.reason)];
    case "skip":
      return walk.take();
  }
}

function requireDoc(walk: TokenWalk, node: Extract<Statement, { kind: "require" }>): Doc {
  const head = [walk.take(), space, walk.take(), space, walk.take(), space];
  const row = [walk.take(), argumentsDoc(walk, node.keys)];
  const clauses: Doc[] = [];
  if (node.wait !== null) {
    clauses.push(line, walk.take(), space, expressionDoc(walk, node.wait.duration));
    if (node.wait.unordered) clauses.push(space, walk.take());
  }
  clauses.push(line, walk.take(), space, walk.take());
  return [head, group([row, indent(clauses)])];
}

/** All branches are broken, or none. */
function ifDoc(walk: TokenWalk, node: IfStatement): Doc {
  const blocks: Block[] = [];
  const docs: Doc[][] = [];
  let rest: BlockNode | IfStatement | null = node;
  while (rest !== null) {
    const head: Doc[] = docs.length > 0 ? [space, walk.take(), space] : [];
    const isIf: boolean = "condition" in rest;
    if ("condition" in rest) head.push(walk.take(), space, expressionDoc(walk, rest.condition), space);
    docs.push(head);
    blocks.push(statementsBlock(walk, "condition" in rest ? rest.then : rest));
    rest = isIf && "condition" in rest ? rest.otherwise : null;
  }
  const broken = blocks.some((block) => block.broken);
  const [first = [], ...more] = docs;
  const block = (index: number): Doc => {
    const at = blocks[index];
    return at === undefined ? "" : { ...at, broken };
  };
  return [first, group([block(0), more.map((head, index) => [head, block(index + 1)])])];
}

export function stepDoc(walk: TokenWalk, step: TestStep): Doc {
  switch (step.kind) {
    case "given": {
      const head = [walk.take(), space, walk.take(), argumentsDoc(walk, step.keys), space];
      return [head, group(recordBlock(walk, step.entries))];
    }
    case "send":
      return [walk.take(), space, nameDoc(walk, step.event), space, group(recordBlock(walk, step.entries))];
    case "sendFile":
      return [walk.take(), space, nameDoc(walk, step.source), space, walk.take(), space, walk.take()];
    case "advance":
      return [walk.take(), space, expressionDoc(walk, step.duration)];
    case "expectEvent":
    case "expectRow": {
      const name = step.kind === "expectRow" ? step.store : step.event;
      const head: Doc[] = [walk.take(), space];
      if (walk.next().startOffset < name.start) head.push(walk.take(), space);
      head.push(nameDoc(walk, name));
      if (step.kind === "expectRow") head.push(argumentsDoc(walk, step.keys));
      return step.entries === null ? head : [head, space, group(recordBlock(walk, step.entries))];
    }
  }
}
