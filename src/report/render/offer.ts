/** The formats of an offer: the document for the customer, Markdown or a page, and the same as data. */
import type { Offer, OfferQuestion } from '../offer/index.ts';
import { documentHtml } from './brief-html.ts';
import { documentMarkdown } from './brief-markdown.ts';
import type { FormatName } from './index.ts';
import { renderJson } from './json.ts';

/** Returns an offer in a format; no document where the input is wrong or the offer is refused, which is told by itself. */
export function renderOffer({ document, data }: Offer, { html }: OfferQuestion, format: FormatName): string {
  if (format === 'json') return renderJson(data);
  if (document === null) return '';
  return html ? documentHtml(document) : documentMarkdown(document);
}
