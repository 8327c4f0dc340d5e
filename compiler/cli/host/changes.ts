/** Waiting until files change: told by the system at once where it can, looked up every second where it cannot. */
import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname } from "node:path";

/** What follows within this many milliseconds belongs together. */
const QUIET = 5;
/** An editor may empty a file before it writes it, or take it away before it puts another in its place. */
const QUIET_WHERE_EMPTY = 50;
const LOOK_UP = 1000;

/** What a file was like when it was read; one that is not there is like nothing. */
export function fingerprint(path: string): string {
  try {
    const { mtimeNs, size, ino } = statSync(path, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    return "";
  }
}

/** The files that are no longer as they were. */
export function changedOf(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].flatMap(([path, before]) => (fingerprint(path) === before ? [] : [path]));
}

/** The same, as soon as there is one; none where `stop` was aborted first. */
export async function nextChange(files: ReadonlyMap<string, string>, stop: AbortSignal): Promise<readonly string[]> {
  const changed = () => changedOf(files);
  return new Promise((resolve) => {
    let quiet: NodeJS.Timeout | undefined;
    const end = (paths: readonly string[]) => {
      for (const watcher of watchers) watcher.close();
      clearInterval(lookUp);
      clearTimeout(quiet);
      stop.removeEventListener("abort", aborted);
      resolve(paths);
    };
    const aborted = () => end([]);
    const look = (waited: boolean) => {
      const paths = changed();
      if (paths.length === 0) return;
      if (waited || paths.every(holdsText)) end(paths);
      else quiet = setTimeout(look, QUIET_WHERE_EMPTY, true);
    };
    const soon = () => {
      clearTimeout(quiet);
      quiet = setTimeout(look, QUIET, false);
    };
    const lookUp = setInterval(() => changed().length > 0 && soon(), LOOK_UP);
    const watchers = watchFolders(new Set([...files.keys()].map((path) => dirname(path))), soon);
    stop.addEventListener("abort", aborted);
    if (stop.aborted) aborted();
    else if (changed().length > 0) soon();
  });
}

function holdsText(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Folders, not files: an editor that puts a new file in the old one's place would be lost from sight. */
function watchFolders(folders: ReadonlySet<string>, onEvent: () => void): readonly FSWatcher[] {
  return [...folders].flatMap((folder) => {
    try {
      const watcher = watch(folder, onEvent);
      watcher.on("error", () => watcher.close());
      return [watcher];
    } catch {
      // Not there, or not to be watched here: looking it up every second is left.
      return [];
    }
  });
}
