/** What to say where a git ref is not known: in a shallow clone the very command that fetches it. */
import { didYouMean } from "../../diagnostics/messages/said.ts";
import { nearest } from "../../names/near.ts";
import { commitOf, git } from "./git.ts";

/** Why a ref names no commit here, in a sentence with the next step. */
export function whyUnknown(folder: string, ref: string): string {
  const [remote = "origin"] = lines(folder, ["remote"]).filter((name) => name === "origin");
  const isShallow = lines(folder, ["rev-parse", "--is-shallow-repository"])[0] === "true";
  const steps = /^(.*?)[~^]/.exec(ref)?.[1];
  if (steps !== undefined && commitOf(folder, steps) !== null && isShallow) {
    return `this clone is shallow and \`${ref}\` is not in it: run \`git fetch --unshallow ${remote}\``;
  }
  if (!ref.includes("/") && commitOf(folder, `${remote}/${ref}`) !== null) {
    return `it is no ref here, but \`${remote}/${ref}\` is: use \`--against ${remote}/${ref}\``;
  }
  if (isShallow && /^[0-9a-f]{7,39}$/.test(ref)) {
    return `this clone is shallow and \`${ref}\` is not in it: run \`git fetch --unshallow ${remote}\``;
  }
  const command = `run \`${fetchCommand(ref, remote)}\``;
  if (isShallow) return `this clone is shallow and \`${ref}\` is not in it: ${command}`;
  const names = lines(folder, ["for-each-ref", "--format=%(refname:short)"]);
  const hint = didYouMean(nearest(ref, names));
  const where = "there is no such git ref, file or folder";
  return hint === null ? `${where}; if it is at the remote, ${command}` : `${where}: ${hint}`;
}

function lines(folder: string, args: readonly string[]): readonly string[] {
  const answer = git(folder, args);
  return answer.ok
    ? answer.out
        .toString()
        .split("\n")
        .filter((line) => line !== "")
    : [];
}

/** Fetches just that commit, so that the same call then works. */
function fetchCommand(ref: string, remote: string): string {
  const fetch = `git fetch --no-tags --depth=1 ${remote}`;
  const name = ref.replace(/[~^].*$/, "");
  if (/^[0-9a-f]{40,64}$/.test(name)) return `${fetch} ${name}`;
  if (name.startsWith(`${remote}/`)) {
    const branch = name.slice(remote.length + 1);
    return `${fetch} ${branch}:refs/remotes/${name}`;
  }
  if (/^v?\d+(\.\d+)*/.test(name)) return `${fetch} tag ${name}`;
  return `${fetch} ${name}:${name.startsWith("refs/") ? name : `refs/heads/${name}`}`;
}
