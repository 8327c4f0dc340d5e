// A map by key: what is set is found, whatever the parts of a key are.
import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyMap } from "./key-map.ts";

const part = fc.oneof(
  fc.constantFrom("", "a", "1", "null"),
  fc.integer({ min: 0, max: 2 }),
  fc.boolean(),
  fc.constant(null),
);

test.each([1, 2, 3])("keys of %i parts are told apart as their texts are", (parts) => {
  const keys = fc.array(fc.array(part, { minLength: parts, maxLength: parts }), { maxLength: 60 });
  fc.assert(
    fc.property(keys, (all) => {
      const map = new KeyMap<number>();
      const texts = new Map<string, number>();
      for (const [n, key] of all.entries()) {
        expect(map.get(key)).toBe(texts.get(JSON.stringify(key)));
        map.set(key, n);
        texts.set(JSON.stringify(key), n);
      }
      for (const key of all) expect(map.get(key)).toBe(texts.get(JSON.stringify(key)));
      map.clear();
      for (const key of all) expect(map.get(key)).toBeUndefined();
    }),
  );
});
