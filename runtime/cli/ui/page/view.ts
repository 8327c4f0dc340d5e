/** What a view of the page is, and what it may ask of the page. */
import type { Live, PipelineInfo } from "../api.ts";

export interface Page {
  readonly info: PipelineInfo;
  /** How the pipeline stands; null until it has been told. */
  live(): Live | null;
  /** Runs what may fail; what is wrong is told above the view. */
  attempt(work: () => Promise<void>): void;
  /** Tells what has been done. */
  tell(text: string): void;
  /** Goes to another view. */
  go(hash: string): void;
}

/** A view that is on the page. */
export interface Shown {
  readonly element: HTMLElement;
  /** The pipeline has moved on. */
  update?(live: Live): void;
}

/** `rest` is what stands behind the view's name in the address. */
export type View = (page: Page, rest: string, query: URLSearchParams) => Shown;

export const address = (view: string, rest = "", query: Readonly<Record<string, string>> = {}): string => {
  const search = new URLSearchParams(query).toString();
  return `#/${view}${rest === "" ? "" : `/${encodeURIComponent(rest)}`}${search === "" ? "" : `?${search}`}`;
};
