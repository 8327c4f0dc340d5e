import { expect, test } from "vitest";
import { normalPath, resolvePath } from "./paths.ts";

test.each([
  ["spec.da", "./a.da", "a.da"],
  ["sub/spec.da", "./a.da", "sub/a.da"],
  ["sub/spec.da", "../a.da", "a.da"],
  ["spec.da", "../a.da", "../a.da"],
  ["../x/spec.da", "../a.da", "../a.da"],
  ["/x/spec.da", "./y/../a.da", "/x/a.da"],
  ["/spec.da", "./a.da", "/a.da"],
  ["sub\\spec.da", "./a.da", "sub/a.da"],
  ["spec.da", "/abs/a.da", "/abs/a.da"],
])("from %s, %s is %s", (from, path, expected) => {
  expect(resolvePath(from, path)).toBe(expected);
});

test("a path has one way to be written", () => {
  expect(normalPath("./a//b/./c/../d.da")).toBe("a/b/d.da");
  expect(normalPath("/../a.da")).toBe("/a.da");
});
