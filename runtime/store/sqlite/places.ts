/** Partitions of topics as statements compare them. */
import { placeName } from "../../log/place.ts";
import type { Places } from "../port.ts";

/** A list of `topic/partition` as JSON; null for all there are. */
export const placesText = (places: Places): string | null =>
  places === null ? null : JSON.stringify(places.map(placeName));
