/** Walks a graph of names depth first, to tell each way back to where it came from. It takes chains of any length. */

export interface Step<E> {
  readonly to: string;
  readonly edge: E;
}

interface Open<E> {
  readonly name: string;
  readonly steps: readonly Step<E>[];
  next: number;
}

/**
 * Calls `onCircle` with the names of each circle, from where it begins to the name before the edge that closes it, and that
 * edge. Edges are asked for once for each name, in the order of `names`; `done` names are not entered.
 */
export function eachCircle<E>(
  names: Iterable<string>,
  edgesOf: (name: string) => readonly Step<E>[],
  onCircle: (circle: readonly string[], closing: Step<E>) => void,
  done: ReadonlySet<string> = new Set(),
): void {
  const left = new Set<string>(done);
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
}
