/** What tells one set of emitted types from another. */

/** The same types have the same key: comments, which link to lines of the spec, do not count. */
export function keyOf(files: ReadonlyMap<string, string>): string {
  return [...files].map(([path, text]) => `${path}\n${text.replaceAll(/\/\*\*[\s\S]*?\*\//g, "")}`).join("\n");
}
