/** What was signed, for the person who signed it. */
import type { Facts } from '../../model/facts.ts';
import type { Sealed } from '../../signoff/seal.ts';
import { paintFor } from './paint.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** Returns the text that says what was signed, in which files, and what to do with them. */
export async function signedText(
  { keep, says }: { readonly keep: readonly Sealed[]; readonly says: readonly string[] },
  { deal, policy }: Facts,
  view: View,
): Promise<string> {
  const paint = await paintFor(view.color);
  const width = Math.min(Math.max(view.columns ?? 100, 40), 120);
  const [first, ...rest] = hang('✓ ', visible(says[0]), width);
  const files = keep.map(({ name }) => `  ${visible(`${policy.files.signoffs}/${deal.id}/${name}`)}`);
  return [
    paint.good(first),
    ...rest,
    ...says.slice(1).flatMap((line) => hang('  ', visible(line), width)),
    ...files.map(paint.quiet),
    ...hang('  ', `Commit it with the deal, then: handoff check ${visible(deal.path)}`, width),
    '',
  ].join('\n');
}
