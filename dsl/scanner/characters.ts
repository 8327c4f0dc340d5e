/** Names for characters that have no place in a spec. */

const NAMES: ReadonlyMap<string, string> = new Map([
  ["\0", "a null character"],
  ["\uFFFD", "bytes that are no UTF-8"],
  ["\u00A0", "a no-break space"],
  ["\u2028", "a line separator"],
  ["\u2029", "a paragraph separator"],
  ["\u200B", "a zero-width space"],
  ["\uFEFF", "a byte order mark"],
]);

/** What is wrong with a character, and where such a character may stand. */
export function describeCharacter(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const name = NAMES.get(char);
  if (name !== undefined) return `found ${name} (U+${code}): remove it, or save the file as UTF-8`;
  const shown = /\p{C}|\p{Z}/u.test(char) ? "" : ` \`${char}\``;
  const place = /\p{L}/u.test(char) ? "names are made of A–Z, a–z, 0–9 and `_`" : adviceOn(char);
  return `found the character${shown} (U+${code}): ${place}`;
}

function adviceOn(char: string): string {
  if (char === "#") return "comments begin with `//`";
  return /[“”„«»‘’]/.test(char) ? 'strings stand in straight quotes: `"…"`' : "it has no meaning outside of strings";
}
