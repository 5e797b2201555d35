/** Signing: whose key, and what ssh-keygen makes of it. */
import { resolve } from 'node:path';
import type { SignOff } from '../model/signoff.ts';
import type { World } from '../world.ts';
import { claimOf, SIGNOFF_NAMESPACE } from './claim.ts';
import type { Signed } from './proven.ts';
import { NO_KEYGEN, verify, type Programs } from './ssh.ts';
import { readSshSignature, type SshSignature } from './sshsig.ts';

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
