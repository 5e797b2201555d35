// Whose keys count, and whether a signature's key is one of them: all that is decided before ssh-keygen is asked.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSigners } from '../../src/load/signers.ts';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { Signers } from '../../src/model/signers.ts';
import { readKeys, readSigners } from '../../src/signoff/allowed.ts';
import { claimOf, lineOf } from '../../src/signoff/claim.ts';
import { readPublicKey, readSshSignature } from '../../src/signoff/sshsig.ts';
import { HAS_SSH, keyring, type Keyring } from './keys.ts';

const day = (text: string): Day => parseDay(text) as Day;
// The blob of `ssh-ed25519`: 11 letters after their length, and 32 bytes after theirs, each 32 times the same one.
const key = (byte: number): string => {
  const blob = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.from([0, 0, 0, 32]), Buffer.alloc(32, byte)]);
  return `ssh-ed25519 ${blob.toString('base64')}`;
};
const [ANA, BEN, SAM] = [key(1), key(2), key(3)];
const PEOPLE = {
  people: [
    { id: 'ana', email: 'ana@larkfield.example' },
    { id: 'ben', email: 'ben@larkfield.example' },
  ],
} as unknown as Parameters<typeof claimOf>[4];

describe('a line of allowed_signers', () => {
  test('says whose key it is, what for and when', () => {
    const text = [
      '# operations',
      '',
      `ana@larkfield.example ${ANA} ana's laptop`,
      `ben,ben@larkfield.example namespaces="git,restatement@handoff",valid-after="20260101",Valid-Before=20270101Z ${BEN}`,
    ].join('\r\n');
    const { signers, problems } = readSigners(text);
    expect(problems).toEqual([]);
    expect(signers).toMatchObject([
      {
        principals: ['ana@larkfield.example'],
        type: 'ssh-ed25519',
        base64: ANA.split(' ')[1],
        namespaces: null,
        from: null,
        before: null,
        line: 3,
      },
      {
        principals: ['ben', 'ben@larkfield.example'],
        namespaces: ['git', 'restatement@handoff'],
        from: day('2026-01-01'),
        before: day('2027-01-01'),
        line: 4,
      },
    ]);
  });

  test.each([
    [`* ${ANA}`, 'pattern', "'*' lets this key sign for whoever it fits, and a sign-off is one person's own", 1, 2],
    [`*@larkfield.example ${ANA}`, 'pattern', "'*@larkfield.example' lets this key", 1, 20],
    [`ana,!ben ${ANA}`, 'pattern', "'!ben' lets this key", 1, 9],
    [`an? ${ANA}`, 'pattern', "'an?' lets this key", 1, 4],
    [`"*" ${ANA}`, 'pattern', "'*' lets this key", 1, 4],
    [`*@larkfield.example cert-authority ${ANA}`, 'pattern', "'*@larkfield.example' lets this key", 1, 20],
    [`ana cert-authority ${ANA}`, 'authority', 'this key makes keys for others, whom this file does not name', 5, 19],
    [`ana CERT-AUTHORITY,namespaces="git" ${ANA}`, 'authority', 'this key makes keys for others', 5, 19],
    [`ana, ${ANA}`, 'principal', "'ana,' names nobody between two commas", 1, 5],
    [`ana ${ANA.slice(0, -8)}`, 'key', 'this line is not somebody, perhaps options, and a public key', 1, 4],
    [ANA, 'key', 'this line is not somebody', 1, 12],
    ['ana', 'key', 'this line is not somebody', 1, 4],
    [`ana ssh-rsa ${ANA.split(' ')[1]}`, 'key', 'this line is not somebody', 1, 4],
    [`ana namespaces="*" ${ANA}`, 'namespace', `'namespaces="*"' has a pattern in it, or nothing`, 5, 19],
    [`ana valid-before=20270230 ${ANA}`, 'date', "'valid-before=20270230' does not exist: that month has 28 days", 5, 26],
    [`ana valid-after=2027-02-01 ${ANA}`, 'date', "'valid-after=2027-02-01' is no day", 5, 27],
    [`ana valid-until=20270201 ${ANA}`, 'option', "'valid-until' is no option of a key (namespaces, valid-after, valid-before)", 5, 25],
  ])('is refused at its place: %s', (line, code, message, column, endColumn) => {
    const { signers, problems } = readSigners(`# first\n${line}`);
    expect(signers).toEqual([]);
    expect(problems).toMatchObject([{ line: 2, column, endColumn, code, message: expect.stringContaining(message) as string }]);
  });

  test('never breaks on a text, and never takes a pattern for a person', () => {
    const words = fc.constantFrom(
      'ana',
      '*',
      '"',
      ' ',
      '\t',
      ',',
      'cert-authority',
      'namespaces="git"',
      'valid-after=20260101',
      ANA,
      '\n',
      '#',
      '!',
      '\\"',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words).map((all) => all.join('')),
          fc.string(),
        ),
        (text) => {
          const { signers } = readSigners(text);
          for (const { principals } of signers) expect(principals.join('')).not.toMatch(/[*?!]/);
        },
      ),
    );
  });

  test('two people cannot share a key; one may have several names, and several keys', () => {
    const source = (text: string) => ({ kind: 'signers', path: 'ops/allowed_signers', bytes: Buffer.from(text) }) as const;
    expect(loadSigners(source(`ana,ana@larkfield.example ${ANA}\nana ${BEN}`), null, PEOPLE).diagnostics).toEqual([]);
    const { diagnostics } = loadSigners(source(`ana ${ANA}\nben@larkfield.example ${ANA}`), null, PEOPLE);
    expect(diagnostics).toMatchObject([
      {
        file: 'ops/allowed_signers',
        line: 2,
        code: 'signers/shared',
        message: 'ana and ben have one key, so that each could sign for the other',
      },
    ]);
  });
});

