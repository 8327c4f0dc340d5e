/** Rules about fields: whether they are there, may be absent or null, and what stands in for them. */
import { isOfUsage } from "../pair.ts";
import { type Said, typeRule } from "./types.ts";

const CHANGE = ({ old, new: now }: Said) => `it was ${old} and is ${now}`;

export const FIELD_RULES = [
  typeRule({
    id: "field-added",
    group: "fields",
    direction: "backward",
    kinds: ["missing"],
    purpose: "A new field that must be there is missing in every event that is on the topic already.",
    message: ({ what }) => `${what} is new and must be there: events that were written before do not have it.`,
    repair: ({ field }) => `make it optional (\`${field}?: …\`) or give it a default`,
    example: `  event order.placed from web {
    userId: string
+   amount: number
  }`,
    mirror: `  event order.placed from web {
    userId: string
+   amount?: number
  }`,
  }),
  typeRule({
    id: "field-removed",
    group: "fields",
    direction: "forward",
    kinds: ["missing"],
    where: (each) => !isOfUsage(each),
    purpose: "Who still reads with the old version needs a field that new events no longer have.",
    message: ({ what }) => `${what} is gone: readers of the old version need it.`,
    repair: ({ field }) => `keep \`${field}\` as an optional field first, and remove it when all readers are new`,
    example: `  event order.placed from web {
    userId: string
-   amount: number
  }`,
    mirror: `  event order.placed from web {
    userId: string
-   amount?: number
  }`,
  }),
  typeRule({
    id: "field-made-required",
    group: "fields",
    direction: "backward",
    kinds: ["absent"],
    purpose: "A field that could be absent, or had a default, must be there now; events on the topic may lack it.",
    message: (said) => `${said.what} must be there now: ${CHANGE(said)}.`,
    repair: ({ field }) => `leave \`${field}\` optional, or give it a default`,
    example: `  event order.placed from web {
    userId: string
-   amount?: number
+   amount: number
  }`,
  }),
  typeRule({
    id: "field-made-optional",
    group: "fields",
    direction: "forward",
    kinds: ["absent"],
    purpose: "New events may lack a field that readers of the old version need.",
    message: (said) => `${said.what} may be absent now: ${CHANGE(said)}.`,
    repair: ({ field }) => `let readers know \`${field}\` as optional before a writer leaves it out`,
    example: `  event order.placed from web {
    userId: string
-   amount: number
+   amount?: number
  }`,
  }),
  typeRule({
    id: "optional-to-null",
    group: "fields",
    direction: "backward",
    kinds: ["swapped"],
    purpose:
      "`name?: T` may be absent, `name: T | null` must be there, null or not: where it is absent, it is missing.",
    message: (said) => `${said.what} may be null now, but no longer absent: ${CHANGE(said)}.`,
    repair: ({ field }) => `write \`${field}?: …\`: null is read as absent there`,
    example: `  event order.placed from web {
    userId: string
-   amount?: number
+   amount: number | null
  }`,
  }),
  typeRule({
    id: "null-to-optional",
    group: "fields",
    direction: "forward",
    kinds: ["swapped"],
    purpose: "Readers of the old version take null, but need the field to be there; new events may lack it.",
    message: (said) => `${said.what} may be absent now, where it was null: ${CHANGE(said)}.`,
    repair: ({ field }) => `keep \`${field}\` as it was, or let the readers know it as optional first`,
    example: `  event order.placed from web {
    userId: string
-   amount: number | null
+   amount?: number
  }`,
  }),
  typeRule({
    id: "null-dropped",
    group: "fields",
    direction: "backward",
    kinds: ["null"],
    purpose: "Events on the topic may hold a null that is no longer read.",
    message: (said) => `${said.what} takes no null any more: ${CHANGE(said)}.`,
    repair: ({ field }) => `keep \`| null\`, or make \`${field}\` optional: null is read as absent there`,
    example: `  event order.placed from web {
    userId: string
-   amount: number | null
+   amount: number
  }`,
  }),
  typeRule({
    id: "null-added",
    group: "fields",
    direction: "forward",
    kinds: ["null"],
    purpose: "New events may hold a null that readers of the old version do not take.",
    message: (said) => `${said.what} may be null now: ${CHANGE(said)}.`,
    repair: () => "let all readers take null before a writer writes it",
    example: `  event order.placed from web {
    userId: string
-   amount: number
+   amount: number | null
  }`,
  }),
  typeRule({
    id: "field-json-name",
    group: "fields",
    direction: "backward",
    kinds: ["wire"],
    always: true,
    purpose: "A field that is read under another JSON name is not found in the events that are on the topic.",
    message: ({ each, what }) =>
      `${what} is read as \`${each.misfit.reader.field?.wire}\` and was written as \`${each.misfit.writer.field?.wire}\`.`,
    repair: ({ each }) => `keep the JSON name: \`as "${each.misfit.writer.field?.wire}"\``,
    example: `  event order.placed from web {
    userId: string
-   amount?: number
+   amount?: number as "total"
  }`,
    mirror: `  event order.placed from web {
    userId: string
-   amount?: number
+   total?: number as "amount"
  }`,
  }),
  typeRule({
    id: "default-changed",
    group: "fields",
    direction: "backward",
    kinds: ["default"],
    where: ({ misfit }) => misfit.writer.field?.defaultValue !== undefined,
    always: true,
    purpose: "Events on the topic that lack the field, or hold null, are read as another value than before.",
    message: (said) => `Where ${said.what} is absent, another value stands in: ${CHANGE(said)}.`,
    repair: ({ old }) => `keep the default (${old}), or add a field of another name`,
    example: `  event order.placed from web {
    userId: string
-   pieces: int = 1
+   pieces: int = 0
  }`,
    mirror: `  event order.placed from web {
    userId: string
-   pieces: int(0..) = 1
+   pieces: int = 1
  }`,
  }),
  typeRule({
    id: "default-added",
    group: "fields",
    direction: "backward",
    kinds: ["default"],
    where: ({ misfit }) => misfit.writer.field?.defaultValue === undefined,
    severity: "info",
    purpose: "Events on the topic that lack the field were read as null; now the default stands in.",
    message: (said) => `Where ${said.what} is absent, a default stands in: ${CHANGE(said)}.`,
    repair: () => "nothing, where the default is what an absent value has meant all along",
    example: `  event order.placed from web {
    userId: string
-   pieces?: int
+   pieces: int = 1
  }`,
    mirror: `  event order.placed from web {
    userId: string
+   pieces: int = 1
  }`,
  }),
] as const;
