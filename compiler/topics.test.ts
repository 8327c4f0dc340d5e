import { expect, test } from "vitest";
import { analysisOf } from "./checks/testing/specs.ts";
import { topicsOf } from "./topics.ts";

const SPEC = `
pipeline shop { topics: "org.shop", partitions: 3, replicas: 2, retention: 2d }

source web { topic: "web.events", name: kind, at: time, key: userId }
event order.placed from web { userId: string, amount: number, time: timestamp }
event order.sent from web { userId: string, time: timestamp }
source app { topic: "app.events", at: time }
event order.seen from app { userId: string, time: timestamp }

transform seen on order.sent { emit order.seen { userId, time } }

event usage.order.amount as "usage.order.total" { key userId, userId: string, measure amount: number }
event usage.user.amount { key userId, userId: string, measure amount: number }
event order.counted { topic "elsewhere", key userId, userId: string }
event order.noted { key (userId, day), userId: string, day: date }
event order.marked { key userId, userId: string }

demux amounts on order.placed {
  emit usage.order.amount { userId, amount }
  forward "audit"
}
demux seen_orders on order.seen {
  emit order.noted { userId, day: date(time) }
  emit order.marked { userId }
}
dep users on usage.order.amount {
  emit usage.user.amount { userId, amount }
  emit order.counted { userId }
}

store totals { key userId: string, amount: sum of number }
signal user.total of totals {}
gep totals on order.placed {
  let change = update totals(userId) { amount }
  signal user.total from change {}
}
`;

test("a pipeline's topics, by name", () => {
  const { model } = analysisOf(SPEC);
  const topics = model === null ? [] : topicsOf(model);
  expect(
    topics.map(({ name, kind, owned, key, events, writtenBy, readBy }) => ({
      name: `${kind} ${name}${owned ? "" : ", not owned"}`,
      key: key?.join() ?? null,
      events: events.join(),
      writtenBy: writtenBy.join(),
      readBy: readBy.join(),
    })),
  ).toMatchInlineSnapshot(`
    [
      {
        "events": "order.seen",
        "key": null,
        "name": "source app.events, not owned",
        "readBy": "seen_orders",
        "writtenBy": "seen",
      },
      {
        "events": "order.placed",
        "key": "userId",
        "name": "forward audit, not owned",
        "readBy": "",
        "writtenBy": "amounts",
      },
      {
        "events": "order.counted",
        "key": "userId",
        "name": "dep elsewhere",
        "readBy": "",
        "writtenBy": "users",
      },
      {
        "events": "order.placed",
        "key": "userId",
        "name": "dead org.shop.dead.amounts",
        "readBy": "",
        "writtenBy": "amounts",
      },
      {
        "events": "order.seen",
        "key": null,
        "name": "dead org.shop.dead.app",
        "readBy": "",
        "writtenBy": "app",
      },
      {
        "events": "order.sent",
        "key": "userId",
        "name": "dead org.shop.dead.seen",
        "readBy": "",
        "writtenBy": "seen",
      },
      {
        "events": "order.seen",
        "key": null,
        "name": "dead org.shop.dead.seen_orders",
        "readBy": "",
        "writtenBy": "seen_orders",
      },
      {
        "events": "order.placed",
        "key": "userId",
        "name": "dead org.shop.dead.totals",
        "readBy": "",
        "writtenBy": "totals",
      },
      {
        "events": "usage.order.amount",
        "key": "userId",
        "name": "dead org.shop.dead.users",
        "readBy": "",
        "writtenBy": "users",
      },
      {
        "events": "order.placed,order.sent",
        "key": "userId",
        "name": "dead org.shop.dead.web",
        "readBy": "",
        "writtenBy": "web",
      },
      {
        "events": "order.noted,order.marked",
        "key": null,
        "name": "demux org.shop.demux.order",
        "readBy": "",
        "writtenBy": "seen_orders",
      },
      {
        "events": "usage.order.amount",
        "key": "userId",
        "name": "demux org.shop.demux.order.total",
        "readBy": "users",
        "writtenBy": "amounts",
      },
      {
        "events": "usage.user.amount",
        "key": "userId",
        "name": "dep org.shop.dep.user.amount",
        "readBy": "",
        "writtenBy": "users",
      },
      {
        "events": "user.total",
        "key": "userId",
        "name": "gep org.shop.gep.user.total",
        "readBy": "",
        "writtenBy": "totals",
      },
      {
        "events": "order.placed,order.sent",
        "key": "userId",
        "name": "source web.events, not owned",
        "readBy": "seen,amounts,totals",
        "writtenBy": "",
      },
    ]
  `);
  expect(topics.every((topic) => topic.partitions === 3 && topic.replicas === 2)).toBe(true);
  expect(topics.every((topic) => topic.retention === 2 * 24 * 60 * 60 * 1000)).toBe(true);
  expect(model?.topics).toEqual(topics);
});
