/** Which partitions are this process's, as the log says; the engine follows between two rounds. */
import { placeName } from "../log/place.ts";
import type { AssignmentListener, TopicPartition } from "../log/port.ts";

export class Assignment implements AssignmentListener {
  #places: readonly TopicPartition[] = [];
  #isChanged = false;

  async assigned(places: readonly TopicPartition[]): Promise<void> {
    this.#places = [...this.#without(places), ...places];
    this.#isChanged = true;
  }

  async revoked(places: readonly TopicPartition[]): Promise<void> {
    this.#places = this.#without(places);
    this.#isChanged = true;
  }

  #without(places: readonly TopicPartition[]): TopicPartition[] {
    const gone = new Set(places.map(placeName));
    return this.#places.filter((place) => !gone.has(placeName(place)));
  }

  get places(): readonly TopicPartition[] {
    return this.#places;
  }

  /** It has changed since it was followed. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  follow(): readonly TopicPartition[] {
    this.#isChanged = false;
    return this.#places;
  }

  /** Who was to follow could not. */
  again(): void {
    this.#isChanged = true;
  }
}
