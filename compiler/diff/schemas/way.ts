/** What a branch has gathered so far, and the ways in which it may go on. */
import type { Json, Kind } from "../json.ts";
import { ListQuestion } from "./lists.ts";
import type { Literal } from "./node.ts";
import { NumberQuestion } from "./numbers.ts";
import { ObjectQuestion } from "./objects.ts";
import { TextQuestion } from "./texts.ts";

/** Of the questions only that of its own kind is asked, so only that is copied. */
export class Rules {
  readonly number: NumberQuestion;
  readonly text: TextQuestion;
  readonly list: ListQuestion;
  readonly object: ObjectQuestion;
  /** Only these values, where `enum` or `const` say so. */
  only: readonly Json[] | null = null;
  except: readonly Json[] = [];
  /** A keyword that is not known here: a value that was found may not be one. */
  doubt: string | null = null;

  constructor(kind: Kind, from?: Rules) {
    const own = <Question extends { clone(): Question }>(
      is: Kind,
      before: Question | undefined,
      made: () => Question,
    ) => (before === undefined ? made() : is === kind ? before.clone() : before);
    this.number = own("number", from?.number, () => new NumberQuestion());
    this.text = own("string", from?.text, () => new TextQuestion());
    this.list = own("array", from?.list, () => new ListQuestion());
    this.object = own("object", from?.object, () => new ObjectQuestion());
    this.only = from?.only ?? null;
    this.except = from?.except ?? [];
    this.doubt = from?.doubt ?? null;
  }
}

/** One way to go on: literals that are to be worked off, and rules of the value itself. */
export interface Way {
  readonly literals: readonly Literal[];
  readonly rule: ((rules: Rules) => void) | null;
}

export const literally = (...literals: readonly Literal[]): Way => ({ literals, rule: null });

export const ruled = (rule: (rules: Rules) => void, ...literals: readonly Literal[]): Way => ({ literals, rule });
