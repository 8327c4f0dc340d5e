/** The language's text: parsing it, finding places in it. */

export { LineMap, type Position, type Range } from "./line-map.ts";
export { type ParseResult, parse } from "./parse.ts";
export type { SyntaxProblem } from "./problems.ts";
export type * from "./syntax.ts";
