/** Documents that show what no type tells: a small event of the old version, and why the new one does not see it as that. */
import { Maker } from "../documents/make.ts";
import type { Witness } from "../finding.ts";
import { wholeDocument } from "../proof/whole.ts";
import { fieldsOf, isOfSource, type Message, type Version } from "../version.ts";

export function unseen(old: Version, message: Message, why: string): Witness | null {
  const maker = new Maker(old.types, isOfSource(message) ? "accepted" : "written");
  const fields = maker.record(fieldsOf(message));
  if (fields === undefined) return null;
  const json = wholeDocument(old, message, fields);
  return {
    json,
    event: message.name,
    writtenBy: "old",
    writer: { kind: "accepted" },
    reader: { kind: "refused", why },
  };
}
