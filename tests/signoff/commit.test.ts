// A commit of git, taken apart: what it says of itself decides nothing where it says two things.
import { describe, expect, test } from 'vitest';
import { COMMIT_MARK, commitsByName, readCommit } from '../../src/signoff/commit.ts';
import { readSshSignature } from '../../src/signoff/sshsig.ts';

// `SSHSIG`, version 1, and five parts after their lengths: a key (its type is `k`), what for, nothing, the digest, and the signature itself.
const part = (...bytes: readonly (string | Buffer)[]): Buffer => {
  const all = Buffer.concat(bytes.map((each) => Buffer.from(each)));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(all.length);
  return Buffer.concat([length, all]);
};
const blob = (namespace: string): Buffer =>
  Buffer.concat([Buffer.from('SSHSIG\0\0\0\u0001'), part(part('k')), part(namespace), part(''), part('sha512'), part('signed')]);
const armored = (bytes: Buffer): string => {
  const lines = bytes.toString('base64').match(/.{1,70}/g)!;
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----'].join('\n');
};
const SIGNATURE = armored(blob('git'));
const header = (name: string, text: string): string => `${name} ${text.replaceAll('\n', '\n ')}\n`;

const TREE = 'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n';
const AUTHOR = 'author Ana Ruiz <ana@larkfield.example> 1795305600 -0600\n';
const COMMITTER = 'committer Ana Ruiz <ana@larkfield.example> 1795305600 -0600\n';
const MESSAGE = '\napprove the scope\n\ngpgsig no header\n';

test('the signature made here is read as one', () => {
  expect(readSshSignature(SIGNATURE)).toMatchObject({ key: { type: 'k' }, namespace: 'git' });
  for (const namespace of ['', 'a b', 'a\u001b[2J', 'ä']) expect(readSshSignature(armored(blob(namespace)))).toBe(null);
});

describe('a commit', () => {
  test('is who wrote it, its signature, and all else as it was signed', () => {
    const read = readCommit(TREE + AUTHOR + COMMITTER + header('gpgsig', SIGNATURE) + 'encoding UTF-8\n' + MESSAGE);
    expect(read).toMatchObject({ author: 'ana@larkfield.example', signature: { namespace: 'git' } });
    expect((read as { payload: string }).payload).toBe(TREE + AUTHOR + COMMITTER + 'encoding UTF-8\n' + MESSAGE);
  });

  test.each([
    ['without a signature', TREE + AUTHOR + COMMITTER + MESSAGE, 'is not signed'],
    ['without a message', TREE + AUTHOR + COMMITTER, 'is not signed'],
    [
      'with two of them',
      TREE + AUTHOR + COMMITTER + header('gpgsig', SIGNATURE) + header('gpgsig', SIGNATURE) + MESSAGE,
      'is signed in more than one way, or in a way that is not known',
    ],
    [
      'with one for another digest beside it',
      TREE + AUTHOR + COMMITTER + header('gpgsig', SIGNATURE) + header('gpgsig-sha256', SIGNATURE) + MESSAGE,
      'is signed in more than one way, or in a way that is not known',
    ],
    [
      'with one of PGP',
      TREE + AUTHOR + COMMITTER + header('gpgsig', '-----BEGIN PGP SIGNATURE-----\n\niHUE\n-----END PGP SIGNATURE-----') + MESSAGE,
      'is signed, and not with an SSH key',
    ],
    ['by two people', TREE + AUTHOR + AUTHOR + COMMITTER + header('gpgsig', SIGNATURE) + MESSAGE, 'does not say who wrote it'],
    ['by nobody', TREE + COMMITTER + header('gpgsig', SIGNATURE) + MESSAGE, 'does not say who wrote it'],
    [
      'by an address that a terminal would obey',
      TREE + AUTHOR.replace('ana@', '\u001b[2J@') + COMMITTER + header('gpgsig', SIGNATURE) + MESSAGE,
      'does not say who wrote it',
    ],
  ])('is nobody’s %s', (_, content, because) => {
    expect(readCommit(content)).toBe(because);
  });
});

test('a log says which commits added a file, newest first, whatever its folder is called', () => {
  const log = [
    `${COMMIT_MARK}c3`,
    '',
    '\nsales/signoffs/a b/1.json',
    'sales/signoffs/a b/2.json',
    `${COMMIT_MARK}c1`,
    '\nsales/signoffs/a b/1.json',
    '',
  ];
  const found = commitsByName(log.join('\0'));
  expect([...found]).toEqual([
    ['1.json', ['c3', 'c1']],
    ['2.json', ['c3']],
  ]);
  expect([...commitsByName('')]).toEqual([]);
});
