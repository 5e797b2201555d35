/** The deal of a command line: `handoff check branded-bag:300 --by 2026-12-18` has no file. */
import type { Source } from './source.ts';

/** What diagnostics call the file of a deal that has none. */
export const COMMAND_LINE = '<command line>';

/**
 * Returns a deal of these items (`branded-bag:300`) as a file would say it. The words are put in as they are: what is wrong with them is told
 * as of any other deal. Null `by`: no date is asked for.
 */
export function inlineDeal(items: readonly string[], by: string | null): Source {
  const quoted = items.map((item) => JSON.stringify(item)).join(', ');
  const lines = ['handoff: 1', 'customer: (inquiry)', ...(by === null ? [] : [`wanted: ${JSON.stringify(by)}`]), `items: [${quoted}]`];
  return { kind: 'deal', path: COMMAND_LINE, bytes: new TextEncoder().encode(`${lines.join('\n')}\n`) };
}
