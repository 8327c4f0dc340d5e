/** What the functions of generated code throw where there is no value to give: it makes the handled event dead. */

/** `overflow`: a number past what its type holds. `bounds`: a value outside the bounds that the spec declares. */
export type FaultCode = "overflow" | "bounds";

export class ValueFault extends Error {
  override readonly name = "ValueFault";
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function overflow(message: string): ValueFault {
  return new ValueFault("overflow", message);
}

export function outOfBounds(message: string): ValueFault {
  return new ValueFault("bounds", message);
}
