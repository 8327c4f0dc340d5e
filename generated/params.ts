// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

export interface Params {
  /** Below this mean, a pupil whose scores fall is struggling. (gooru/pupils.da:283) */
  readonly strugglingBelow: number;
  /** (gooru/pupils.da:302) */
  readonly completedFrom: number;
}

/** What generated code reads: as the spec has it until the runtime sets what operators say. */
export const params: Params = {
  strugglingBelow: 65,
  completedFrom: 80,
};
