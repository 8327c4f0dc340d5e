/**
 * Documents to text of at most 120 columns. Each decision depends on the document alone, and what was broken stays so when
 * it is read again: laying out twice is laying out once.
 */

import { type Block, type Doc, type Item, indent, line, type Note, type Step, space } from "./doc.ts";

const WIDTH = 120;
const INDENT = 2;
const BEFORE_COMMENT = 3;
/** Comments of lines longer than this are not aligned with those of others. */
const LONGEST_ALIGNED = 80;

interface Command {
  readonly indent: number;
  readonly broken: boolean;
  readonly doc: Doc;
}

export function print(doc: Doc): string {
  return new Printer().print(doc);
}

class Printer {
  readonly #lines: string[] = [];
  #line = "";
  #lineIndent = 0;
  #pendingSpace = false;
  /** A comment stands at the end of the line: what comes next begins another one, with this indent. */
  #mustBreak: number | null = null;
  #commands: Command[] = [];

  print(doc: Doc): string {
    this.#commands = [{ indent: 0, broken: true, doc }];
    for (let next = this.#commands.pop(); next !== undefined; next = this.#commands.pop()) this.#execute(next);
    this.#endLine();
    const text = this.#lines.join("\n").trimEnd();
    return text === "" ? "" : `${text}\n`;
  }

  #push(docs: readonly Doc[], indent: number, broken: boolean): void {
    for (let index = docs.length - 1; index >= 0; index--) {
      const doc = docs[index];
      if (doc !== undefined) this.#commands.push({ indent, broken, doc });
    }
  }

  #execute({ indent, broken, doc }: Command): void {
    if (typeof doc === "string") this.#text(doc);
    else if (isSequence(doc)) this.#push(doc, indent, broken);
    else {
      switch (doc.kind) {
        case "space":
          this.#pendingSpace = true;
          return;
        case "line":
          if (broken) this.#newline(indent);
          else if (doc.flat === " ") this.#pendingSpace = true;
          return;
        case "group":
          this.#push([doc.doc], indent, broken && !this.#fits(doc.doc, indent));
          return;
        case "indent":
          this.#push([doc.doc], indent + INDENT, broken);
          return;
        case "flat":
          this.#push([doc.doc], indent, false);
          return;
        case "ifBroken":
          if (broken) this.#text(doc.text);
          return;
        case "comment":
          this.#comment(doc.text, doc.own, indent);
          return;
        case "block":
          this.#push(broken || doc.broken ? brokenBlock(doc, indent) : flatBlock(doc), indent, broken || doc.broken);
          return;
        case "newline":
          this.#newline(indent);
          if (doc.blank) this.#blankLine();
          return;
        case "beginItem":
          doc.notes.push({ line: -1, text: null, begin: this.#lines.length });
          return;
        case "trailing":
          this.#trailing(doc.text, doc.notes, indent);
          return;
        case "align":
          this.#align(doc.notes);
          return;
      }
    }
  }

  // ── lines ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  #text(text: string): void {
    if (text === "") return;
    if (this.#mustBreak !== null) this.#newline(this.#mustBreak);
    if (this.#line === "") this.#line = " ".repeat(this.#lineIndent);
    else if (this.#pendingSpace) this.#line += " ";
    this.#pendingSpace = false;
    this.#line += text;
  }

  #newline(indent: number): void {
    this.#mustBreak = null;
    this.#pendingSpace = false;
    if (this.#line !== "") this.#endLine();
    this.#lineIndent = indent;
  }

  #endLine(): void {
    this.#lines.push(this.#line.trimEnd());
    this.#line = "";
  }

  #blankLine(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== "") this.#lines.push("");
  }

  #comment(text: string, own: boolean, indent: number): void {
    if (this.#mustBreak !== null || (own && this.#line !== "")) this.#newline(this.#mustBreak ?? indent + INDENT);
    const begins = this.#line === "";
    this.#pendingSpace = !begins;
    this.#text(text);
    this.#mustBreak = begins ? this.#lineIndent : indent + INDENT;
  }

  #trailing(text: string, notes: readonly Note[], indent: number): void {
    const note = notes.at(-1);
    if (note === undefined) return;
    note.line = this.#lines.length;
    note.text = text;
    this.#mustBreak = indent;
  }

