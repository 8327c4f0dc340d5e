/** Where Apicurio Registry answers otherwise than its rules say, and why; a test compares them with the real one. */

export interface Difference {
  /** The pairs of the test that it is seen in. */
  readonly pairs: RegExp;
  readonly reason: string;
}

export const KNOWN_DIFFERENCES: readonly Difference[] = [
  {
    pairs: /^(?:property|item) [45] to [13]: we say true/,
    reason:
      "An `enum` whose values all fit the new length or pattern: it compares keywords one by one, and says that a limit was added.",
  },
  {
    pairs: /^(?:item [0-3] to 11|schema-type mirror): we say true/,
    reason:
      "A type that becomes a list of types which holds it, as an item or at the root: it says that the type has changed.",
  },
  {
    pairs: /^schema-pattern mirror: we say true/,
    reason: "A pattern that matches all that the old one matched: it refuses any change of a pattern.",
  },
];
