// How partitions are shared: evenly, each once, and with little that changes hands.
import fc from "fast-check";
import { expect, test } from "vitest";
import { placeName } from "../place.ts";
import type { TopicPartition } from "../port.ts";
import { assign, type Member } from "./assigners.ts";

const partitionsOf = (topics: readonly string[], count: number): TopicPartition[] =>
  topics.flatMap((topic) => Array.from({ length: count }, (_, partition) => ({ topic, partition })));

const memberIds = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 8 });
const topicNames = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 });

const membersOf = (ids: readonly string[], topics: readonly string[], owned: ReadonlyMap<string, TopicPartition[]>) =>
  ids.map((id): Member => ({ id, topics, owned: owned.get(id) ?? [] }));

test("everything is given once and evenly, whatever members say that they own", () => {
  fc.assert(
    fc.property(
      memberIds,
      topicNames,
      fc.nat(12),
      fc.array(fc.nat(60), { maxLength: 40 }),
      (ids, topics, count, claims) => {
        const partitions = partitionsOf(topics, count);
        const owned = new Map(ids.map((id): [string, TopicPartition[]] => [id, []]));
        for (const [index, claim] of claims.entries()) {
          const place = partitions[claim];
          if (place !== undefined) owned.get(ids[index % ids.length] ?? "")?.push(place);
        }
        const given = assign(membersOf(ids, topics, owned), partitions);
        expect([...given.values()].flat().map(placeName).sort()).toEqual(partitions.map(placeName).sort());
        const sizes = [...given.values()].map((places) => places.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test("when a member comes or goes, the others keep what they can", () => {
  fc.assert(
    fc.property(memberIds, topicNames, fc.integer({ min: 1, max: 12 }), (ids, topics, count) => {
      const partitions = partitionsOf(topics, count);
      const before = assign(membersOf(ids, topics, new Map()), partitions);
      const same = assign(membersOf(ids, topics, before), partitions);
      expect(same).toEqual(before);
      const after = assign(membersOf([...ids, "new"], topics, before), partitions);
      const moved = [...after].flatMap(([id, places]) =>
        places.filter((place) => !(before.get(id) ?? []).some((each) => placeName(each) === placeName(place))),
      );
      expect(moved.length).toBe(after.get("new")?.length);
    }),
  );
});

test("a topic is given to who wants it", () => {
  const members: Member[] = [
    { id: "old", topics: ["a"], owned: [] },
    { id: "new", topics: ["a", "b"], owned: [] },
  ];
  const given = assign(members, partitionsOf(["b", "a"], 2));
  expect(given.get("old")?.every(({ topic }) => topic === "a")).toBe(true);
  expect([...given.values()].flat().length).toBe(4);
});
