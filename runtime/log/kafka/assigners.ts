/**
 * Who gets which partitions. In a group each member keeps what it has as far as that is fair, so that little changes hands
 * when one comes or goes. A reader outside of a group gives itself what it wants.
 */
import type { Assigner, AssignerProtocol, PartitionAssigner } from "kafkajs";
import { placeName } from "../place.ts";
import type { TopicPartition } from "../port.ts";

type Protocol = typeof AssignerProtocol;

export interface Member {
  readonly id: string;
  readonly topics: readonly string[];
  readonly owned: readonly TopicPartition[];
}

const VERSION = 1;

/** Everything to someone, evenly, and to whom it belongs already where that is even. */
export function assign(
  members: readonly Member[],
  partitions: readonly TopicPartition[],
): Map<string, TopicPartition[]> {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const given = new Map<string, TopicPartition[]>(sorted.map(({ id }) => [id, []]));
  const least = Math.floor(partitions.length / sorted.length);
  let larger = partitions.length % sorted.length;
  const free = new Map(partitions.map((place) => [placeName(place), place]));
  for (const { id, owned, topics } of sorted) {
    const kept = given.get(id) ?? [];
    for (const place of owned) {
      const isLarger = kept.length === least && larger > 0;
      if (kept.length >= least && !isLarger) break;
      if (!topics.includes(place.topic) || !free.delete(placeName(place))) continue;
      kept.push(place);
      if (isLarger) larger--;
    }
  }
  for (const place of free.values()) {
    const able = sorted.filter(({ topics }) => topics.includes(place.topic));
    const lists = able.map(({ id }) => given.get(id) ?? []);
    lists.sort((a, b) => a.length - b.length)[0]?.push(place);
  }
  return given;
}

/** `owned` tells what this member has when it joins anew. */
export function stickyAssigner(protocol: Protocol, owned: () => readonly TopicPartition[]): PartitionAssigner {
  const name = "da-sticky";
  return ({ cluster }): Assigner => ({
    name,
    version: VERSION,
    async assign({ members, topics }) {
      const known = members.map(({ memberId, memberMetadata }): Member => {
        const metadata = protocol.MemberMetadata.decode(memberMetadata);
        return { id: memberId, topics: metadata?.topics ?? [], owned: ownedIn(metadata?.userData) };
      });
      const wanted = [...new Set([...topics, ...known.flatMap((member) => member.topics)])].sort();
      const partitions = wanted.flatMap((topic) =>
        cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => ({ topic, partition: partitionId })),
      );
      partitions.sort((a, b) => a.partition - b.partition);
      return encoded(protocol, assign(known, partitions));
    },
    protocol: ({ topics }) => ({
      name,
      metadata: protocol.MemberMetadata.encode({
        version: VERSION,
        topics,
        userData: Buffer.from(JSON.stringify(owned().map(({ topic, partition }) => [topic, partition]))),
      }),
    }),
  });
}

/** For a group of one that takes what it wants. */
export function ownAssigner(protocol: Protocol, wanted: () => readonly TopicPartition[]): PartitionAssigner {
  const name = "da-own";
  return (): Assigner => ({
    name,
    version: VERSION,
    assign: async ({ members }) => encoded(protocol, new Map(members.map(({ memberId }) => [memberId, [...wanted()]]))),
    protocol: ({ topics }) => ({
      name,
      metadata: protocol.MemberMetadata.encode({ version: VERSION, topics, userData: Buffer.alloc(0) }),
    }),
  });
}

function ownedIn(userData: Buffer | undefined): TopicPartition[] {
  try {
    const places: unknown = JSON.parse(userData?.toString() ?? "[]");
    if (!Array.isArray(places)) return [];
    return places.flatMap((place: unknown): TopicPartition[] => {
      const [topic, partition]: unknown[] = Array.isArray(place) ? place : [];
      return typeof topic === "string" && typeof partition === "number" ? [{ topic, partition }] : [];
    });
  } catch {
    return [];
  }
}

function encoded(protocol: Protocol, given: ReadonlyMap<string, readonly TopicPartition[]>) {
  return [...given].map(([memberId, places]) => {
    const assignment: Record<string, number[]> = Object.create(null);
    for (const { topic, partition } of places) assignment[topic] = [...(assignment[topic] ?? []), partition];
    const memberAssignment = protocol.MemberAssignment.encode({
      version: VERSION,
      assignment,
      userData: Buffer.alloc(0),
    });
    return { memberId, memberAssignment };
  });
}
