/** How large a record topics take, where their log says so: what is larger is refused before it is sent. */

/** For what stands beside a value in its record, and around it in a request. */
const BESIDE_BYTES = 4096;

export class Limits {
  #byTopic: ReadonlyMap<string, number> = new Map();
  /** No topic that is known takes less than this. */
  least = Number.POSITIVE_INFINITY;

  /** In bytes, of whole records. */
  set(byTopic: ReadonlyMap<string, number>): void {
    this.#byTopic = byTopic;
    this.least = Math.min(Number.POSITIVE_INFINITY, ...byTopic.values()) - BESIDE_BYTES;
  }

  /** The most bytes that a value may have. */
  of(topic: string): number {
    return (this.#byTopic.get(topic) ?? Number.POSITIVE_INFINITY) - BESIDE_BYTES;
  }
}
