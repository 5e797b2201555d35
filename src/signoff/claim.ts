/**
 * How sure it is that the person named said it: what a signature claims, held against operations' word on whose keys count. Whether the claim is true
 * of these bytes is for ssh-keygen to say (`ssh.ts`), and it is asked only where the claim stands.
 */
import type { Capacity } from '../model/capacity.ts';
import { formatDay, type Day } from '../model/day.ts';
import { isOnePerson } from '../model/people.ts';
import type { PublicKey, Signer, Signers } from '../model/signers.ts';
import { listed } from '../model/words.ts';
import type { SshSignature } from './sshsig.ts';

/** What a sign-off is signed for: a signature of anything else (a file, a commit, an e-mail) is none of it. */
export const SIGNOFF_NAMESPACE = 'restatement@handoff';

/** What git signs commits for. */
export const COMMIT_NAMESPACE = 'git';

/** Whose word is to be proven. */
export interface Claimed {
  /** A person, by id or e-mail address. */
  readonly by: string;
  /** The day that it says it was said on. */
  readonly at: Day;
}

/** The line of operations' that lets a signature count, or why none does: words that go into brackets. */
export type Claim = { readonly signer: Signer } | { readonly weakness: string };

/**
 * Returns whether a signature, if it is one of the bytes at hand, is by the person who is said to have signed. A key counts on the days of its line, held
 * against the day that the sign-off says; whoever still has a key that ran out can write an earlier day, so a key that was lost is to be revoked, which
 * knows no days.
 */
export function claimOf(
  { key, namespace }: Pick<SshSignature, 'key' | 'namespace'>,
  { by, at }: Claimed,
  wanted: string,
  { path, signers, revoked }: Signers,
  capacity: Pick<Capacity, 'people'>,
): Claim {
  if (namespace !== wanted) return { weakness: `its signature was made for '${namespace}', not for '${wanted}'` };
  const gone = revoked?.keys?.find((each) => isSameKey(each, key));
  if (gone !== undefined) return { weakness: `its key is revoked, ${revoked!.path}:${gone.line}` };

  const ofKey = signers.filter((each) => isSameKey(each, key));
  const [known] = ofKey;
  if (known === undefined) return { weakness: `its key is nobody's in ${path}` };
  const own = ofKey.filter(({ principals }) => principals.some((each) => isOnePerson(capacity, each, by)));
  const [first] = own;
  if (first === undefined) return { weakness: `its key is that of ${listed(known.principals, 'or')}, ${path}:${known.line}` };

  const fit = own.filter(({ namespaces }) => namespaces === null || namespaces.includes(wanted));
  const [fitting] = fit;
  if (fitting === undefined)
    return { weakness: `its key counts only for ${listed(first.namespaces!)}, and not for ${wanted}, ${path}:${first.line}` };
  const signer = fit.find(({ from, before }) => (from === null || at >= from) && (before === null || at < before));
  return signer === undefined ? { weakness: `${whenOf(fitting, at)}, ${path}:${fitting.line}` } : { signer };
}

function whenOf({ from, before }: Signer, at: Day): string {
  return from !== null && at < from
    ? `it is dated ${formatDay(at)}, and its key counts from ${formatDay(from)} on`
    : `it is dated ${formatDay(at)}, and its key counted until ${formatDay(before! - 1)}`;
}

function isSameKey(one: PublicKey, other: PublicKey): boolean {
  return one.base64 === other.base64;
}

/** The name by which ssh-keygen is told of the one person whose key may verify. */
export const SIGNER = 'signer';

/** Returns the one line of an allowed_signers file by which a claim is to be verified: that key and no other, for this and nothing else. */
export function lineOf({ type, base64 }: PublicKey, namespace: string): string {
  return `${SIGNER} namespaces="${namespace}" ${type} ${base64}\n`;
}
