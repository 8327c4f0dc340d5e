/** A reader seems to stand where its partition has nothing: whether it does, the log and the store must be asked. */
export class Doubt extends Error {
  override readonly name = "Doubt";
}

/** Another owner has moved a position, or taken up what was put off: this one must ask the store where it stands. */
export class LostPosition extends Error {
  override readonly name = "LostPosition";
}
