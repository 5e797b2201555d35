/** A commit of git, taken apart: who wrote it, what was signed of it, and which commits added which sign-offs. */
import { readSshSignature, type SshSignature } from './sshsig.ts';

/** A commit that is signed with an SSH key. */
export interface SignedCommit {
  /** The author's e-mail address. */
  readonly author: string;
  readonly signature: SshSignature;
  /** What was signed: the commit without its signature. */
  readonly payload: string;
}

/** Returns what a commit says, its bytes given as one character each; a sentence where it is not signed with one SSH key. */
export function readCommit(content: string): SignedCommit | string {
  const end = content.indexOf('\n\n');
  const headers = end === -1 ? content : content.slice(0, end);
  // A line that begins with a space goes on with the one before it.
  const fields = headers.split(/\n(?! )/);
  const signatures = fields.filter((field) => field.startsWith('gpgsig'));
  const authors = fields.filter((field) => field.startsWith('author '));
  const [signature] = signatures;
  if (signature === undefined) return 'is not signed';
  if (signatures.length > 1 || !signature.startsWith('gpgsig ')) return 'is signed in more than one way, or in a way that is not known';
  const read = readSshSignature(signature.slice('gpgsig '.length).replace(/\n /g, '\n'));
  if (read === null) return 'is signed, and not with an SSH key';
  // Nobody's terminal is to obey an address.
  const [, author] = /<([!-;=?-~]*)> \d+ [+-]\d{4}$/.exec(authors[0] ?? '') ?? [];
  if (author === undefined || authors.length > 1) return 'does not say who wrote it';
  const payload = fields.filter((field) => field !== signature).join('\n') + (end === -1 ? '' : content.slice(end));
  return { author, signature: read, payload };
}

/** What begins the line of a commit in the log that is read here; no name of a sign-off does. */
export const COMMIT_MARK = '\u0001';

/** Returns the commits that added a file, by its name without folders; from what `git log -z --name-only` prints, newest first. */
export function commitsByName(log: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let commit: string | null = null;
  for (const part of log.split(/[\0\n]/)) {
    if (part.startsWith(COMMIT_MARK)) commit = part.slice(COMMIT_MARK.length);
    else if (commit !== null && part !== '') {
      const name = part.slice(part.lastIndexOf('/') + 1);
      found.set(name, [...(found.get(name) ?? []), commit]);
    }
  }
  return found;
}
