/** What generated code and handlers in TypeScript import as `da-compile/runtime`. */
export type * from "./api/context.ts";
export type * from "./api/definition.ts";
export * from "./functions/index.ts";