  /** Adds the comments at the ends of a block's lines, those of neighbouring lines in one column. */
  #align(notes: readonly Note[]): void {
    let run: Note[] = [];
    for (const note of notes) {
      if (note.text === null) continue;
      const last = run.at(-1);
      if (last !== undefined && !this.#areNeighbours(last, note)) {
        this.#alignRun(run);
        run = [];
      }
      run.push(note);
    }
    this.#alignRun(run);
  }

  #areNeighbours(a: Note, b: Note): boolean {
    if (a.begin !== a.line || b.begin !== b.line) return false;
    const indent = indentOf(this.#lines[a.line] ?? "");
    return this.#lines.slice(a.line, b.line).every((text) => text !== "" && indentOf(text) === indent);
  }

  #alignRun(run: readonly Note[]): void {
    const widths = run.map((note) => (this.#lines[note.line] ?? "").length);
    const column = Math.max(0, ...widths.filter((width) => width <= LONGEST_ALIGNED)) + BEFORE_COMMENT;
    for (const { line, text } of run) {
      const before = this.#lines[line] ?? "";
      this.#lines[line] = `${before}${" ".repeat(Math.max(column - before.length, BEFORE_COMMENT))}${text}`;
    }
  }

  // ── fitting ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Whether a group fits flat on what is left of the line, with what follows it up to the next place to break. */
  #fits(doc: Doc, indent: number): boolean {
    if (this.#mustBreak !== null) return false;
    const used = this.#line === "" ? this.#lineIndent : this.#line.length + (this.#pendingSpace ? 1 : 0);
    let left = WIDTH - used;
    let rest = this.#commands.length;
    const pending: Command[] = [{ indent, broken: false, doc }];
    while (left >= 0) {
      let command = pending.pop();
      if (command === undefined) {
        command = this.#commands[--rest];
        if (command === undefined) return true;
      }
      const width = this.#fittingWidth(command, pending);
      if (width === "ends") return true;
      if (width === "breaks") return false;
      left -= width;
    }
    return false;
  }

  /** The width of one command; its parts are added to `pending`. */
  #fittingWidth({ indent, broken, doc }: Command, pending: Command[]): number | "ends" | "breaks" {
    if (typeof doc === "string") return doc.length;
    const push = (docs: readonly Doc[], mode = broken): number => {
      for (let index = docs.length - 1; index >= 0; index--) {
        const part = docs[index];
        if (part !== undefined) pending.push({ indent, broken: mode, doc: part });
      }
      return 0;
    };
    if (isSequence(doc)) return push(doc);
    switch (doc.kind) {
      case "space":
        return 1;
      case "line":
        return broken ? "ends" : doc.flat.length;
      case "group":
      case "indent":
        return push([doc.doc]);
      case "flat":
        return push([doc.doc], false);
      case "ifBroken":
        return broken ? doc.text.length : 0;
      case "block":
        if (!broken) return doc.broken ? "breaks" : push(flatBlock(doc));
        return doc.items.length === 0 && doc.beforeClose.length === 0 ? 2 : push([doc.open, line]);
      case "comment":
        return broken ? "ends" : "breaks";
      case "newline":
      case "trailing":
        return "ends";
      case "beginItem":
      case "align":
        return 0;
    }
  }
}

function isSequence(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

// ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function flatBlock(block: Block): readonly Doc[] {
  if (block.items.length === 0) return [block.open, block.close];
  const docs: Doc[] = [block.open, space];
  for (const [index, item] of block.items.entries()) {
    if (index > 0) docs.push(block.commas === "none" ? space : [",", space]);
    docs.push(labelled(item, 0));
  }
  return [...docs, space, block.close];
}

function labelled(item: Item, width: number): Doc {
  if (item.label === null) return item.doc;
  return [item.label.text, " ".repeat(Math.max(width - item.label.text.length, 0)), space, item.doc];
}

