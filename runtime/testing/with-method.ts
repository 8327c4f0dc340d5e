/** Objects that do one thing otherwise, for tests of what happens when it fails. */
import type { StorePort, StoreTx } from "../store/port.ts";

/** A store whose transactions pass through `around`. */
export const storeWith = (store: StorePort, around: (tx: StoreTx) => StoreTx): StorePort =>
  withMethod(store, "begin", async () => around(await store.begin()));

/** The same object with one member replaced. */
export function withMethod<T extends object>(target: T, name: keyof T & string, method: unknown): T {
  return new Proxy(target, {
    get(_, property) {
      if (property === name) return method;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
