/** For a process that will be over soon: V8 optimizes what runs really often, and leaves the rest. */
import { setFlagsFromString } from "node:v8";

/**
 * By default V8 begins to optimize on other threads what has run a few hundred times. Of what a compile runs, most is over
 * before that has paid for itself: it took a quarter of the processor's time. To be called once Node's own modules are
 * loaded, since those that come later are compiled from their text when the flags are not the usual ones.
 */
export function hurry(): void {
  setFlagsFromString("--invocation-count-for-maglev=4000");
  setFlagsFromString("--invocation-count-for-turbofan=30000");
}
