/** The local page of `start --ui`, loaded only where it is asked for. */
export { Watcher } from "./live.ts";
export { isLoopback } from "./security.ts";
export { openUi } from "./server.ts";
