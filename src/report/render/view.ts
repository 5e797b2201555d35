/** How much a person wants to read. */
export type Detail = 'quiet' | 'normal' | 'verbose';

/** How a report is to be shown; only formats for people look at it. */
export interface View {
  readonly detail: Detail;
  readonly color: boolean;
  /** The address of the rules' pages, where the terminal opens links; null or left out: there are no links. */
  readonly docs?: string | null;
  /** Columns of the terminal; null when it is none. */
  readonly columns: number | null;
}
