/** The formats. A format is one function of the report; to add one, write its file and its line here. */
import type { View } from './view.ts';
import type { BookRole } from '../book/book.ts';
import type { DealPicture } from '../picture.ts';
import type { Report } from '../report.ts';
import { renderJson } from './json.ts';
import { renderText } from './text.ts';

/** A format. */
export type Renderer = (report: Report, view: View) => string | Promise<string>;

/** The formats by name, as `--format` takes them. */
export const FORMATS = { text: renderText, json: renderJson } satisfies Record<string, Renderer>;
/** A format's name. */
export type FormatName = keyof typeof FORMATS;

/** What a page shows and a report leaves out. */
export interface Seen {
  /** By deal; null: of none it is known any more. */
  readonly deals: readonly (DealPicture | null)[] | null;
  /** What open deals want together. */
  readonly weeks: readonly BookRole[];
}

/** The formats that are read beside a pull request or in a browser, each loaded when it is asked for. A page also shows what the report leaves out, day by day. */
export const REVIEW_FORMATS = {
  github: async (report) => (await import('./review/github.ts')).renderGithub(report),
  sarif: async (report) => (await import('./review/sarif.ts')).renderSarif(report),
  markdown: async (report) => (await import('./review/markdown.ts')).renderMarkdown(report),
  junit: async (report) => (await import('./review/junit.ts')).renderJunit(report),
  gitlab: async (report) => (await import('./review/gitlab.ts')).renderGitlab(report),
  html: async (report, seen) => {
    const { deals, weeks } = await seen();
    return (await import('./html/index.ts')).renderHtml(report, deals, weeks);
  },
} satisfies Record<string, (report: Report, seen: () => Promise<Seen>) => Promise<string>>;
/** The name of such a format. */
export type ReviewFormat = keyof typeof REVIEW_FORMATS;

/** Whether a format is one of these. */
export function isReviewFormat(format: FormatName | ReviewFormat): format is ReviewFormat {
  return Object.hasOwn(REVIEW_FORMATS, format);
}
