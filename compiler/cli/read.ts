/** Reads files of specs for all that one process does: what is the same in two versions, or since the last look, is read once. */
import { remembering } from "../imports/read.ts";
import { Memory } from "../memory.ts";

export const read = remembering();

/** For a process that looks at one spec again and again. */
export const memory = new Memory();
