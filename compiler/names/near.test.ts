import { expect, test } from "vitest";
import { nearest } from "./near.ts";

test.each([
  ["scroe", ["score", "store", "time"], ["score"]],
  ["Score", ["score", "time"], ["score"]],
  ["usrId", ["userId", "classId"], ["userId"]],
  ["xs", ["ab", "cd"], []],
  ["aa", ["ab", "ac", "ad", "ae"], ["ab", "ac", "ad"]],
  ["score", ["score"], []],
  ["collectionTpye", ["collectionType", "collectionId"], ["collectionType"]],
])("%s of %j: %j", (name, candidates, near) => {
  expect(nearest(name, candidates)).toEqual(near);
});
