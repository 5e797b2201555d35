/**
 * The processes: ssh-keygen says whether a signature is one of these bytes by this key, git which commit added a file. All else is decided before
 * (`level.ts`, `sshsig.ts`, `commit.ts`), and each answer that is not a plain yes is a no.
 *
 * ssh-keygen gets only what was read and decided on: the one key, the one namespace, and the bytes themselves, in a folder of its own. So nothing that
 * changes on the disk meanwhile, and no other line of allowed_signers, can have a say. A commit is verified in the same way, as `git verify-commit` does
 * it, but by operations' list and whatever the repository's configuration says.
 */
import { basename, dirname, resolve } from 'node:path';
import type { Diagnostic } from '../model/place.ts';
import { isOnePerson } from '../model/people.ts';
import type { PublicKey, Revoked, Signers } from '../model/signers.ts';
import { isAtLeast, type Level, type SignOff } from '../model/signoff.ts';
import type { Ran, World } from '../world.ts';
import { COMMIT_MARK, commitsByName, readCommit } from './commit.ts';
import { claimOf, COMMIT_NAMESPACE, lineOf, SIGNER, SIGNOFF_NAMESPACE } from './level.ts';
import { UNSIGNED, type FileBytes, type Signed } from './proven.ts';
import { readSshSignature, type SshSignature } from './sshsig.ts';

/** What was found of one sign-off. */
interface Found {
  readonly level: Level;
  readonly weakness?: string;
}

/** Something could not be found out at all. */
interface Problem {
  readonly problem: Diagnostic;
}

type Programs = Pick<World, 'cwd' | 'run'>;

/** Returns a deal's sign-offs with the level that each has reached, or why that cannot be found out: a program that is not there, half a history. */
export function levelsOf(deal: Signed, world: Programs, all: boolean): { readonly signoffs: readonly SignOff[] } | Problem {
  const files = new Map(deal.text.signoffs.map((file) => [basename(file.path, '.json'), file]));
  const signatures = new Map(deal.text.signatures.map((file) => [basename(file.path, '.json.sig'), file]));
  const signed: { signoff: SignOff; file: FileBytes; found: Found }[] = [];
  for (const signoff of deal.signoffs) {
    const file = files.get(signoff.id)!;
    const found = bySignature(signoff, file, signatures.get(signoff.id) ?? null, deal, world);
    if ('problem' in found) return found;
    signed.push({ signoff, file, found });
  }
  const { minimum } = deal.workspace.policy.signatures;
  const open = signed.filter(({ found }) => (minimum === 'commit' || all) && !isAtLeast(found.level, 'commit'));
  const commits = open.length === 0 ? new Map<string, Found>() : byCommit(open, deal, world);
  if ('problem' in commits) return commits;
  return { signoffs: signed.map(({ signoff, found }) => ({ ...signoff, ...stronger(found, commits.get(signoff.id)) })) };
}

/** What the commit says counts where it is more; and of what is typed only, why its own signature does not count, where it has one. */
function stronger(own: Found, commit: Found | undefined): Found {
  if (commit === undefined) return own;
  return commit.level === 'typed' && own.weakness !== UNSIGNED ? own : commit;
}

