/** The methods of lists and maps. */

export const LIST_METHODS = [
  "length",
  "contains",
  "first",
  "last",
  "sum",
  "min",
  "max",
  "mean",
  "distinct",
  "sort",
  "map",
  "filter",
  "any",
  "all",
  "flatMap",
] as const;

export const MAP_METHODS = ["keys", "values", "get"] as const;

export type ListMethod = (typeof LIST_METHODS)[number];
export type MapMethod = (typeof MAP_METHODS)[number];

export const METHOD_NAMES: Readonly<Record<"list" | "map", ReadonlySet<string>>> = {
  list: new Set(LIST_METHODS),
  map: new Set(MAP_METHODS),
};

export function isListMethod(name: string): name is ListMethod {
  return METHOD_NAMES.list.has(name);
}

export function isMapMethod(name: string): name is MapMethod {
  return METHOD_NAMES.map.has(name);
}
