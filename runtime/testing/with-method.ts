/** Objects that do one thing otherwise, for tests of what happens when it fails. */

/** The same object with one method replaced. */
export function withMethod<T extends object>(target: T, name: keyof T & string, method: unknown): T {
  return new Proxy(target, {
    get(_, property) {
      if (property === name) return method;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
