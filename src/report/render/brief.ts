/** The formats of a brief: the document for people, Markdown or a page, and the same as data. */
import type { Brief } from '../brief/index.ts';
import { documentHtml } from './brief-html.ts';
import { documentMarkdown } from './brief-markdown.ts';
import type { FormatName } from './index.ts';
import { renderJson } from './json.ts';

/** What is asked of `handoff brief`. */
export interface BriefQuestion {
  readonly command: 'brief';
  /** Whether the document is a page of HTML instead of Markdown. */
  readonly html: boolean;
}

/** Returns a brief in a format; nothing where the input is wrong, which is told by itself. */
export function renderBrief({ document, data }: Brief, { html }: BriefQuestion, format: FormatName): string {
  if (format === 'json') return renderJson(data);
  if (document === null) return '';
  return html ? documentHtml(document) : documentMarkdown(document);
}
