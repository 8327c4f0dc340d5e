// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

export interface Params {
  /** (gooru/pupils.da:270) */
  readonly completedFrom: number;
}

/** What generated code reads: as the spec has it until the runtime sets what operators say. */
export const params: Params = {
  completedFrom: 80,
};
