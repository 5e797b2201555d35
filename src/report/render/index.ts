/** The formats. A format is one function of the report; to add one, write its file and its line here. */
import type { View } from './view.ts';
import type { Report } from '../report.ts';
import { renderJson } from './json.ts';
import { renderText } from './text.ts';

/** A format. */
export type Renderer = (report: Report, view: View) => string | Promise<string>;

/** The formats by name, as `--format` takes them. */
export const FORMATS = { text: renderText, json: renderJson } satisfies Record<string, Renderer>;
/** A format's name. */
export type FormatName = keyof typeof FORMATS;
