/**
 * How wide text is on a terminal: one line cut into what is shown as one sign, with the column that each begins at.
 * Tabs become spaces, and what would move the cursor or turn the reading direction is shown instead of sent.
 */

/** One sign: a grapheme, or what is shown in its place. */
export interface Cell {
  /** Offset in the line, and length, in UTF-16 units. */
  readonly index: number;
  readonly length: number;
  /** Columns from 0. */
  readonly column: number;
  readonly width: number;
  readonly shown: string;
}

const TAB = 4;

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** East Asian wide and fullwidth characters, and pictures that are drawn two columns wide. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{20000}-\u{3fffd}]|\ufe0f|\p{Emoji_Presentation}/u;
/** Marks and format characters alone take no room. */
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
/** Characters that turn the direction of what follows: code must not look like something else than it is. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const CONTROL = /\p{Cc}/u;
const SURROGATE = /\p{Cs}/u;

/** The cells of one line, without its line end. */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemes(line)) {
    const shown = segment === "\t" ? " ".repeat(TAB - (column % TAB)) : visible(segment);
    const width = shown === segment ? widthOf(segment) : shown.length;
    cells.push({ index, length: segment.length, column, width, shown });
    column += width;
  }
  return cells;
}

/** The text with everything that a terminal would obey, but line feeds, made visible. */
export function harmless(text: string): string {
  if (!CONTROL.test(text) && !DIRECTION.test(text) && !SURROGATE.test(text)) return text;
  return [...text].map((sign) => (sign === "\n" ? sign : visible(sign))).join("");
}

function graphemes(line: string): Iterable<{ readonly segment: string; readonly index: number }> {
  if (PRINTABLE_ASCII.test(line)) return [...line].map((segment, index) => ({ segment, index }));
  return new Intl.Segmenter("en", { granularity: "grapheme" }).segment(line);
}

function visible(segment: string): string {
  const code = segment.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  if (CONTROL.test(segment) || DIRECTION.test(segment)) return [...segment].map(escaped).join("");
  return SURROGATE.test(segment) ? "\ufffd" : segment;
}

function escaped(sign: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return CONTROL.test(sign) || DIRECTION.test(sign) ? `<U+${code}>` : sign;
}

function widthOf(segment: string): number {
  if (segment.length === 1 && segment >= " " && segment <= "~") return 1;
  if (NO_WIDTH.test(segment)) return 0;
  return WIDE.test(segment) ? 2 : 1;
}
