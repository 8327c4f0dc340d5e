/** `forget`: removes a person from stores, waiting, held and dead events, and says what topics still hold. */
import { type Forgotten, forget as forgetPerson } from "../../operate/forget.ts";
import type { InStore } from "../../operate/forget-stores.ts";
import type { InTopic } from "../../operate/forget-topics.ts";
import { Person } from "../../operate/person.ts";
import type { Call } from "../call.ts";
import { count } from "../output/summary.ts";
import { withSite } from "../site.ts";
import type { Exit } from "../surroundings.ts";

export async function forget(call: Call): Promise<Exit> {
  const { given, surroundings } = call;
  const [word = ""] = given.operands;
  const at = word.indexOf("=");
  const problems =
    word !== "" && (at < 1 || at === word.length - 1) ? [`\`forget\` needs FIELD=VALUE, not \`${word}\`.`] : [];
  const isDry = given.switches.get("dryRun") === true;
  return withSite(
    call,
    problems,
    async (site) => {
      const person = new Person(site.plan.definition, word.slice(0, at), word.slice(at + 1));
      const found = await forgetPerson(site, person, Date.now(), isDry);
      const isJson = given.texts.get("format") === "json";
      surroundings.out(isJson ? `${JSON.stringify({ dryRun: isDry, ...found })}\n` : textOf(found, word, isDry));
      return found.unknownStores.length === 0 ? 0 : 1;
    },
    true,
  );
}

function textOf(
  { stores, others, waiting, held, dead, topics, unknownStores }: Forgotten,
  word: string,
  isDry: boolean,
): string {
  const removed = [
    ...stores.map(storeText),
    ...(waiting > 0 ? [`  ${count(waiting, "waiting event")}`] : []),
    ...(held > 0 ? [`  ${count(held, "event")} held back`] : []),
    ...(dead > 0 ? [`  ${count(dead, "dead letter")}`] : []),
  ];
  const title = isDry ? `Would be removed of ${word}:` : `Removed of ${word}:`;
  return [
    removed.length === 0 ? `Nothing ${isDry ? "would be" : "was"} removed of ${word}.` : [title, ...removed].join("\n"),
    topics.length === 0 ? "No topic holds any of it." : ["Topics still hold:", ...topics.map(topicText)].join("\n"),
    ...(others.length === 0
      ? []
      : [["The same value stands elsewhere, and stays:", ...others.map(otherText)].join("\n")]),
    ...(unknownStores.length === 0 ? [] : [unknownText(unknownStores)]),
    "",
  ].join("\n");
}

const unknownText = (stores: readonly string[]): string =>
  `Not looked at: ${stores.join(", ")}, which this pipeline does not have, or not by that name yet. \`da-run stores plan\` tells what to do; then forget again.`;

function storeText({ store, column, what, count: times }: InStore): string {
  return what === "row"
    ? `  ${count(times, "row")} of ${store}`
    : `  a value of ${column} in ${count(times, "row")} of ${store}`;
}

const otherText = ({ store, column, count: times }: InStore): string =>
  `  ${column} in ${count(times, "row")} of ${store}`;

function topicText({ topic, records, until, behind }: InTopic): string {
  const date =
    until === null
      ? "for as long as they are kept there"
      : `until ${new Date(until).toISOString().replace(/\.\d+Z$/, "Z")}`;
  const others =
    behind.length === 0
      ? ""
      : `; ${behind.join(", ")} ${behind.length === 1 ? "has" : "have"} yet to handle some: forget again then`;
  return `  ${count(records, "record")} in ${topic}, ${date}${others}`;
}
