/**
 * ssh-keygen says whether a signature is one of these bytes by this key. All else is decided before (`claim.ts`, `sshsig.ts`), and each answer that is
 * not a plain yes is a no.
 *
 * It gets only what was read and decided on: the one key, the one namespace, and the bytes themselves, in a folder of its own. So nothing that changes on
 * the disk meanwhile, and no other line of allowed_signers, can have a say.
 */
import type { Diagnostic } from '../model/place.ts';
import type { PublicKey, Revoked, Signers } from '../model/signers.ts';
import type { Level, SignOff } from '../model/signoff.ts';
import type { Ran, World } from '../world.ts';
import { claimOf, lineOf, SIGNER, SIGNOFF_NAMESPACE } from './claim.ts';
import { UNSIGNED, type FileBytes, type Signed } from './proven.ts';
import { readSshSignature, type SshSignature } from './sshsig.ts';

/** What was found of one sign-off. */
export interface Found {
  readonly level: Level;
  /** Why it is no more. */
  readonly weakness?: string;
}

/** Something could not be found out at all. */
export interface Problem {
  readonly problem: Diagnostic;
}

/** Runs programs. */
export type Programs = Pick<World, 'cwd' | 'run'>;

/** What is said of a sign-off whose key cannot be known. */
export const NO_SIGNERS = 'handoff.yaml → signatures names no allowed_signers';

/** Returns what the signature beside a sign-off says of it; null: there is none. */
export function bySignature(
  signoff: SignOff,
  { path, bytes }: FileBytes,
  file: FileBytes | null,
  { workspace: { signers, capacity } }: Signed,
  world: Programs,
): Found | Problem {
  const typed = (weakness: string): Found => ({ level: 'typed', weakness });
  if (file === null) return typed(UNSIGNED);
  if (signers === null) return typed(NO_SIGNERS);
  const signature = readSignatureFile(file.bytes);
  if (signature === null) return typed(`its signature is cut short, or is not as handoff sign writes it`);
  const claim = claimOf(signature, signoff, SIGNOFF_NAMESPACE, signers, capacity);
  if ('weakness' in claim) return typed(claim.weakness);
  const verified = verify({ bytes, signature, key: claim.signer, namespace: SIGNOFF_NAMESPACE, signers }, path, world);
  if ('problem' in verified) return verified;
  return verified.weakness === null ? { level: 'ssh' } : typed(verified.weakness);
}

/** What the file of a signature says; null where it is cut short, or where anything in it could be another and mean the same. */
function readSignatureFile(bytes: Uint8Array): SshSignature | null {
  const text = Buffer.from(bytes).toString('latin1');
  const read = readSshSignature(text);
  // A checkout may have changed the line ends.
  return read !== null && text.replaceAll('\r\n', '\n') === read.armored ? read : null;
}

/** What ssh-keygen is asked. */
interface Asked {
  readonly bytes: Uint8Array;
  readonly signature: SshSignature;
  readonly key: PublicKey;
  readonly namespace: string;
  readonly signers: Signers;
}

/** Returns what ssh-keygen says; the weakness is null where the signature is one of these bytes by this key, and the key is not revoked. */
export function verify(
  { bytes, signature, key, namespace, signers: { revoked } }: Asked,
  path: string,
  world: Programs,
): { weakness: string | null } | Problem {
  const ask = (list: Revoked | null): Ran =>
    world.run(
      'ssh-keygen',
      // prettier-ignore
      ['-Y', 'verify', '-f', 'allowed_signers', '-I', SIGNER, '-n', namespace, '-s', 'signature', ...(list === null ? [] : ['-r', 'revoked'])],
      {
        cwd: {
          allowed_signers: Buffer.from(lineOf(key, namespace)),
          signature: Buffer.from(signature.armored),
          ...(list !== null && { revoked: list.bytes }),
        },
        input: bytes,
        limit: 64 * 1024,
      },
    );
  const ran = ask(revoked);
  if (ran.problem !== null) return { problem: notRun('ssh-keygen', ran, path) };
  if (ran.ok) return { weakness: null };
  if (revoked === null || !ask(null).ok) return { weakness: 'its signature is of something else' };
  // Without the list it says yes, so it is the list that says no: the key is in it, or nobody can tell, since it cannot be read.
  const listed = world.run('ssh-keygen', ['-Q', '-f', 'revoked', 'key.pub'], {
    cwd: { revoked: revoked.bytes, 'key.pub': Buffer.from(`${key.type} ${key.base64}\n`) },
    limit: 64 * 1024,
  });
  if (listed.status === 1) return { weakness: `its key is revoked, ${revoked.path}` };
  return {
    problem: {
      ...wholeFile(
        revoked.path,
        'signers/revoked',
        'this list of revoked keys cannot be read: it is cut short, or ssh-keygen knows no such list',
      ),
      help: 'write it again with ssh-keygen -k, or as the lines of .pub files',
    },
  };
}

/** Returns why nothing could be found out: a program that is not there, or gives no answer. */
export function notRun(program: 'git' | 'ssh-keygen', { problem }: Ran, file: string): Diagnostic {
  const message = {
    missing: `who signed this cannot be found out: there is no ${program} here`,
    'too-slow': `who signed this cannot be found out: ${program} gave no answer`,
    'too-large': `who signed this cannot be found out: ${program} says more than is read`,
    failed: `who signed this cannot be found out: ${program} could not be run`,
  }[problem ?? 'failed'];
  const help = program === 'git' ? 'install git' : NO_KEYGEN;
  return { ...wholeFile(file, `signoff/no-${program}`, message), help };
}

/** Returns the place of a whole file, with what is wrong with it. */
export function wholeFile(file: string, code: string, message: string): Omit<Diagnostic, 'help'> {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1, code, message };
}

/** What to do without ssh-keygen. */
export const NO_KEYGEN = 'install OpenSSH 8.1 or later (on Debian and Ubuntu: openssh-client)';
