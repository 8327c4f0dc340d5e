/** The language's text: parsing it, finding places in it, laying it out. */

export { type FormatResult, format } from "./format.ts";
export { LineMap, type Position, type Range } from "./line-map.ts";
export { type ParseResult, parse } from "./parse.ts";
export { printExpression, printType } from "./print.ts";
export type { SyntaxProblem } from "./problems.ts";
export type * from "./syntax.ts";
