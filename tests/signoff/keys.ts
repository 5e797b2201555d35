// Keys and signatures of people, made by ssh-keygen itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether ssh-keygen is here; where it is not, what needs it is skipped, and the run says so. */
export const HAS_SSH = spawnSync('ssh-keygen', ['-Y', 'verify']).error === undefined;

/** The keys of some people, in a folder that is removed by `remove`. */
export interface Keyring {
  readonly folder: string;
  /** The path of somebody's private key. */
  readonly fileOf: (person: string) => string;
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly publicOf: (person: string) => string;
  /** A signature of some bytes, as ssh-keygen prints it. */
  readonly sign: (person: string, bytes: Uint8Array, namespace?: string) => string;
  readonly remove: () => void;
}

/** Returns a keyring; each person may have a kind of key of their own: `ana`, `ben:ecdsa`. */
export function keyring(...people: readonly string[]): Keyring {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const fileOf = (person: string): string => join(folder, person);
  for (const each of people) {
    const [person, kind = 'ed25519'] = each.split(':');
    // An RSA key of the usual size takes seconds to find.
    ssh(['-q', '-t', kind, ...(kind === 'rsa' ? ['-b', '2048'] : []), '-N', '', '-C', `${person}'s own`, '-f', fileOf(person)]);
  }
  return {
    folder,
    fileOf,
    publicOf: (person) =>
      readFileSync(`${fileOf(person)}.pub`, 'utf8')
        .split(' ')
        .slice(0, 2)
        .join(' '),
    sign: (person, bytes, namespace = 'restatement@handoff') => ssh(['-Y', 'sign', '-n', namespace, '-f', fileOf(person)], bytes),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function ssh(args: readonly string[], input?: Uint8Array): string {
  const { status, stdout, stderr } = spawnSync('ssh-keygen', args, { input, encoding: 'utf8', env: { PATH: process.env.PATH } });
  if (status !== 0) throw new Error(`ssh-keygen ${args.join(' ')}: ${stderr}`);
  return stdout;
}
