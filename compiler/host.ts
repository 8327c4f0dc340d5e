/** What the compiler asks of the world: files, by path. The command line, an editor and a browser each pass their own. */

/** A host answers from files, open editors or memory; it never throws. */
export interface Host {
  /** The file's text, or why it cannot be read ("there is no such file"). */
  read(path: string): string | { readonly problem: string };
  exists(path: string): boolean;
}
