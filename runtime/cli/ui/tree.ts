/** A trace as lines for the page. */
import type { Letter } from "../../operate/letters.ts";
import { letterName } from "../../operate/letters.ts";
import type { Traced, TracedEvent, TracedStep } from "../../operate/trace.ts";
import { rowText } from "../output/tree.ts";
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

function stepNode({ handler, kind, state, letters, rows, looked, events, forwards }: TracedStep): TreeNode {
  const below = [
    ...letters.map(deadNode),
    ...rows.map((row) => node({ kind: "row", text: rowText(row) })),
    ...(looked === null
      ? []
      : [node({ kind: "note", text: `what it wrote after it looked at ${looked} is not told` })]),
    ...forwards.map((topic) => node({ kind: "note", text: `forwarded to ${topic}` })),
    ...events.map(eventNode),
  ];
  const more = state === "behind" ? "has not come to it yet" : below.length === 0 ? "nothing" : "";
  return node({ kind: "handler", text: `${kind} ${handler}`, more, below });
}

const deadNode = ({ place, code, reason }: Letter): TreeNode =>
  node({ kind: "dead", text: `dead, ${code}: ${reason}`, letter: letterName(place) });
