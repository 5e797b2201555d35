/** What was signed, for the person who signed it. */
import type { Facts } from '../../model/facts.ts';
import type { Sealed } from '../../signoff/seal.ts';
import { paintFor } from './paint.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** Returns the text that says what was signed, in which files, and what to do with them. */
export function signedText(
  { keep, says }: { readonly keep: readonly Sealed[]; readonly says: readonly string[] },
  { deal, policy }: Facts,
  view: View,
): Promise<string> {
  const files = keep.map(({ name }) => `${policy.files.signoffs}/${deal.id}/${name}`);
  return paragraphs([...says, `Commit it with the deal, then: handoff check ${deal.path}`], files, view);
}

/** Returns sentences of which the first says what was done, with the names of files before the last one. */
export async function paragraphs(says: readonly string[], files: readonly string[], view: View): Promise<string> {
  const paint = await paintFor(view.color);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  const [first, ...rest] = hang('✓ ', visible(says[0]), width);
  const further = says.slice(1).map((line) => hang('  ', visible(line), width));
  const named = files.map((name) => paint.quiet(`  ${visible(name)}`));
  const before = files.length === 0 ? further.flat() : [...further.slice(0, -1).flat(), ...named, ...further.slice(-1).flat()];
  return [paint.good(first), ...rest, ...before, ''].join('\n');
}
