/** DA3001–DA3008: types and values. */
import { type Explanation, ORDERS, SHOP } from "./explanation.ts";

const amountOf = (amount: string): string => `${SHOP}
demux amounts on order.placed {
  emit usage.order.amount { userId, orderId, amount: ${amount} }
}
`;

const noteOf = (note: string): string => `${ORDERS}
event order.noted {
  key userId
  userId: string
  note:   string
}

demux notes on order.placed {
  emit order.noted { userId, note${note} }
}
`;

const newOrders = (kind: string): string => `${SHOP}
demux amounts on order.placed when kind == "${kind}" {
  emit usage.order.amount { userId, orderId, amount }
}
`;

export const DA3001 = {
  title: "type mismatch",
  text: `A value of one type is given where another is wanted. \`int\` fits \`number\`; \`uuid\`, \`date\` and unions of strings fit \`string\`; a union fits a wider one; anything fits \`json\`; no other scalar fits another. A record fits where every field that is required is there and fits.
Give a value of the wanted type, or convert it: \`toInt(text)\`, \`ofSeconds(n)\`, "\${n}" and the other functions of the language.`,
  bad: amountOf("kind"),
  repaired: amountOf("amount"),
} satisfies Explanation;

export const DA3002 = {
  title: "possibly null",
  text: `The value may be null, and a value is needed: a field declared \`name?: T\` or \`T | null\`, what a division gives, the row that a read finds.
Compare it with null first (\`when x != null\`, \`if x == null { skip }\`), give a default with \`??\`, or let the target take null.`,
  bad: noteOf(""),
  repaired: noteOf(': note ?? ""'),
} satisfies Explanation;

export const DA3003 = {
  title: "a required field or column is not set",
  text: `Every field of an emitted event needs an entry, but those that are optional or have a default; so does every plain column \`c: T\` in each update of its store. The message names all that are missing.
Set them, by name or with \`...event\`, or make them optional.`,
  bad: amountOf("amount").replace(", orderId", ""),
  repaired: amountOf("amount"),
} satisfies Explanation;

export const DA3004 = {
  title: "a literal outside its type",
  text: `The literal can never be such a value: it is not in the union that it is compared with or given to, it is out of bounds, or it does not match the pattern or form of its type.
Correct the literal, or widen the type.`,
  bad: newOrders("old"),
  repaired: newOrders("new"),
} satisfies Explanation;

export const DA3005 = {
  title: "a match that does not cover its cases",
  text: `A \`match\` gives a value for every case: over a union of strings it names each of them or has an \`else\`, over anything else it has an \`else\`. A case that stands there twice, or that the value can never be, is a mistake as well.
Add what is missing, remove what is too much.`,
  bad: amountOf(`match kind { "new" => amount }`),
  repaired: amountOf(`match kind { "new" => amount, "repeat" => 0 }`),
} satisfies Explanation;

export const DA3006 = {
  title: "arguments that do not fit",
  text: `A function or method is given too few or too many arguments, or one of a type that it does not take. The message says what it takes.
Correct the call.`,
  bad: amountOf("round(amount, 2)"),
  repaired: amountOf("round(amount * 100) / 100"),
} satisfies Explanation;

export const DA3007 = {
  title: "bounds or a pattern that nothing can meet",
  text: `The least value is above the greatest one, or the pattern is no regular expression, so that no event could ever pass.
Correct the bounds or the pattern.`,
  bad: ORDERS.replace("amount:  number", "amount:  number(100..0)"),
  repaired: ORDERS.replace("amount:  number", "amount:  number(0..100)"),
} satisfies Explanation;

export const DA3008 = {
  title: "too large, or nested too deeply",
  text: `Integers are exact within ±(2^53 − 1) = ±9007199254740991; a literal past that would silently be another number. Types, expressions and blocks nest 32 levels at most.
Write a smaller number (or a text, for an identifier), or take a part out into a type, a function or a \`let\`.`,
  bad: amountOf("9007199254740993"),
  repaired: amountOf("9007199254740991"),
} satisfies Explanation;
