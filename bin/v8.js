// What V8 is told, by how long a process lasts and what it makes.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * By default V8 begins to optimize on other threads what has run a few hundred times, which took a quarter of the processor's
 * time: most of what a compile runs is over before that has paid for itself. The same goes for what it does to collect
 * garbage without a pause: it marks beside the program, and copies what is young on several threads.
 */
const SHORT = [
  { hurried: "--invocation-count-for-maglev=4000", usual: "--invocation-count-for-maglev=400" },
  { hurried: "--invocation-count-for-turbofan=30000", usual: "--invocation-count-for-turbofan=3000" },
  { hurried: "--no-parallel-scavenge", usual: "--parallel-scavenge" },
  { hurried: "--no-incremental-marking", usual: "--incremental-marking" },
  { hurried: "--no-minor-gc-task", usual: "--minor-gc-task" },
];

/** Much is made, and soon forgotten: with more room for what is young, less is copied. Less room costs less to begin with. */
const WASTEFUL = [{ hurried: "--semi-space-growth-factor=4", usual: "--semi-space-growth-factor=2" }];

let flags = [];

/** For a process that will be over soon: V8 optimizes what runs really often, and leaves the rest. */
export function hurry({ wasteful }) {
  // With these come streams and sockets, which every call needs.
  void process.stdout;
  void process.stderr;
  flags = wasteful ? [...SHORT, ...WASTEFUL] : SHORT;
  setFlags(flags.map(({ hurried }) => hurried));
}

/** Loads what is not the program itself. Compiled code is good for the same flags only: Node's own modules come compiled for its usual ones. */
export function unhurried(load) {
  setFlags(flags.map(({ usual }) => usual));
  try {
    return load();
  } finally {
    setFlags(flags.map(({ hurried }) => hurried));
  }
}

/**
 * For a process that lasts, and makes the same kind of things again and again: most of them are over before a larger young
 * generation is full, so that less is copied.
 */
export function settle() {
  setFlags(["--semi-space-growth-factor=8"]);
}

/** Bytes of the young generation, both its halves, above which nothing is gained by more. */
const YOUNG = 32 * 2 ** 20;
/** It is looked at so often, and may grow for so long then: V8 doubles it at a collection, and there are many in a second. */
const LOOK_EVERY_MS = 100;
const GROW_MS = 10;

/**
 * Buffers of what comes from servers and goes to them lie outside V8's heap. By default V8 marks all that lives as soon as 64 MB
 * of them have come, several times a second where there is much to do. Counted with the heap they may be as much as it, up to
 * so many bytes.
 */
const BUFFERS = {
  apart: "--no-external-memory-accounted-in-global-limit",
  counted: "--external-memory-accounted-in-global-limit",
};
const MOST_BUFFERS = 96 * 2 ** 20;

/**
 * For a process that stands beside others for weeks: by default V8 lets its young generation grow to 128 MB, whatever lives
 * in it. How large it may become is settled when the process starts, but not by how much it grows.
 */
export function contain() {
  if (!KNOWN) return;
  const { getHeapSpaceStatistics, getHeapStatistics } = require("node:v8");
  const growBy = (factor) => setFlags([`--semi-space-growth-factor=${factor}`]);
  const look = () => {
    setFlags([getHeapStatistics().external_memory > MOST_BUFFERS ? BUFFERS.apart : BUFFERS.counted]);
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
    // It is made smaller again where there is nothing to do.
    if (young.space_size >= YOUNG) return;
    growBy(2);
    setTimeout(() => growBy(1), GROW_MS).unref();
  };
  growBy(1);
  setInterval(look, LOOK_EVERY_MS).unref();
}

/** Flags of V8 are no interface: another one may not know them, and would say so on stderr. */
const KNOWN = process.versions.v8.startsWith("13.");

function setFlags(values) {
  if (!KNOWN) return;
  const { setFlagsFromString } = require("node:v8");
  for (const value of values) setFlagsFromString(value);
}
