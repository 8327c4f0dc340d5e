/**
 * A function that keeps what it has made of the last few things it was given: for what is asked for the same few again and
 * again, such as the days of events.
 */
export function memo<K, V>(make: (given: K) => V, most = 64): (given: K) => V {
  const kept = new Map<K, V>();
  return (given) => {
    const known = kept.get(given);
    if (known !== undefined) return known;
    const made = make(given);
    if (kept.size >= most) kept.clear();
    kept.set(given, made);
    return made;
  };
}
