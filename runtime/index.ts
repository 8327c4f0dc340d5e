// What generated code imports as `da-compile/runtime`.
export {};
