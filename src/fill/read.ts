/** A deal file as its text says it. */
import type { Node, ParsedSource } from '../load/source.ts';
import { loadDeal } from '../load/workspace.ts';
import type { DealFile } from '../model/deal.ts';

/** A deal file as it was read. */
export interface ReadDeal {
  readonly text: string;
  readonly file: DealFile;
  readonly root: Node;
}

/** Returns a deal as it is read from a text; null where it is not in order. */
export function readDeal(text: string): ReadDeal | null {
  const { deal, source }: { deal: DealFile | null; source: ParsedSource } = loadDeal({
    kind: 'deal',
    path: 'deal.yaml',
    bytes: new TextEncoder().encode(text),
  });
  return deal === null || source.root === null ? null : { text: source.text, file: deal, root: source.root };
}
