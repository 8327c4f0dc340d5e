/** `trace`: everything that came of one source event, as a tree. */
import { UserError } from "../../errors.ts";
import { traceOf } from "../../operate/trace.ts";
import type { Call } from "../call.ts";
import { treeJson, treeText } from "../output/tree.ts";
import { withSite } from "../site.ts";
import type { Exit } from "../surroundings.ts";

export async function trace(call: Call): Promise<Exit> {
  const { given, surroundings } = call;
  const [id = ""] = given.operands;
  return withSite(call, [], async (site) => {
    const traced = await traceOf(site, id, { asks: given.switches.get("ask") === true });
    if (traced === null) {
      throw new UserError("absent", `No event ${id} is in the topics: it never came, or is older than what they keep.`);
    }
    const isJson = given.texts.get("format") === "json";
    surroundings.out(isJson ? `${JSON.stringify(treeJson(traced))}\n` : treeText(traced, id, surroundings.color.out));
    return 0;
  });
}
