/** What is worked out of an object that never changes, worked out once for as long as the object is there. */

/** `work` must look at nothing but its argument. What it gives is shared: nobody may change it. */
export function once<Of extends object, Result extends object>(work: (of: Of) => Result): (of: Of) => Result {
  const known = new WeakMap<Of, Result>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before;
    const result = work(of);
    known.set(of, result);
    return result;
  };
}
