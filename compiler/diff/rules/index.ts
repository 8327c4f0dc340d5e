/** The one table of rules, in the order in which they are listed. */
import { FIELD_RULES } from "./fields.ts";
import type { Rule } from "./rule.ts";
import { VALUE_RULES } from "./values.ts";

export const RULES: readonly Rule[] = [...FIELD_RULES, ...VALUE_RULES];
