/** Where a pattern such as `/^[A-Z]{2}$/` ends, and where to go on if it does not. */

export interface PatternReading {
  readonly end: number;
  readonly closed: boolean;
}

/** Reads a pattern whose first slash is at `open`; it stands on one line. */
export function readPattern(text: string, open: number): PatternReading {
  const lineEnd = endOfLine(text, open);
  // A slash inside a class needs no escape, as in TypeScript; an open class is left for the checker to tell of.
  const close = findClose(text, open, lineEnd, true) ?? findClose(text, open, lineEnd, false);
  if (close !== null) return { end: close + 1, closed: true };
  return { end: endOfOpenPattern(text, open, lineEnd), closed: false };
}

/** The pattern between the slashes, `\/` unescaped. */
export function patternSource(image: string): string {
  return image.slice(1, -1).replace(/\\([\s\S])/g, (written, next) => (next === "/" ? "/" : written));
}

export function endOfLine(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && text[offset] !== "\n" && text[offset] !== "\r") offset++;
  return offset;
}

function findClose(text: string, open: number, lineEnd: number, classes: boolean): number | null {
  let inClass = false;
  for (let offset = open + 1; offset < lineEnd; offset++) {
    const char = text[offset];
    if (char === "\\") offset++;
    else if (classes && char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) return text[offset + 1] === "/" ? null : offset;
  }
  return null;
}

/** The parenthesis that closes the type is no part of the pattern, so that what follows it is read as usual. */
function endOfOpenPattern(text: string, open: number, lineEnd: number): number {
  let depth = 0;
  let inClass = false;
  for (let offset = open + 1; offset < lineEnd; offset++) {
    const char = text[offset];
    if (char === "\\") offset++;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (inClass) continue;
    else if (char === "(") depth++;
    else if (char === ")" && depth-- === 0) return offset;
  }
  return lineEnd;
}
