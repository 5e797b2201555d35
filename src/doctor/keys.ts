/** Keys: whether those who may sign have one that counts today, by the reading that a sign-off of theirs would meet. */
import type { Day } from '../model/day.ts';
import { isOnePerson } from '../model/people.ts';
import type { Signer, Signers } from '../model/signers.ts';
import { listed } from '../model/words.ts';
import type { Workspace } from '../load/workspace.ts';
import { claimOf, COMMIT_NAMESPACE, SIGNOFF_NAMESPACE } from '../signoff/claim.ts';
import type { World } from '../world.ts';
import { about, type DoctorFinding } from './finding.ts';

type Programs = Pick<World, 'run' | 'cwd'>;

/** How it stands with the keys of one person. */
type Standing = 'counts' | 'none' | 'unknown' | { readonly weakness: string };

/** Returns whether each of some people has a key that counts on a day, and if not, whose does not and why. */
export function keyFindings(
  people: readonly string[],
  { policy, capacity, signers }: Pick<Workspace, 'policy' | 'capacity' | 'signers'>,
  today: Day,
  at: string | null,
  world: Programs,
): DoctorFinding[] {
  const tell = about('signatures', at);
  const { minimum } = policy.signatures;
  const wanted = minimum === 'commit' ? [SIGNOFF_NAMESPACE, COMMIT_NAMESPACE] : [SIGNOFF_NAMESPACE];
  const stands = people.map((name) => ({ name, standing: signers === null ? 'none' : standingOf(name, signers, wanted) }));
  const named = (standing: Standing): string[] => stands.flatMap((each) => (each.standing === standing ? each.name : []));
  const file = signers?.path ?? 'allowed_signers';
  const [without, unknown] = [named('none'), named('unknown')];
  const weak = stands.flatMap(({ name, standing }) => (typeof standing === 'string' ? [] : `${name} (${standing.weakness})`));

  const missing =
    without.length === 0
      ? []
      : tell.wrong(
          `${minimum} is asked, and ${listed(without)} ${without.length === 1 ? 'has' : 'have'} no key in ${signers?.path ?? 'any file'}: nothing they sign counts`,
          `add a line of their .pub file to ${file}`,
        );
  const idle =
    weak.length === 0
      ? []
      : tell.wrong(
          `${minimum} is asked, and nothing counts that is signed today by ${listed(weak)}`,
          `mend the line in ${file}, or add one of a new key`,
        );
  const unseen =
    unknown.length === 0
      ? []
      : tell.unseen(`whether the key of ${listed(unknown)} is revoked: ssh-keygen cannot read ${signers!.revoked!.path}`);
  const found = [missing, idle, unseen].flat();
  if (found.length > 0) return found;
  return [tell.ok(`${minimum} is asked, and ${listed(people) || 'nobody'} ${people.length === 1 ? 'has' : 'have'} a key in ${file}`)];

  function standingOf(name: string, { signers: lines, ...word }: Signers, namespaces: readonly string[]): Standing {
    const own = lines.filter(({ principals }) => principals.some((each) => isOnePerson(capacity, each, name)));
    // What would be said of a signature made with that key today; the reason for sign-offs is told before that for commits.
    const told = namespaces.flatMap((namespace) =>
      own.map((key): Standing => {
        const claim = claimOf({ key, namespace }, { by: name, at: today }, namespace, { signers: lines, ...word }, capacity);
        return 'weakness' in claim ? claim : notListed(claim.signer, word.revoked, world);
      }),
    );
    return told.find((each) => each === 'counts') ?? told.find((each) => each === 'unknown') ?? told[0] ?? 'none';
  }
}

/** A key revocation list is only for ssh-keygen to read: it says 0 where a key is not in it, and 1 where it is. */
function notListed({ type, base64 }: Signer, revoked: Signers['revoked'], world: Programs): Standing {
  if (revoked === null || revoked.keys !== null) return 'counts';
  const { status } = world.run('ssh-keygen', ['-Q', '-f', 'revoked', 'key.pub'], {
    cwd: { revoked: revoked.bytes, 'key.pub': Buffer.from(`${type} ${base64}\n`) },
    limit: 64 * 1024,
  });
  return status === 0 ? 'counts' : status === 1 ? { weakness: `its key is revoked, ${revoked.path}` } : 'unknown';
}
