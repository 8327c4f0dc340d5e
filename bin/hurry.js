// For a process that will be over soon: V8 optimizes what runs really often, and leaves the rest.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * By default V8 begins to optimize on other threads what has run a few hundred times. Of what a compile runs, most is over
 * before that has paid for itself: it took a quarter of the processor's time. Code that was kept is good for the same flags
 * only: Node's own modules that come later are compiled from their text, and what is large should be loaded before.
 */
export function hurry() {
  const { setFlagsFromString } = require("node:v8");
  setFlagsFromString("--invocation-count-for-maglev=4000");
  setFlagsFromString("--invocation-count-for-turbofan=30000");
}

/**
 * For a process that lasts, and makes the same kind of things again and again: most of them are over before a larger young
 * generation is full, so that less is copied.
 */
export function settle() {
  const { setFlagsFromString } = require("node:v8");
  setFlagsFromString("--min-semi-space-size=32");
  setFlagsFromString("--max-semi-space-size=64");
  setFlagsFromString("--semi-space-growth-factor=8");
}
