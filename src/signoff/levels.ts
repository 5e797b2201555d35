/** What a sign-off's own signature says, and the commit that added it: the higher level is what it has reached. */
import { isAtLeast, type SignOff } from '../model/signoff.ts';
import { byCommit } from './git.ts';
import { nameOf, UNSIGNED, type FileBytes, type Signed } from './proven.ts';
import { bySignature, type Found, type Problem, type Programs } from './ssh.ts';

/** Returns a deal's sign-offs with the level that each has reached, or why that cannot be found out: a program that is not there, half a history. */
export function levelsOf(deal: Signed, world: Programs, all: boolean): { readonly signoffs: readonly SignOff[] } | Problem {
  const files = new Map(deal.text.signoffs.map((file) => [nameOf(file, '.json'), file]));
  const signatures = new Map(deal.text.signatures.map((file) => [nameOf(file, '.json.sig'), file]));
  const signed: { signoff: SignOff; file: FileBytes; found: Found }[] = [];
  for (const signoff of deal.signoffs) {
    const file = files.get(signoff.id)!;
    const found = bySignature(signoff, file, signatures.get(signoff.id) ?? null, deal, world);
    if ('problem' in found) return found;
    signed.push({ signoff, file, found });
  }
  const { minimum } = deal.workspace.policy.signatures;
  const open = signed.filter(({ found }) => (minimum === 'commit' || all) && !isAtLeast(found.level, 'commit'));
  const asked = open.length === 0 ? NONE : byCommit(open, deal, world);
  if ('problem' in asked && minimum === 'commit') return asked;
  // Where policy asks for more, or for less, half a history is no reason to say nothing.
  const commits = 'problem' in asked ? NONE : asked;
  return { signoffs: signed.map(({ signoff, found }) => ({ ...signoff, ...stronger(found, commits.get(signoff.id)) })) };
}

const NONE: ReadonlyMap<string, Found> = new Map();

/** What the commit says counts where it is more; and why it is not even more is told of the signature, where there is one. */
function stronger(own: Found, commit: Found | undefined): Found {
  if (commit === undefined) return own;
  return own.weakness === UNSIGNED ? commit : { ...commit, weakness: own.weakness };
}