function bySignature(
  signoff: SignOff,
  { path, bytes }: FileBytes,
  file: FileBytes | null,
  { workspace: { signers, capacity } }: Signed,
  world: Programs,
): Found | Problem {
  const typed = (weakness: string): Found => ({ level: 'typed', weakness });
  if (file === null) return typed(UNSIGNED);
  if (signers === null) return typed('handoff.yaml → signatures names no allowed_signers');
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

/** A key to sign with: a file, or a public key whose other half an agent holds. */
export type SigningKey = { readonly file: string } | { readonly literal: string };

/** Returns the key that git signs with in a folder, where that is an SSH key; a sentence where it is none. */
export function gitKey(folder: string, home: string | undefined, world: Pick<World, 'run'>): SigningKey | string {
  const asked = world.run('git', ['config', '--null', '--get-regexp', '^(gpg\\.format|user\\.signingkey)$'], {
    cwd: folder,
    limit: 64 * 1024,
  });
  // The last one wins, as in git.
  const said = new Map(
    asked.ok
      ? Buffer.from(asked.stdout)
          .toString()
          .split('\0')
          .map((entry) => entry.split('\n') as [string, string])
      : [],
  );
  const key = said.get('user.signingkey')?.trim() ?? '';
  const literal = key.replace(/^key::/, '');
  const isLiteral = /^(?:ssh|ecdsa|sk)-[\w@.-]+ /.test(literal);
  if (key === '' || (said.get('gpg.format') !== 'ssh' && !isLiteral))
    return 'git signs with no SSH key here (user.signingkey, with gpg.format ssh): name one with --key FILE';
  return isLiteral ? { literal } : { file: home === undefined ? key : key.replace(/^~(?=\/)/, home) };
}

/** Returns the signature of some bytes with a key, as it is kept beside them; a sentence where there is none. Its holder may be asked for it. */
export function signWith(key: SigningKey, bytes: Uint8Array, world: Programs): SshSignature | string {
  // Public keys of people are read from a folder of their own: only an agent has the other half.
  const [cwd, file] =
    'file' in key ? [world.cwd, resolve(world.cwd, key.file)] : [{ 'key.pub': Buffer.from(`${key.literal}\n`) }, 'key.pub'];
  const ran = world.run('ssh-keygen', ['-q', '-Y', 'sign', '-n', SIGNOFF_NAMESPACE, '-f', file], {
    cwd,
    input: bytes,
    limit: 64 * 1024,
    asks: true,
  });
  if (ran.problem === 'missing') return `there is no ssh-keygen here: ${NO_KEYGEN}`;
  if (ran.problem !== null) return `ssh-keygen gave no signature with ${'file' in key ? key.file : 'the key of git'}`;
  const signature = ran.ok ? readSshSignature(Buffer.from(ran.stdout).toString('latin1')) : null;
  return signature ?? `ssh-keygen did not sign with ${'file' in key ? key.file : 'the key that git signs with'}: it says why above`;
}

/** Returns why a signature would not count under operations' word, in words; null when it would. Throws nothing and keeps nothing. */
export function whyNotCounted(
  signature: SshSignature,
  signoff: SignOff,
  bytes: Uint8Array,
  { signers, capacity }: Signed['workspace'],
  world: Programs,
): string | null {
  if (signers === null) return null;
  const claim = claimOf(signature, signoff, SIGNOFF_NAMESPACE, signers, capacity);
  if ('weakness' in claim) return claim.weakness;
  const verified = verify({ bytes, signature, key: claim.signer, namespace: SIGNOFF_NAMESPACE, signers }, '', world);
  return 'problem' in verified ? verified.problem.message : verified.weakness;
}

/** What ssh-keygen is asked. */
interface Asked {
  readonly bytes: Uint8Array;
  readonly signature: SshSignature;
  readonly key: PublicKey;
  readonly namespace: string;
  readonly signers: Signers;
}

/** Asks ssh-keygen; the weakness is null where the signature is one of these bytes by this key, and the key is not revoked. */
function verify(
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
  // Without the list it says yes: then it is the list that says no.
  if (revoked !== null && ask(null).ok) return { weakness: `its key is revoked, ${revoked.path}` };
  return { weakness: 'its signature is of something else' };
}

/** By id, what the commits say that added the files. */
function byCommit(
  open: readonly { readonly signoff: SignOff; readonly file: FileBytes }[],
  { workspace: { signers, capacity } }: Signed,
  world: Programs,
): ReadonlyMap<string, Found> | Problem {
  const all = (weakness: string): ReadonlyMap<string, Found> =>
    new Map(open.map(({ signoff }): [string, Found] => [signoff.id, { level: 'typed', weakness }]));
  if (signers === null) return all('handoff.yaml → signatures names no allowed_signers');
  const { path } = open[0].file;
  const folder = dirname(resolve(world.cwd, path));
  const git = (args: readonly string[], input?: string): Ran =>
    world.run('git', ['--literal-pathspecs', ...args], {
      cwd: folder,
      limit: 16 * 1024 * 1024,
      ...(input !== undefined && { input: Buffer.from(input) }),
    });

  const kind = git(['rev-parse', '--is-shallow-repository']);
  if (kind.problem !== null) return { problem: notRun('git', kind, path) };
  if (!kind.ok) return all('it is not signed, and it lies in no git repository');
  if (said(kind) !== 'false') return { problem: SHALLOW(path) };

  // Each word for what a configuration could say otherwise. A merge adds nothing of its own that its author would have read.
  // prettier-ignore
  const log = git(['log', '--no-color', '--no-show-signature', '--no-follow', '--no-renames', '--no-merges', '--full-history', '--diff-filter=A',
    '--name-only', '-z', `--format=${COMMIT_MARK}%H`, 'HEAD', '--', '.']);
  if (log.problem !== null) return { problem: notRun('git', log, path) };
  const added = log.ok ? commitsByName(said(log)) : new Map<string, readonly string[]>();
  const candidates = open.flatMap(({ signoff, file }) =>
    (added.get(basename(file.path)) ?? []).map((commit) => ({ signoff, file, commit, name: `${commit}:./${basename(file.path)}` })),
  );
  const read = git(['cat-file', '--batch'], candidates.map(({ commit, name }) => `${commit}\n${name}\n`).join(''));
  if (read.problem !== null) return { problem: notRun('git', read, path) };
  const objects = objectsOf(read.stdout);

  const found = new Map<string, Found>();
  for (const [nth, { signoff, file, commit }] of candidates.entries()) {
    const [content, blob] = [objects[nth * 2] ?? null, objects[nth * 2 + 1] ?? null];
    const short = commit.slice(0, 12);
    const weak = (weakness: string): void => {
      if (found.get(signoff.id)?.level !== 'commit') found.set(signoff.id, { level: 'typed', weakness });
    };
    const signed = content === null ? 'cannot be read' : readCommit(content.toString('latin1'));
    if (typeof signed === 'string') weak(`the commit ${short} that added it ${signed}`);
    else if (blob === null || !blob.equals(file.bytes)) weak(`the commit ${short} added something else in its place`);
    else {
      const wrote = claimOf(signed.signature, signoff, COMMIT_NAMESPACE, signers, capacity);
      const author = authored(signed.author, signoff, signers, capacity);
      if ('weakness' in wrote) weak(`of the commit ${short} that added it: ${wrote.weakness}`);
      else if (!author) weak(`the commit ${short} that added it was written by ${signed.author}, and not by ${signoff.by}`);
      else {
        const bytes = Buffer.from(signed.payload, 'latin1');
        const asked = { bytes, signature: signed.signature, key: wrote.signer, namespace: COMMIT_NAMESPACE, signers };
        const verified = verify(asked, file.path, world);
        if ('problem' in verified) return verified;
        if (verified.weakness === null) found.set(signoff.id, { level: 'commit', weakness: 'it has no signature of its own' });
        else weak(`of the commit ${short} that added it: ${verified.weakness}`);
      }
    }
  }
  return new Map(
    open.map(({ signoff }): [string, Found] => [
      signoff.id,
      found.get(signoff.id) ?? { level: 'typed', weakness: 'it is not signed, and not committed' },
    ]),
  );
}

/** A commit that was moved by another is signed by whoever moved it: who wrote it has to be the same person. */
function authored(email: string, { by }: SignOff, { signers }: Signers, capacity: Signed['workspace']['capacity']): boolean {
  const names = [
    by,
    ...signers
      .filter(({ principals }) => principals.some((each) => isOnePerson(capacity, each, by)))
      .flatMap(({ principals }) => principals),
  ];
  return names.some((each) => isOnePerson(capacity, each, email));
}

/** The objects that `git cat-file --batch` printed, in the order in which they were asked for; null where there is none. */
function objectsOf(stdout: Uint8Array): (Buffer | null)[] {
  const all = Buffer.from(stdout);
  const found: (Buffer | null)[] = [];
  for (let at = 0; at < all.length;) {
    const end = all.indexOf('\n', at);
    if (end === -1) break;
    const size = /^[0-9a-f]+ (?:commit|blob) (\d+)$/.exec(all.toString('latin1', at, end))?.[1];
    found.push(size === undefined ? null : all.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + (size === undefined ? 0 : Number(size) + 1);
  }
  return found;
}

function said({ stdout }: Ran): string {
  return Buffer.from(stdout).toString().trim();
}

function notRun(program: 'git' | 'ssh-keygen', { problem }: Ran, file: string): Diagnostic {
  const message = {
    missing: `who signed this cannot be found out: there is no ${program} here`,
    'too-slow': `who signed this cannot be found out: ${program} gave no answer`,
    'too-large': `who signed this cannot be found out: ${program} says more than is read`,
    failed: `who signed this cannot be found out: ${program} could not be run`,
  }[problem ?? 'failed'];
  const help = program === 'git' ? 'install git' : NO_KEYGEN;
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1, code: `signoff/no-${program}`, message, help };
}

const NO_KEYGEN = 'install OpenSSH 8.1 or later (on Debian and Ubuntu: openssh-client)';

const SHALLOW = (file: string): Diagnostic => ({
  file,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
  code: 'signoff/shallow',
  message: 'who committed this cannot be found out: this clone has only the last commits',
  help: 'fetch the others: git fetch --unshallow (in a pipeline: fetch-depth: 0)',
});
