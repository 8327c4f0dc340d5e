/**
 * The order in which Biome sorts imports: by the ASCII part of the Unicode collation (`_` before digits before letters,
 * `A` before `a` before `B`), and numbers by their size.
 */

const COLLATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz";

export function compareNatural(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  const digitsOfA = digitsFrom(a, at);
  const digitsOfB = digitsFrom(b, at);
  const within = at > 0 && isDigit(a[at - 1]);
  if (digitsOfA !== digitsOfB && (within || (digitsOfA > 0 && digitsOfB > 0))) return digitsOfA - digitsOfB;
  return weight(a[at]) - weight(b[at]);
}

function digitsFrom(text: string, from: number): number {
  let to = from;
  while (isDigit(text[to])) to++;
  return to - from;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

/** The end of the text is before everything. */
function weight(character: string | undefined): number {
  return character === undefined ? -1 : COLLATION.indexOf(character);
}
