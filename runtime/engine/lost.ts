/** Another owner has moved a position, or taken up what was put off: this one must ask the store where it stands. */
export class LostPosition extends Error {
  override readonly name = "LostPosition";
}
