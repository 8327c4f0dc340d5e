/** What generated code and handlers in TypeScript import as `da-compile/runtime`. */
export type * from "./api/context.ts";
export type * from "./api/definition.ts";
export * from "./api/terminal.ts";
export type * from "./api/typescript.ts";
export * from "./functions/index.ts";
