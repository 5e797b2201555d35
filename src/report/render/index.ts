/** The formats. A format is one function of the report; to add one, write its file and its line here. */
import type { Report } from '../report.ts';
import { renderJson } from './json.ts';
import { renderText } from './text.ts';

/** How much a person wants to read. */
export type Detail = 'quiet' | 'normal' | 'verbose';

/** How a report is to be shown; only formats for people look at it. */
export interface View {
  readonly detail: Detail;
  readonly color: boolean;
  /** Columns of the terminal; null when it is none. */
  readonly columns: number | null;
}

/** A format. */
export type Renderer = (report: Report, view: View) => string | Promise<string>;

/** The formats by name, as `--format` takes them. */
export const FORMATS = { text: renderText, json: renderJson } satisfies Record<string, Renderer>;
/** A format's name. */
export type FormatName = keyof typeof FORMATS;
