/** Chooses the brokers of partitions that have too few replicas or too many. */
import type { BrokerPlace, Move, Placement } from "./port.ts";

/**
 * The new replicas of those partitions that have more or fewer than `wanted`. What is there is kept as far as it
 * may be, so that little is copied; what is added goes to other racks and to the brokers that hold least of the topic.
 * There must be as many brokers as replicas.
 */
export function placed(
  partitions: readonly Placement[],
  wanted: number,
  brokers: readonly BrokerPlace[],
): readonly Move[] {
  const racks = new Map(brokers.map(({ id, rack }) => [id, rack]));
  const held = new Map(brokers.map(({ id }) => [id, 0]));
  const hold = (id: number, more: number): unknown => held.set(id, (held.get(id) ?? 0) + more);
  for (const { replicas } of partitions) for (const id of replicas) hold(id, 1);

  const moves: Move[] = [];
  for (const [partition, { replicas, inSync }] of partitions.entries()) {
    if (replicas.length === wanted) continue;
    // Those that have all of it come first, and the first one leads.
    const kept = [...replicas].sort((a, b) => Number(inSync.includes(b)) - Number(inSync.includes(a))).slice(0, wanted);
    for (const id of replicas) if (!kept.includes(id)) hold(id, -1);
    const chosen = replicas.filter((id) => kept.includes(id));
    while (chosen.length < wanted) {
      const id = best(chosen);
      chosen.push(id);
      hold(id, 1);
    }
    moves.push({ partition, replicas: chosen });
  }
  return moves;

  function best(chosen: readonly number[]): number {
    const used = chosen.map((id) => racks.get(id) ?? null);
    const cost = ({ id, rack }: BrokerPlace): readonly number[] => [
      rack === null ? 0 : used.filter((each) => each === rack).length,
      held.get(id) ?? 0,
      id,
    ];
    const [first] = brokers.filter(({ id }) => !chosen.includes(id)).sort((a, b) => compared(cost(a), cost(b)));
    if (first === undefined) throw new Error(`${wanted} replicas need as many brokers.`);
    return first.id;
  }
}

function compared(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
