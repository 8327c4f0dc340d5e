/** `graph`: the pipeline as a picture or as data. */
import { GRAPH_FORMS, renderGraph } from "../../graph/index.ts";
import type { Call } from "../call.ts";
import type { Exit } from "../io.ts";
import { soundModel } from "../sound.ts";

export async function graph(call: Call): Promise<Exit> {
  const { model, exit } = await soundModel(call, call.operands[0]);
  if (model === null) return exit;
  const form = GRAPH_FORMS.find((one) => one === call.value("as")) ?? "svg";
  call.io.out(renderGraph(model, form));
  return 0;
}
