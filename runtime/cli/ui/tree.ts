/** A trace as lines for the page. */
import type { Letter } from "../../operate/letters.ts";
import { letterName } from "../../operate/letters.ts";
import type { Traced, TracedEvent, TracedStep } from "../../operate/trace.ts";
import { heldText, notTold, rowText, waitText } from "../output/tree.ts";
import type { TreeNode } from "./api.ts";

export const treeNodes = ({ roots }: Traced): TreeNode[] => roots.map(eventNode);

type Given = Partial<TreeNode> & Pick<TreeNode, "kind" | "text">;

const node = (given: Given): TreeNode => ({ more: "", letter: null, below: [], ...given });

function eventNode({ event, id, at, topic, partition, offset, times, dead, steps }: TracedEvent): TreeNode {
  const place = offset < 0 ? topic : `${topic}, partition ${partition}, offset ${offset}`;
  const again = times > 1 ? `, there ${times} times` : "";
  return node({
    kind: "event",
    text: event ?? "no event of the pipeline's",
    more: `${id} · ${new Date(at).toISOString()} · ${place}${again}`,
    below: [...(dead === null ? [] : [deadNode(dead)]), ...steps.map(stepNode)],
  });
}

function stepNode(step: TracedStep): TreeNode {
  const { handler, kind, state, letters, waits, held, rows, events, forwards } = step;
  const below = [
    ...letters.map(deadNode),
    ...(waits === null ? [] : [node({ kind: "waiting", text: waitText(waits) })]),
    ...held.map((each) => node({ kind: "waiting", text: heldText(each) })),
    ...rows.map((row) => node({ kind: "row", text: rowText(row) })),
    ...notTold(step).map((text) => node({ kind: "note", text })),
    ...forwards.map((topic) => node({ kind: "note", text: `forwarded to ${topic}` })),
    ...events.map(eventNode),
  ];
  const more = state === "behind" ? "has not come to it yet" : below.length === 0 ? "nothing" : "";
  return node({ kind: "handler", text: `${kind} ${handler}`, more, below });
}

const deadNode = ({ place, code, reason }: Letter): TreeNode =>
  node({ kind: "dead", text: `dead, ${code}: ${reason}`, letter: letterName(place) });
