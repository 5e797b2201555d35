/** The formats. A format is one function of the report; to add one, write its file and its line here. */
import type { View } from './view.ts';
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

/** The formats that are read beside a pull request or in a browser, each loaded when it is asked for. A page also shows what the report leaves out, day by day. */
export const REVIEW_FORMATS = {
  github: async (report) => (await import('./review/github.ts')).renderGithub(report),
  sarif: async (report) => (await import('./review/sarif.ts')).renderSarif(report),
  markdown: async (report) => (await import('./review/markdown.ts')).renderMarkdown(report),
  junit: async (report) => (await import('./review/junit.ts')).renderJunit(report),
  gitlab: async (report) => (await import('./review/gitlab.ts')).renderGitlab(report),
  html: async (report, pictures) => (await import('./html/index.ts')).renderHtml(report, await pictures()),
} satisfies Record<string, (report: Report, pictures: () => Promise<readonly (DealPicture | null)[]>) => Promise<string>>;
/** The name of such a format. */
export type ReviewFormat = keyof typeof REVIEW_FORMATS;

/** Whether a format is one of these. */
export function isReviewFormat(format: FormatName | ReviewFormat): format is ReviewFormat {
  return Object.hasOwn(REVIEW_FORMATS, format);
}
