/** A code frame: the lines of a range with their numbers, and a mark under what is meant. */
import type { Range } from "../../../dsl/line-map.ts";
import { type Cell, cellsOf } from "./cells.ts";

/** One row: `number` is null where the row holds marks (or the sign for left-out lines). */
export interface FrameRow {
  readonly number: string | null;
  readonly text: string;
  readonly marks: boolean;
}

/** A longer range shows its first lines and its last. */
const SHOWN_AT_START = 3;
const LONGEST_WHOLE = 5;

/** Rows of a range of `lines` (the file's lines without their ends), none wider than `width` columns. */
export function frame(lines: readonly string[], range: Range, mark: string, width: number): readonly FrameRow[] {
  const first = range.start.line;
  const last = lastLine(range);
  const rows: FrameRow[] = contextOf(lines, first, width);
  for (let line = first; line <= last; line++) {
    const left = last - first + 1;
    if (left > LONGEST_WHOLE && line === first + SHOWN_AT_START) {
      rows.push({ number: null, text: "…", marks: false });
      line = last;
    }
    const text = lines[line - 1] ?? "";
    const from = line === first ? range.start.column - 1 : text.length - text.trimStart().length;
    const to = line === range.end.line ? range.end.column - 1 : text.trimEnd().length;
    rows.push(...markedRows(line, text, from, to, first === last, mark, width));
  }
  return rows;
}

/** A range that ends at a line's begin does not reach into that line. */
function lastLine(range: Range): number {
  return range.end.column === 1 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
}

/** An empty line says nothing: the last one before it that is not empty is shown as well. */
function contextOf(lines: readonly string[], line: number, width: number): FrameRow[] {
  if (lines[line - 1]?.trim()) return [];
  for (let before = line - 1; before >= 1; before--) {
    const text = lines[before - 1] ?? "";
    if (text.trim()) return [{ number: String(before), text: cut(cellsOf(text), 0, 0, width).text, marks: false }];
  }
  return [];
}

/** A line and its marks; an empty range gets one mark where the line is the only one. */
function markedRows(
  line: number,
  text: string,
  from: number,
  to: number,
  single: boolean,
  mark: string,
  width: number,
): FrameRow[] {
  const cells = cellsOf(text);
  const start = columnAt(cells, from, false);
  const end = Math.max(columnAt(cells, to, true), single ? start + 1 : start);
  const shown = cut(cells, start, end, width);
  const row: FrameRow = { number: String(line), text: shown.text, marks: false };
  if (shown.end <= shown.start) return [row];
  return [row, { number: null, text: " ".repeat(shown.start) + mark.repeat(shown.end - shown.start), marks: true }];
}

/** The column of an offset; inside of a sign, that of its begin or, for an end, behind it. */
function columnAt(cells: readonly Cell[], offset: number, isEnd: boolean): number {
  for (const cell of cells) {
    if (offset <= cell.index) return cell.column;
    if (offset < cell.index + cell.length) return isEnd ? cell.column + cell.width : cell.column;
  }
  const last = cells.at(-1);
  return last === undefined ? 0 : last.column + last.width;
}

interface Cut {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The part of a line around the marked columns that fits, with `…` where something is left out. */
function cut(cells: readonly Cell[], start: number, end: number, width: number): Cut {
  const whole = columnAt(cells, Number.POSITIVE_INFINITY, true);
  if (whole <= width) return { text: cells.map((cell) => cell.shown).join(""), start, end };
  const marked = Math.min(end - start, width - 2);
  const from = Math.max(0, Math.min(start - Math.floor((width - marked) / 2), whole - width));
  const kept = cells.filter(({ column, width: own }) => {
    const before = from > 0 ? 1 : 0;
    const after = from + width < whole ? 1 : 0;
    return column >= from + before && column + own <= from + width - after;
  });
  const begin = kept[0]?.column ?? from;
  const lastKept = kept.at(-1);
  const stop = lastKept === undefined ? begin : lastKept.column + lastKept.width;
  const lead = begin > 0 ? "…" : "";
  return {
    text: `${lead}${kept.map((cell) => cell.shown).join("")}${stop < whole ? "…" : ""}`,
    start: Math.max(start, begin) - begin + lead.length,
    end: Math.min(end, Math.max(stop, start + 1)) - begin + lead.length,
  };
}