/** The steps of a block whose items stand on lines of their own. */
function brokenBlock(block: Block, outer: number): readonly Doc[] {
  if (block.items.length === 0 && block.beforeClose.length === 0 && block.afterOpen === null) {
    return [block.open, block.close];
  }
  const notes: Note[] = [];
  const inner: Doc[] = [];
  const rows = rowsOf(block, outer + (block.bare ? 0 : INDENT));
  const widths = labelWidths(rows);
  for (const [index, row] of rows.entries()) {
    inner.push(...leading(row, index === 0));
    inner.push({ kind: "beginItem", notes }, rowDoc(block, row, widths[index] ?? 0));
    if (block.commas === "always" && index < rows.length - 1) inner.push(",");
    const trailing = row.at(-1)?.trailing ?? null;
    if (trailing !== null) inner.push({ kind: "trailing", text: trailing, notes });
  }
  for (const [index, comment] of block.beforeClose.entries()) {
    inner.push(newline(comment.blankBefore && index + rows.length > 0), comment.text);
  }
  if (block.bare) return [...inner, newline(false), { kind: "align", notes }];
  const afterOpen: Doc = block.afterOpen === null ? "" : [space, block.afterOpen];
  return [block.open, afterOpen, indent(inner), newline(false), { kind: "align", notes }, block.close];
}

function newline(blank: boolean): Step {
  return { kind: "newline", blank };
}

function leading(row: readonly Item[], first: boolean): readonly Doc[] {
  const [item] = row;
  if (item === undefined) return [];
  const steps: Doc[] = [];
  let atTop = first;
  for (const { text, blankBefore } of item.leading) {
    steps.push(newline(blankBefore && !atTop), text);
    atTop = false;
  }
  steps.push(newline(item.blankBefore && !atTop));
  return steps;
}

function rowDoc(block: Block, row: readonly Item[], width: number): Doc {
  const [first, ...more] = row;
  if (first === undefined) return "";
  if (more.length === 0) return labelled(first, width);
  const separator: Doc = block.commas === "none" ? space : [",", space];
  return [labelled(first, 0), more.map((item) => [separator, labelled(item, 0)])];
}

/** Items that share a line: as they were written, where they fit or the line is kept. */
function rowsOf(block: Block, indentation: number): readonly (readonly Item[])[] {
  const rows: Item[][] = [];
  for (const item of block.items) {
    const row = rows.at(-1);
    const before = row?.at(-1);
    const may = block.rows || (item.kept && before?.kept === true);
    const joins = may && item.sameLine && item.leading.length === 0 && before?.trailing === null;
    if (joins) row?.push(item);
    else rows.push([item]);
  }
  return rows.flatMap((row) => {
    const whole = row.length === 1 || row[0]?.kept === true || rowFits(row, indentation);
    return whole ? [row] : row.map((item) => [item]);
  });
}

function rowFits(row: readonly Item[], indentation: number): boolean {
  const width = row.reduce((sum, item) => sum + 2 + flatWidth(labelled(item, 0)), -2);
  return indentation + width <= WIDTH;
}

/** For each row, how wide the labels of its run are; labels of one kind that follow each other are one run. */
function labelWidths(rows: readonly (readonly Item[])[]): readonly number[] {
  const widths: number[] = [];
  let run: number[] = [];
  let kind: string | null = null;
  const close = (): void => {
    const width = Math.max(0, ...run);
    for (const _ of run) widths.push(width);
    run = [];
  };
  for (const row of rows) {
    const [item] = row;
    const label = row.length === 1 ? (item?.label ?? null) : null;
    const blank = item?.blankBefore === true || item?.leading.some((comment) => comment.blankBefore) === true;
    if (label === null || label.kind !== kind || blank) close();
    kind = label?.kind ?? null;
    run.push(label?.text.length ?? 0);
  }
  close();
  return widths;
}

/** The width on one line; infinite where something must break. */
function flatWidth(doc: Doc): number {
  if (typeof doc === "string") return doc.length;
  if (isSequence(doc)) return doc.reduce<number>((sum, part) => sum + flatWidth(part), 0);
  switch (doc.kind) {
    case "space":
      return 1;
    case "line":
      return doc.flat.length;
    case "group":
    case "indent":
    case "flat":
      return flatWidth(doc.doc);
    case "ifBroken":
      return 0;
    case "comment":
      return Number.POSITIVE_INFINITY;
    case "block":
      return doc.broken ? Number.POSITIVE_INFINITY : flatWidth(flatBlock(doc));
    case "newline":
    case "beginItem":
    case "trailing":
    case "align":
      return 0;
  }
}
