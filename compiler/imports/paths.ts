/** Paths of files as the compiler writes them: with `/`, without `.` and `..` where they can be worked out. */

/** `path` as written in the file `from`. */
export function resolvePath(from: string, path: string): string {
  if (path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path)) {
    return normalPath(path);
  }
  const folder = normalPath(from).split("/").slice(0, -1).join("/");
  return normalPath(folder === "" && !from.startsWith("/") ? path : `${folder}/${path}`);
}

/** With `/`, without `.`, empty segments and `a/..`. */
export function normalPath(path: string): string {
  const slashed = path.replaceAll("\\", "/");
  const absolute = slashed.startsWith("/");
  const segments: string[] = [];
  for (const segment of slashed.split("/")) {
    if (segment === ".." && segments.length > 0 && segments.at(-1) !== "..") {
      segments.pop();
    } else if (segment !== "" && segment !== "." && !(segment === ".." && absolute)) {
      segments.push(segment);
    }
  }
  return `${absolute ? "/" : ""}${segments.join("/")}`;
}