test('a file of revoked keys has one on each line', () => {
  expect(readKeys(`# lost\n${ANA} laptop\n`).keys).toMatchObject([{ type: 'ssh-ed25519', line: 2 }]);
  expect(readKeys(`ana ${ANA}\n`).problems).toMatchObject([{ line: 1, code: 'key', message: 'this line is no public key' }]);
});

describe('a claim', () => {
  const signersOf = (text: string, revoked: string | null = null): Signers => ({
    path: 'ops/allowed_signers',
    signers: readSigners(text).signers,
    revoked: revoked === null ? null : { keys: readKeys(revoked).keys, path: 'ops/revoked_keys', bytes: Buffer.from(revoked) },
  });
  const claim = (of: string, signers: Signers, { by = 'ana', at = '2026-11-16', namespace = 'restatement@handoff' } = {}) => {
    const [type, base64] = of.split(' ');
    return claimOf({ key: { type, base64 }, namespace }, { by, at: day(at) }, 'restatement@handoff', signers, PEOPLE);
  };

  test.each(['ana', 'ana@larkfield.example', 'Ana@Larkfield.example'])('stands by id or by e-mail address: %s', (name) => {
    expect(claim(ANA, signersOf(`${name} ${ANA}`))).toMatchObject({ signer: { line: 1 } });
    expect(claim(ANA, signersOf(`ana ${ANA}`), { by: name })).toMatchObject({ signer: { line: 1 } });
  });

  test.each([
    ["of nobody's key", SAM, `ana ${ANA}`, null, {}, "its key is nobody's in ops/allowed_signers"],
    ["of another's key", BEN, `ana ${ANA}\nben ${BEN}`, null, {}, 'its key is that of ben, ops/allowed_signers:2'],
    ['of a file', ANA, `ana ${ANA}`, null, { namespace: 'file' }, "its signature was made for 'file', not for 'restatement@handoff'"],
    ['of a commit', ANA, `ana ${ANA}`, null, { namespace: 'git' }, "its signature was made for 'git'"],
    ['of a revoked key', ANA, `ana ${ANA}`, `${BEN}\n${ANA}`, {}, 'its key is revoked, ops/revoked_keys:2'],
    ['of a key for commits', ANA, `ana namespaces="git" ${ANA}`, null, {}, 'its key counts only for git, and not for restatement@handoff'],
    // The day before it begins, and the day on which it ends.
    [
      'before its key counts',
      ANA,
      `ana valid-after=20261117 ${ANA}`,
      null,
      {},
      'it is dated 2026-11-16, and its key counts from 2026-11-17 on, ops/allowed_signers:1',
    ],
    [
      'after its key counted',
      ANA,
      `ana valid-before=20261116 ${ANA}`,
      null,
      {},
      'it is dated 2026-11-16, and its key counted until 2026-11-15, ops/allowed_signers:1',
    ],
  ])('is none: %s', (_, of, text, revoked, how, weakness) => {
    expect(claim(of, signersOf(text, revoked), how)).toEqual({ weakness: expect.stringContaining(weakness) as string });
  });

  test('stands from the first day of its key to the last one, and by any of its lines', () => {
    const text = `ana valid-after=20261116,valid-before=20261118 ${ANA}\nana valid-after=20270101 ${ANA}`;
    const lines = ['2026-11-15', '2026-11-16', '2026-11-17', '2026-11-18', '2027-01-01'].map((at) => {
      const found = claim(ANA, signersOf(text), { at });
      return 'signer' in found ? found.signer.line : null;
    });
    expect(lines).toEqual([null, 1, 1, null, 2]);
  });

  test('is put to ssh-keygen as one key and one purpose', () => {
    expect(lineOf(readPublicKey('ssh-ed25519', ANA.split(' ')[1])!, 'restatement@handoff')).toBe(
      `signer namespaces="restatement@handoff" ${ANA}\n`,
    );
  });
});

describe.skipIf(!HAS_SSH)('a signature', () => {
  let keys: Keyring;
  beforeAll(() => {
    keys = keyring('ana', 'ben:ecdsa', 'dora:rsa');
  }, 60_000);
  afterAll(() => {
    keys.remove();
  });

  test.each(['ana', 'ben', 'dora'])('is read as ssh-keygen writes it, to the last byte: the key of %s', (person) => {
    const text = keys.sign(person, Buffer.from('{}'));
    const read = readSshSignature(text);
    expect(read).toMatchObject({ namespace: 'restatement@handoff', armored: text });
    expect(`${read!.key.type} ${read!.key.base64}`).toBe(keys.publicOf(person));
    expect(readSshSignature(text.replaceAll('\n', '\r\n'))!.armored).toBe(text);
  });

  test('is none when it is cut anywhere', () => {
    const text = keys.sign('ana', Buffer.from('{}'));
    // All but its last character, which is a line end.
    for (let length = 0; length < text.length - 1; length++) expect(readSshSignature(text.slice(0, length))).toBe(null);
  });

  test('is none when something stands in what is reserved, which nobody signs', () => {
    const text = keys.sign('ana', Buffer.from('{}'));
    const blob = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64');
    const at = blob.indexOf('restatement@handoff') + 'restatement@handoff'.length;
    const filled = Buffer.concat([blob.subarray(0, at), Buffer.from([0, 0, 0, 1, 65]), blob.subarray(at + 4)]);
    expect(blob.readUInt32BE(at)).toBe(0);
    expect(readSshSignature(`-----BEGIN SSH SIGNATURE-----\n${filled.toString('base64')}\n-----END SSH SIGNATURE-----\n`)).toBe(null);
  });
});
