/** The library that generated code computes with. */
export * from "./arithmetic.ts";
export { bounded } from "./bounds.ts";
export { type FaultCode, ValueFault } from "./fault.ts";
export * from "./json.ts";
export * from "./lists.ts";
export * from "./text.ts";
export * from "./time.ts";
export * from "./values.ts";
