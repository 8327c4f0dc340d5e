/** Reads files of specs for all that one process does: what is the same in two versions, or since the last look, is read once. */
import { remembering } from "../imports/read.ts";

export const read = remembering();
