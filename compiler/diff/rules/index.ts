/** The one table of rules, in the order in which they are listed. */
import { ACCEPT_RULES } from "./accepts.ts";
import { COLUMN_RULES } from "./columns.ts";
import { DEMUX_RULES } from "./demux.ts";
import { EMIT_RULES } from "./emits.ts";
import { EVENT_RULES } from "./events.ts";
import { FIELD_RULES } from "./fields.ts";
import { HANDLER_RULES } from "./handlers.ts";
import type { Rule } from "./rule.ts";
import { SOURCE_RULES } from "./sources.ts";
import { STORE_RULES } from "./stores.ts";
import { TOPIC_RULES } from "./topics.ts";
import { USAGE_RULES } from "./usage.ts";
import { VALUE_RULES } from "./values.ts";

export const RULES: readonly Rule[] = [
  ...FIELD_RULES,
  ...VALUE_RULES,
  ...EVENT_RULES,
  ...USAGE_RULES,
  ...SOURCE_RULES,
  ...TOPIC_RULES,
  ...STORE_RULES,
  ...COLUMN_RULES,
  ...HANDLER_RULES,
  ...DEMUX_RULES,
  ...EMIT_RULES,
  ...ACCEPT_RULES,
];
