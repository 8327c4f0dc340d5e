import type { Validator } from "da-compile/runtime";

export declare const validateOrder: Validator;
export declare const validateSpent: Validator;
