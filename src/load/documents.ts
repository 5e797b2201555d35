/** Documents that the customer will read: text as it is, compared with the deal and never parsed. */
import type { DocumentFact } from '../model/facts.ts';
import { decode } from './decode.ts';
import type { ParsedSource } from './source.ts';

/** A document as the world hands it over: its bytes, or why there are none. */
export interface FoundDocument {
  /** As printed. */
  readonly path: string;
  readonly found: { readonly bytes: Uint8Array } | { readonly problem: string; readonly help: string };
}

/** What no text editor writes, and what it may be turned into. */
const BINARY = /\.(?:pdf|docx?|odt|rtf|pages|xlsx?|pptx?|png|jpe?g|zip)$/iu;

/** Returns the documents of a deal as its rules see them, and the texts that their places are in. */
export function readDocuments(documents: readonly FoundDocument[]): { facts: DocumentFact[]; sources: ParsedSource[] } {
  const sources: ParsedSource[] = [];
  const facts = documents.map(({ path, found }): DocumentFact => {
    if ('problem' in found) return { path, read: found };
    const { text, problems } = decode({ kind: 'document', path, bytes: found.bytes });
    const [wrong] = problems;
    if (BINARY.test(path) || text.includes('\0')) {
      return { path, read: { problem: 'is no text', help: 'export it as Markdown or plain text, and name that file' } };
    }
    if (wrong !== undefined) return { path, read: { problem: `cannot be read: ${wrong.message}`, help: wrong.help } };
    sources.push({ kind: 'document', path, text, root: null });
    return { path, read: { text } };
  });
  return { facts, sources };
}
