/** Walks a graph of names depth first: each way back to where it came from, and what comes before what. Chains may be of any length. */

export interface Step<E> {
  readonly to: string;
  readonly edge: E;
}

interface Open<E> {
  readonly name: string;
  readonly steps: readonly Step<E>[];
  next: number;
}

/** The names that are reached, each behind all that it leads to, as far as no circle comes between. */
export function inOrderOfNeed(
  names: Iterable<string>,
  needsOf: (name: string) => readonly string[],
): readonly string[] {
  const stepsOf = (name: string) => needsOf(name).map((to) => ({ to, edge: null }));
  return eachCircle(names, stepsOf, () => {});
}

/**
 * Calls `onCircle` with the names of each circle, from where it begins to the name before the edge that closes it, and that
 * edge. Edges are asked for once for each name, in the order of `names`; `done` names are not entered. Gives the names that were
 * entered in the order in which they were left.
 */
export function eachCircle<E>(
  names: Iterable<string>,
  edgesOf: (name: string) => readonly Step<E>[],
  onCircle: (circle: readonly string[], closing: Step<E>) => void,
  done: ReadonlySet<string> = new Set(),
): readonly string[] {
  const left = new Set<string>(done);
  const order: string[] = [];
  const path: Open<E>[] = [];
  const depths = new Map<string, number>();
  const enter = (name: string): void => {
    depths.set(name, path.length);
    path.push({ name, steps: edgesOf(name), next: 0 });
  };
  for (const name of names) {
    if (!left.has(name)) enter(name);
    for (let open = path.at(-1); open !== undefined; open = path.at(-1)) {
      const step = open.steps[open.next++];
      if (step === undefined) {
        path.pop();
        depths.delete(open.name);
        left.add(open.name);
        order.push(open.name);
        continue;
      }
      const depth = depths.get(step.to);
      if (depth !== undefined) {
        onCircle(
          path.slice(depth).map((one) => one.name),
          step,
        );
      } else if (!left.has(step.to)) enter(step.to);
    }
  }
  return order;
}
