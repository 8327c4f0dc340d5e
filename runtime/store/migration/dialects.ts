/** How each database writes and keeps names. */
import { quotedName, shortName } from "../postgres/names.ts";
import { name } from "../sqlite/sql.ts";
import type { Dialect } from "./plan.ts";

export const SQLITE: Dialect = { quoted: name, kept: (text) => text };

export const POSTGRES: Dialect = { quoted: quotedName, kept: shortName };
