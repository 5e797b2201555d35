/** Which commits added sign-offs, and who signed them. */
import { basename, dirname, resolve } from 'node:path';
import { isOnePerson } from '../model/people.ts';
import type { Diagnostic } from '../model/place.ts';
import type { Signers } from '../model/signers.ts';
import type { SignOff } from '../model/signoff.ts';
import type { Ran } from '../world.ts';
import { COMMIT_MARK, commitsByName, readCommit } from './commit.ts';
import { claimOf, COMMIT_NAMESPACE } from './claim.ts';
import type { FileBytes, Signed } from './proven.ts';
import { NO_SIGNERS, notRun, verify, wholeFile, type Found, type Problem, type Programs } from './ssh.ts';

/**
 * Returns by id what the commits say that added the files. A commit counts that is signed by the person who signed off, was written by them, and added these
 * very bytes; it is verified as `git verify-commit` does it, but by operations' list and whatever the repository's configuration says.
 */
export function byCommit(
  open: readonly { readonly signoff: SignOff; readonly file: FileBytes }[],
  { workspace: { signers, capacity } }: Signed,
  world: Programs,
): ReadonlyMap<string, Found> | Problem {
  const all = (weakness: string): ReadonlyMap<string, Found> =>
    new Map(open.map(({ signoff }): [string, Found] => [signoff.id, { level: 'typed', weakness }]));
  if (signers === null) return all(NO_SIGNERS);
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
  if (!kind.ok) return all(`it is not signed, and ${unreadable(kind)}`);
  if (said(kind) !== 'false') return { problem: shallow(path) };

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

/** A repository of another user is one that git does not read before it is told to. */
function unreadable({ stderr }: Ran): string {
  return stderr.includes('not a git repository')
    ? 'it lies in no git repository'
    : `git does not read its repository: ${stderr.split('\n', 1)[0]}`;
}

function said({ stdout }: Ran): string {
  return Buffer.from(stdout).toString().trim();
}

function shallow(file: string): Diagnostic {
  const message = 'who committed this cannot be found out: this clone has only the last commits';
  return {
    ...wholeFile(file, 'signoff/shallow', message),
    help: 'fetch the others: git fetch --unshallow (in a pipeline: fetch-depth: 0)',
  };
}
