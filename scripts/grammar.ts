// Writes dsl/parser/firsts.ts: what each choice of the grammar may begin with, which the parser looks up.
//
// chevrotain records the grammar and checks it for mistakes. That takes longer than parsing a file, so it is done here,
// once for each change of the grammar, and not in each run of da-compile.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FIRSTS_FILE, firstsText } from "../dsl/testing/grammar.ts";

writeFileSync(fileURLToPath(new URL(`../${FIRSTS_FILE}`, import.meta.url)), firstsText());
