/** Partitions of topics as statements compare them. */
import { placeName } from "../../log/place.ts";
import type { Places } from "../port.ts";
import type { Param } from "./session.ts";
import { arrayOf } from "./values.ts";

/** An array of `topic/partition`; null for all there are. */
export function placesOf(places: Places): Param {
  if (places === null) return null;
  return arrayOf("text", places.map(placeName));
}
