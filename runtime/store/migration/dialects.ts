/** How each database writes and keeps names. */
import { quotedName, shortName } from "../postgres/names.ts";
import { TYPES as POSTGRES_TYPES } from "../postgres/values.ts";
import { name } from "../sqlite/sql.ts";
import { TYPES as SQLITE_TYPES } from "../sqlite/types.ts";
import type { Dialect } from "./plan.ts";

export const SQLITE: Dialect = { quoted: name, kept: (text) => text, types: SQLITE_TYPES };

export const POSTGRES: Dialect = { quoted: quotedName, kept: shortName, types: POSTGRES_TYPES };
