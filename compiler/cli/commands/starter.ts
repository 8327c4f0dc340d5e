/** The files of `init`: a pipeline small enough to be read at once, with what goes in and how to run it. */

const SPEC = `/// What a small shop learns from its orders.
pipeline shop {
  hops: 2
}

type Id = string(1..64)

/// The web shop writes here: one topic, several kinds of events.
source web {
  topic: "shop.web"
  from:  user
  name:  kind
  id:    id
  at:    time
  key:   customerId
}

/// A customer ordered something.
event order.placed from web {
  customerId: Id
  orderId:    Id
  time:       timestamp(iso)
  amount:     number(0..)
}

/// A customer gave something back.
event order.returned from web {
  customerId: Id
  orderId:    Id
  time:       timestamp(iso)
  amount:     number(0..)
}

/// What one order did to what its customer has spent: less than nothing where something came back.
event usage.customer.spent {
  key customerId
  customerId: Id
  orderId:    Id
  measure spent: number
}

/// What is known of each customer.
store customers {
  key customerId: Id
  spent:     sum of number
  orders:    distinct of Id
  lastOrder: max of timestamp
}

demux spending on order.placed, order.returned {
  emit usage.customer.spent {
    customerId, orderId, spent: if $name == "order.placed" then amount else -amount
  }
}

dep customers on usage.customer.spent {
  update customers(customerId) { spent, orders: orderId, lastOrder: $at }
}

test "what comes back is not spent" {
  send order.placed { customerId: "ada", orderId: "o1", time: @2026-11-23T10:00:00Z, amount: 30 }
  expect usage.customer.spent { spent: 30 }
  send order.returned { customerId: "ada", orderId: "o1", time: @2026-11-25T16:45:00Z, amount: 30 }
  expect customers(customerId: "ada") { spent: 0, orders: 1, lastOrder: @2026-11-25T16:45:00Z }
}
`;

const INPUT = [
  { kind: "order.placed", id: "1", time: "2026-11-23T10:00:00Z", customerId: "ada", orderId: "o1", amount: 30 },
  { kind: "order.placed", id: "2", time: "2026-11-23T10:05:00Z", customerId: "ben", orderId: "o2", amount: 12.5 },
  { kind: "order.placed", id: "3", time: "2026-11-24T09:30:00Z", customerId: "ada", orderId: "o3", amount: 20 },
  { kind: "order.returned", id: "4", time: "2026-11-25T16:45:00Z", customerId: "ada", orderId: "o1", amount: 30 },
];

const README = `# shop

A small pipeline. \`pipelines.da\` says what it does: orders come in, and what each customer has spent is kept.

\`\`\`sh
npm install                  # da-compile, which the generated code imports
npx da-compile               # writes generated/ from pipelines.da
npx da-compile test          # runs the tests in pipelines.da
npx da-run once --input web=samples/web.jsonl --print events,stores
\`\`\`

The last one feeds the recorded orders of \`samples/web.jsonl\` through the pipeline and prints what it makes of them:
four events \`usage.customer.spent\`, and a row for each customer.

- Change \`pipelines.da\` and look at it again: \`npx da-compile --watch\`.
- A message's code is explained by \`npx da-compile explain DA2001\`.
- \`generated/\` is committed and never edited; \`npx da-compile --check\` tells in CI whether it is up to date.
`;

/** Contents by path from the new folder. */
export function starterFiles(version: string): ReadonlyMap<string, string> {
  const manifest = { private: true, type: "module", dependencies: { "da-compile": `^${version}` } };
  return new Map([
    ["pipelines.da", SPEC],
    ["samples/web.jsonl", INPUT.map((line) => `${JSON.stringify(line)}\n`).join("")],
    ["README.md", README],
    ["package.json", `${JSON.stringify(manifest, null, 2)}\n`],
  ]);
}
