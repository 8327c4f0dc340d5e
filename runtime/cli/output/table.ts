/** Tables for people, on a terminal or not. */

/** Colours a text, or leaves it as it is. */
export type Paint = (code: number, text: string) => string;

export const [BOLD, DIM, RED, YELLOW, CYAN] = [1, 2, 31, 33, 36] as const;

export const paintOf = (color: boolean): Paint =>
  color ? (code, text) => `\u001b[${code}m${text}\u001b[0m` : (_, text) => text;

/** Rows in columns, the first row as heads; what looks like a number stands on the right. */
export function aligned([heads = [], ...rows]: readonly (readonly string[])[], paint: Paint): string {
  const widths = heads.map((head, index) => Math.max(head.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const isNumber = heads.map(
    (_, index) => rows.length > 0 && rows.every((row) => /^(-?[\d,.hms ]+|–)$/.test(row[index] ?? "")),
  );
  const line = (row: readonly string[]): string => {
    const cells = row.map((text, index) => {
      const width = widths[index] ?? 0;
      return isNumber[index] === true ? text.padStart(width) : text.padEnd(width);
    });
    return `  ${cells.join("  ").trimEnd()}`;
  };
  return [paint(DIM, line(heads)), ...rows.map(line)].join("\n");
}

/** One line of at most so many characters, without control characters. */
export function short(text: string, width: number): string {
  const flat = text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ");
  return flat.length > width ? `${flat.slice(0, width - 1).toWellFormed()}…` : flat;
}
