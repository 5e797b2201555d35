// `handoff sign` and `handoff verify` as their users meet them, and all that somebody might try to pass off as a sign-off of another's.
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import type { Meaning } from '../../src/model/signoff.ts';
import { canonical, digestOf, hashOf } from '../../src/signoff/digest.ts';
import { HAS_SSH, keyring, type Keyring } from '../signoff/keys.ts';
import { folderFrom, handoff, shell } from './run.ts';

// The example's shop: ana leads deliveries, priya the company, sam sells. Ten bags cost 350 + 42 × 10 = 770, and 500 makes a deal significant here, so
// that it needs the approval of ana.
const DEAL = `handoff: 1
deal: river-7
customer: River Club
seller: {name: Sam Reed, email: sam@larkfield.example}
dates: {signature: 2026-11-23, wanted: 2027-01-29}
items: [branded-bag:10]
`;
const FILE = 'deals/river-7.yaml';
let keys: Keyring;
let place: { path: string; remove: () => void };
let shop: string;

const on = (day: string, ...args: string[]) => handoff([...args, '--today', day], { cwd: shop });
const run = (...args: string[]) => on('2026-11-16', ...args);
const path = (...parts: string[]): string => join(shop, ...parts);
const read = (file: string): string => readFileSync(path(file), 'utf8');
const write = (file: string, text: string): void => writeFileSync(path(file), text);
const change = (file: string, how: (text: string) => string): void => {
  expect(how(read(file))).not.toBe(read(file));
  write(file, how(read(file)));
};
const kept = (deal = 'river-7'): string[] => readdirSync(path('signoffs', deal));
const only = (ending: '.json' | '.sig'): string => {
  const names = kept().filter((name) => name.endsWith(ending));
  expect(names).toHaveLength(1);
  return join('signoffs', 'river-7', names[0]);
};
const reportOn = (day: string): Report => JSON.parse(on(day, 'check', FILE, '--format', 'json').out) as Report;
const signoffCheck = (day = '2026-11-16') => reportOn(day).deals[0].checks.find(({ rule }) => rule === 'delivery-signoff')!;
const levels = () => reportOn('2026-11-16').deals[0].signoffs.map(({ level, weakness }) => ({ level, weakness }));
const approve = (...args: string[]) => run('approve', FILE, 'delivery-signoff', '--as', 'ana', ...args);
const sign = (person: string, ...args: string[]) => run('sign', FILE, '--as', person, '--key', keys.fileOf(person), ...args);
const policy = (signatures: string): void => {
  write('handoff.yaml', read('handoff.yaml').replace(/^signatures.*\n/m, '') + `signatures: ${signatures}\n`);
};
const SSH = '{minimum: ssh, allowed_signers: ops/allowed_signers}';
const allow = (...lines: string[]): void => write('ops/allowed_signers', lines.map((line) => `${line}\n`).join(''));

/** The shop as every test begins with it, and with one sign-off that is signed: made once, by the program, and copied. */
let begun: { path: string; remove: () => void };
let signed: typeof begun | null = null;
beforeAll(() => {
  begun = place = folderFrom();
  shop = join(begun.path, 'shop');
  handoff(['init', 'shop', '--today', '2026-11-16'], { cwd: begun.path });
  change('handoff.yaml', (text) => text.replace('amount: 50000', 'amount: 500'));
  write(FILE, DEAL);
  mkdirSync(path('ops'));
  if (!HAS_SSH) return;
  keys = keyring('ana', 'ben', 'priya', 'sam', 'other');
  allow(...['ana', 'priya', 'sam'].map((person) => `${person}@larkfield.example ${keys.publicOf(person)}`));
  policy(SSH);
  signed = folderFrom(begun.path);
  shop = join(signed.path, 'shop');
  approve();
  sign('ana');
}, 60_000);
afterAll(() => {
  keys?.remove();
  begun.remove();
  signed?.remove();
});
const beginFrom = (folder: string): void => {
  place = folderFrom(folder);
  shop = join(place.path, 'shop');
};
beforeEach(() => {
  beginFrom(begun.path);
});
afterEach(() => {
  place.remove();
});

describe.skipIf(!HAS_SSH)('a sign-off under a policy that wants ssh', () => {
  test('is written, does not count, is signed, and counts', () => {
    const { code, out } = approve();
    const [name] = kept();
    expect(code).toBe(0);
    expect(out).toBe(
      `✓ ana approves the scope (items, options, customizations, staffing, prices)\n  It holds until any of that changes.\n` +
        `  It does not count before it is signed (policy wants ssh):\n  handoff sign ${FILE} ${name.slice(0, 12)}\n` +
        `  signoffs/river-7/${name}\n  Commit it with the deal, then: handoff check ${FILE}\n`,
    );
    expect(signoffCheck()).toMatchObject({
      verdict: 'needs-approval',
      summary: expect.stringContaining('the approval of ana is only typed (it is not signed), and policy wants ssh') as string,
    });
    // What is there already is not written a second time.
    expect(approve()).toMatchObject({
      code: 2,
      err: `handoff: it is written already: the approval of ana is only typed (it is not signed), and policy wants ssh: handoff sign ${FILE} ${name.slice(0, 12)}\n`,
    });

    const signed = sign('ana', name.slice(0, 12));
    expect(signed).toMatchObject({
      code: 0,
      out: `✓ ana has signed the approval of scope by ana on 2026-11-16\n  signoffs/river-7/${name}.sig\n  Commit it with the deal, then: handoff verify ${FILE}\n`,
      err: expect.stringMatching(
        /^ana signs the approval of scope by ana on 2026-11-16, given for:\n(?: {2}\S.*\n)* {2}items\.branded-bag\.quantity: 10\n/,
      ) as string,
    });
    expect(kept()).toEqual([name, `${name}.sig`]);
    expect(signoffCheck()).toMatchObject({ verdict: 'pass', summary: 'the scope is approved by ana on 2026-11-16' });
    expect(levels()).toEqual([{ level: 'ssh', weakness: null }]);
    expect(reportOn('2026-11-16').files.filter(({ kind }) => ['signers', 'signature'].includes(kind))).toMatchObject([
      { kind: 'signers', path: 'ops/allowed_signers' },
      { kind: 'signature', path: `signoffs/river-7/${name}.sig` },
    ]);
    expect(run('check', FILE, '--verbose').out).toContain('Signed\n    approval of scope by ana on 2026-11-16 · ssh\n');
    // As anybody else would verify it, without handoff.
    const byHand = shell(
      `ssh-keygen -Y verify -f ops/allowed_signers -I ana@larkfield.example -n restatement@handoff -s signoffs/river-7/*.sig < signoffs/river-7/${name}`,
      shop,
    );
    expect(byHand.code).toBe(0);
  });

  test('is told by verify, one by one, with why it is no more', () => {
    approve();
    const [name] = kept();
    expect(run('verify', FILE)).toEqual({
      code: 1,
      out:
        `✗ ${FILE}: its one sign-off does not count (policy wants ssh)\n` +
        `  ✗ ${name.slice(0, 12)}  approval of scope by ana on 2026-11-16 · typed: it is not\n                  signed, and it lies in no git repository\n` +
        `  whoever gave it signs it: handoff sign ${FILE}\n`,
      err: '',
    });
    sign('ana');
    expect(run('verify', FILE)).toEqual({
      code: 0,
      out: `✓ ${FILE}: its one sign-off counts (policy wants ssh)\n  ✓ ${name.slice(0, 12)}  approval of scope by ana on 2026-11-16 · ssh\n`,
      err: '',
    });
    expect(run('verify', 'deals/acme-041.yaml')).toMatchObject({
      code: 0,
      out: '· deals/acme-041.yaml has no sign-off: nothing was verified\n',
    });
    expect(run('verify').out).toContain(`✓ ${FILE}: its one sign-off counts`);
  });

  test('is signed by nobody else, and with no other key', () => {
    approve();
    const name = only('.json');
    expect(run('sign', FILE, '--as', 'ana', '--key', keys.fileOf('sam'))).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'the signature would not count: its key is that of sam@larkfield.example, ops/allowed_signers:3\n',
      ) as string,
    });
    expect(run('sign', FILE, '--as', 'ana', '--key', keys.fileOf('other')).err).toContain(
      `its key is nobody's in ops/allowed_signers\nwhere it is the key of ana, operations add a line to ops/allowed_signers:\nana ${keys.publicOf('other')}\n`,
    );
    expect(sign('sam').err).toBe(
      `handoff: ${FILE} has no sign-off of sam: first approve something, or name a date (handoff approve --help)\n`,
    );
    const id = name.split('/').at(-1)!.slice(0, 12);
    expect(sign('sam', id).err).toBe(`handoff: ${id} is the approval of scope by ana on 2026-11-16, and sam signs only their own\n`);
    expect(kept()).toHaveLength(1);
  });

  test('in a name is not signed unread: with two of them, each is named', () => {
    approve();
    run('date', FILE, '2027-02-12', '--as', 'ana', '--reason', 'the press is being moved');
    const { code, err } = sign('ana');
    expect(code).toBe(2);
    expect(err).toContain('handoff: 2 sign-offs are there in the name of ana: name those that are yours, or say --all\n');
    expect(err).toMatch(/\n {2}[0-9a-f]{12} {2}date of completion by ana on 2026-11-16: 2027-02-12 \(the press is being moved\)\n/);
    const { out } = sign('ana', '--all');
    expect(out).toContain(`✓ ana has signed 2 sign-offs of ${FILE}\n`);
    expect(sign('ana', '--all')).toMatchObject({ code: 0, out: `✓ nothing is left to sign: what ana said of ${FILE} is signed\n` });
    expect(run('verify', FILE).code).toBe(0);
  });

  test('is signed with the key that git signs with, where that is one of SSH', () => {
    approve();
    mkdirSync(path('.git'));
    shell(`git init -q . && git config user.email ana@larkfield.example`, shop);
    expect(run('sign', FILE).err).toBe(
      'handoff: git signs with no SSH key here (user.signingkey, with gpg.format ssh): name one with --key FILE\n',
    );
    shell(`git config gpg.format ssh && git config user.signingkey ${keys.fileOf('ana')}.pub`, shop);
    expect(run('sign', FILE)).toMatchObject({ code: 0, out: expect.stringContaining('✓ ana has signed the approval') as string });
    expect(levels()).toEqual([{ level: 'ssh', weakness: null }]);
  });

  test('is signed with a key that only an agent holds', () => {
    approve();
    mkdirSync(path('.git'));
    const { code, err } = shell(
      [
        'git init -q . && git config user.email ana@larkfield.example && git config gpg.format ssh',
        `git config user.signingkey "key::${keys.publicOf('ana')}"`,
        'eval "$(ssh-agent -s)" >/dev/null',
        `ssh-add -q ${keys.fileOf('ana')} && handoff sign ${FILE} --today 2026-11-16; code=$?`,
        'kill "$SSH_AGENT_PID"; exit $code',
      ].join('\n'),
      shop,
    );
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^ana signs the approval/) as string });
    expect(levels()).toEqual([{ level: 'ssh', weakness: null }]);
  });

  test.each([
    [['--key', 'nowhere'], 'there is no key nowhere'],
    [['--key', 'deals'], 'deals is a folder: name the file of a key in it'],
    [['--key', 'handoff.yaml'], 'ssh-keygen did not sign with handoff.yaml: it says why above'],
    [['abc'], `'abc' is no name of a sign-off: 4 digits or more of it, as handoff verify ${FILE} prints them`],
    [['abcd', '--all'], "--all signs every one of yours, and 'abcd' names one: leave one out"],
    [['0000'], `no sign-off of ${FILE} has a name that begins with 0000`],
  ])('is not signed, and nothing is written: %j', (args, because) => {
    approve();
    const { code, out, err } = run('sign', FILE, '--as', 'ana', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`handoff: ${because}\n`);
    expect(kept()).toHaveLength(1);
  });
});

describe.skipIf(!HAS_SSH)('nobody passes off', () => {
  beforeEach(() => {
    place.remove();
    beginFrom(signed!.path);
  });
  const refused = (weakness: string): void => {
    const [{ signoffs, checks }] = reportOn('2026-11-16').deals;
    expect(signoffs).toMatchObject([{ level: 'typed', weakness: expect.stringContaining(weakness) as string }]);
    expect(checks.find(({ rule }) => rule === 'delivery-signoff')).toMatchObject({ verdict: 'needs-approval' });
  };

  test('what nobody touched: it counts', () => {
    expect(levels()).toEqual([{ level: 'ssh', weakness: null }]);
    expect(signoffCheck().verdict).toBe('pass');
  });
  /** A sign-off that somebody wrote by hand, under the name of its content; the signature stays beside it under its name. */
  const forge = (how: (text: string) => string, deal = 'river-7'): void => {
    const [from, sig] = [only('.json'), only('.sig')];
    const text = how(read(from));
    expect(text).not.toBe(read(from));
    mkdirSync(path('signoffs', deal), { recursive: true });
    write(join('signoffs', deal, `${hashOf(text)}.json`), text);
    renameSync(path(sig), path('signoffs', deal, `${hashOf(text)}.json.sig`));
    rmSync(path(from));
  };

  test('an edited sign-off under its old name', () => {
    write(only('.json'), read(only('.json')).replace('"by":"ana"', '"by":"Ana"'));
    expect(run('check', FILE)).toMatchObject({ code: 2, err: expect.stringContaining('[signoff/changed]') as string });
    expect(run('verify', FILE).code).toBe(2);
  });

  test('an edited sign-off under a new name, with the old signature', () => {
    forge((text) => text.replace('"at":"2026-11-16"', '"at":"2026-11-15"'));
    refused('its signature is of something else');
  });

  test('a sign-off that says of itself that it is signed', () => {
    rmSync(path(only('.sig')));
    const text = read(only('.json')).replace('"level":"typed"', '"level":"ssh"');
    rmSync(path(only('.json')));
    write(join('signoffs', 'river-7', `${hashOf(text)}.json`), text);
    refused('it is not signed');
  });

  test('a sign-off of another deal', () => {
    write('deals/lake-8.yaml', DEAL.replace('river-7', 'lake-8'));
    mkdirSync(path('signoffs', 'lake-8'));
    for (const name of kept()) copyFileSync(path('signoffs', 'river-7', name), path('signoffs', 'lake-8', name));
    expect(run('check', 'deals/lake-8.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining("is of the deal 'river-7'") as string,
    });
    // Said to be of that deal, it is another text than the one that was signed.
    rmSync(path('signoffs', 'lake-8'), { recursive: true });
    forge((text) => text.replace('"deal":"river-7"', '"deal":"lake-8"'), 'lake-8');
    const { deals } = JSON.parse(run('check', 'deals/lake-8.yaml', '--format', 'json').out) as Report;
    expect(deals[0].signoffs).toMatchObject([{ level: 'typed', weakness: 'its signature is of something else' }]);
  });

  test('a sign-off of another subject', () => {
    forge((text) => text.replace('"subject":"scope"', '"subject":"custom/liner"'));
    expect(levels()).toMatchObject([{ level: 'typed', weakness: 'its signature is of something else' }]);
  });

  test('the signature of another sign-off', () => {
    run('date', FILE, '2027-02-12', '--as', 'ana');
    sign('ana');
    const [one, two] = kept().filter((name) => name.endsWith('.sig'));
    const [first, second] = [one, two].map((name) => read(join('signoffs', 'river-7', name)));
    write(join('signoffs', 'river-7', one), second);
    write(join('signoffs', 'river-7', two), first);
    expect(levels()).toEqual([
      { level: 'typed', weakness: 'its signature is of something else' },
      { level: 'typed', weakness: 'its signature is of something else' },
    ]);
  });

  test.each([
    ['the signature of who sells', 'sam', 'its key is that of sam@larkfield.example, ops/allowed_signers:3'],
    ['the signature of a stranger', 'other', "its key is nobody's in ops/allowed_signers"],
  ])('%s', (_, person, weakness) => {
    write(only('.sig'), keys.sign(person, readFileSync(path(only('.json')))));
    refused(weakness);
  });

  test('what was signed for something else', () => {
    write(only('.sig'), keys.sign('ana', readFileSync(path(only('.json'))), 'file'));
    expect(run('verify', FILE).code).toBe(1);
    refused("its signature was made for 'file', not for 'restatement@handoff'");
  });

  test('a signature that is cut short, has a line more, or is none', () => {
    const whole = read(only('.sig'));
    for (const text of [
      '',
      whole.slice(0, 100),
      whole.slice(0, -20),
      `${whole}\n`,
      `\n${whole}`,
      `\ufeff${whole}`,
      whole.slice(0, -1),
      'signed, Ana',
    ]) {
      write(only('.sig'), text);
      refused('its signature is cut short, or is not as handoff sign writes it');
    }
    // What a checkout does to it is nothing.
    write(only('.sig'), whole.replaceAll('\n', '\r\n'));
    expect(signoffCheck().verdict).toBe('pass');
  });

  test('a signature that is a link, a folder, or too large', () => {
    const sig = only('.sig');
    const whole = read(sig);
    rmSync(path(sig));
    write('elsewhere.sig', whole);
    symlinkSync(path('elsewhere.sig'), path(sig));
    expect(run('check', FILE)).toMatchObject({ code: 2, err: expect.stringContaining('is a symbolic link') as string });
    rmSync(path(sig));
    mkdirSync(path(sig));
    expect(run('check', FILE)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is a folder, and the signature is a file') as string,
    });
    rmSync(path(sig), { recursive: true });
    write(sig, whole + '\n'.repeat(17 * 1024));
    expect(run('check', FILE)).toMatchObject({ code: 2, err: expect.stringContaining('has more than the 16 KiB') as string });
  });

  test('a record from which a sign-off was taken', () => {
    rmSync(path(only('.json')));
    expect(run('check', FILE)).toMatchObject({ code: 2, err: expect.stringContaining('[signoff/signature-alone]') as string });
  });

  test('a key that ran out before, or was not valid yet', () => {
    allow(`ana valid-before="20261116" ${keys.publicOf('ana')}`);
    refused('it is dated 2026-11-16, and its key counted until 2026-11-15, ops/allowed_signers:1');
    allow(`ana valid-after=20261117Z ${keys.publicOf('ana')}`);
    refused('it is dated 2026-11-16, and its key counts from 2026-11-17 on');
    allow(`ana valid-after=20261116,valid-before=20261117 ${keys.publicOf('ana')}`);
    expect(signoffCheck().verdict).toBe('pass');
  });

  test('a key that was revoked, by its line or in a revocation list', () => {
    policy('{minimum: ssh, allowed_signers: ops/allowed_signers, revoked: ops/revoked_keys}');
    write('ops/revoked_keys', `# nobody yet\n${keys.publicOf('ben')}\n`);
    expect(signoffCheck().verdict).toBe('pass');
    appendFileSync(path('ops/revoked_keys'), `${keys.publicOf('ana')} lost on the train\n`);
    refused('its key is revoked, ops/revoked_keys:3');
    shell(`ssh-keygen -q -k -f ops/revoked_keys ${keys.fileOf('ana')}.pub`, shop);
    refused('its key is revoked, ops/revoked_keys');
    shell(`ssh-keygen -q -k -f ops/revoked_keys ${keys.fileOf('ben')}.pub`, shop);
    expect(signoffCheck().verdict).toBe('pass');
    // Half a list says nothing of anybody.
    writeFileSync(path('ops/revoked_keys'), readFileSync(path('ops/revoked_keys')).subarray(0, 30));
    expect(run('check', FILE)).toMatchObject({
      code: 2,
      err: expect.stringContaining('ops/revoked_keys:1:1  error  this list of revoked keys cannot be read') as string,
    });
  });

  test.each([
    [`* PUBLIC`, "ops/allowed_signers:1:1  error  '*' lets this key sign for whoever it fits", 'signers/pattern'],
    [`# all of us\n*@larkfield.example cert-authority PUBLIC`, 'ops/allowed_signers:2:1  error', 'signers/pattern'],
    [`ana cert-authority PUBLIC`, 'ops/allowed_signers:1:5  error  this key makes keys for others', 'signers/authority'],
    [`ana PUBLIC\nmarta PUBLIC`, 'ops/allowed_signers:2:1  error  ana and marta have one key', 'signers/shared'],
  ])('a line that fits anybody: %s', (lines, message, code) => {
    allow(lines.replaceAll('PUBLIC', keys.publicOf('ana')));
    for (const command of ['check', 'verify']) {
      const { code: exit, err } = run(command, FILE);
      expect(exit).toBe(2);
      expect(err).toContain(message);
      expect(err).toContain(code);
    }
  });

  test('a policy that wants signatures and names no signers, or a list that is not there', () => {
    policy('{minimum: ssh}');
    expect(run('check', FILE)).toMatchObject({
      code: 2,
      err: expect.stringContaining('signatures.minimum is ssh, and nothing says whose keys count [signers/missing]') as string,
    });
    policy('{minimum: ssh, allowed_signers: ops/allowed}');
    expect(run('check', FILE)).toMatchObject({ code: 2, err: expect.stringContaining('ops/allowed does not exist') as string });
    policy('{minimum: ssh, allowed_signers: ../allowed_signers}');
    shell('git init -q .', shop);
    expect(run('check', FILE)).toMatchObject({ code: 2, err: expect.stringContaining('lies outside of the repository') as string });
  });

  test('a machine without ssh-keygen, where something is signed', () => {
    const env = { PATH: path('nothing') };
    const without = (...args: string[]) => handoff([...args, '--today', '2026-11-16'], { cwd: shop, env });
    for (const command of ['check', 'verify']) {
      expect(without(command, FILE)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('who signed this cannot be found out: there is no ssh-keygen here [signoff/no-ssh-keygen]') as string,
      });
    }
    policy('{minimum: typed, allowed_signers: ops/allowed_signers}');
    expect(without('check', FILE).code).toBe(2);
    // A deal of which nothing is signed needs none.
    expect(without('check', 'deals/acme-041.yaml').code).toBe(1);
    rmSync(path(only('.sig')));
    expect(without('check', FILE).err).toBe('');
  });

  test('a later sign-off in her name that takes the place of hers', () => {
    // She approved ten bags; somebody writes that she approved eleven since, or nothing at all.
    const text = read(only('.json'));
    const id = hashOf(text);
    const planted = text.replace('"quantity":10', '"quantity":11').replace('"type"', `"supersedes":["${id}"],"type"`);
    const said = JSON.parse(planted) as { meaning: Meaning; digest: string };
    const whole = canonical({ ...said, digest: digestOf(said.meaning) });
    write(join('signoffs', 'river-7', `${hashOf(whole)}.json`), whole);
    expect(run('verify', FILE).code).toBe(1);
    expect(signoffCheck()).toMatchObject({ verdict: 'pass', summary: 'the scope is approved by ana on 2026-11-16' });
    // Nor does it help whoever then sells eleven.
    change(FILE, (deal) => deal.replace('bag:10', 'bag:11'));
    expect(signoffCheck().verdict).toBe('needs-approval');
  });

  test('a sign-off whose reason looks like another one', () => {
    const said = JSON.parse(read(only('.json'))) as object;
    const forged = canonical({ ...said, reason: 'fine\n  0123456789ab  approval of scope by ana on 2026-11-16\u001b[2J' });
    write(join('signoffs', 'river-7', `${hashOf(forged)}.json`), forged);
    rmSync(path(only('.sig')));
    const { code, err } = run('sign', FILE, '--as', 'ana', '--key', keys.fileOf('ana'));
    expect(code).toBe(2);
    expect(err.split('\n').filter((line) => line.startsWith('  '))).toHaveLength(2);
    expect(err).toContain('(fine\\u{a}  0123456789ab  approval of scope by ana on 2026-11-16\\u{1b}[2J)');
  });

  test('a sign-off from after today', () => {
    const later = on('2026-11-15', 'check', FILE, '--format', 'json');
    const [deal] = (JSON.parse(later.out) as Report).deals;
    expect(deal.checks.find(({ rule }) => rule === 'delivery-signoff')).toMatchObject({
      verdict: 'needs-approval',
      summary: expect.stringContaining('the approval of ana is dated 2026-11-16, which is after 2026-11-15') as string,
    });
  });
});

describe.skipIf(!HAS_SSH)('a date that a delivery lead named', () => {
  const safe = (): string | null => reportOn('2026-11-16').deals[0].dates.safe;

  test('binds whoever removes its signature, and an unsigned one takes its place only where it is later', () => {
    run('date', FILE, '2027-02-12', '--as', 'ana');
    expect(sign('ana').code).toBe(0);
    expect(safe()).toBe('2027-02-12');
    // Without its signature it is a line that anybody could have written; the earlier date is no reward for that.
    const sig = only('.sig');
    const text = read(sig);
    rmSync(path(sig));
    expect(safe()).toBe('2027-02-12');
    expect(reportOn('2026-11-16').deals[0].dates.floors[0].because).toBe(
      'ana named it on 2026-11-16; the date of ana is only typed (it is not signed), and policy wants ssh: sign it, or have it removed',
    );
    write(sig, text);
    // An earlier one in her name, from a later day, that takes the place of hers.
    on('2026-11-17', 'date', FILE, '2027-02-01', '--as', 'ana');
    const later = (): string | null => reportOn('2026-11-17').deals[0].dates.safe;
    expect(later()).toBe('2027-02-12');
    on('2026-11-17', 'sign', FILE, '--as', 'ana', '--key', keys.fileOf('ana'));
    expect(later()).toBe('2027-02-01');
  });
});

describe.skipIf(!HAS_SSH)('a sign-off under a policy that wants a signed commit', () => {
  const git = (line: string): string => {
    const { code, out, err } = shell(`git ${line}`, shop);
    expect({ line, code, err: code === 0 ? '' : err }).toEqual({ line, code: 0, err: '' });
    return out;
  };
  const commitAs = (person: string, how: string, message: string): void => {
    git('add -A');
    git(
      `-c user.name=${person} -c user.email=${person}@larkfield.example -c gpg.format=ssh -c user.signingkey=${keys.fileOf(person)} commit -q ${how} -m "${message}"`,
    );
  };
  beforeEach(() => {
    policy('{minimum: commit, allowed_signers: ops/allowed_signers}');
    git('init -q .');
    commitAs('sam', '', 'begin');
  });

  test('counts when the commit that added it is signed by the same person, as git verifies it', () => {
    approve();
    expect(levels()).toEqual([{ level: 'typed', weakness: 'it is not signed, and not committed' }]);
    commitAs('ana', '-S', 'approve the scope');
    expect(levels()).toEqual([{ level: 'commit', weakness: 'it has no signature of its own' }]);
    expect(signoffCheck().verdict).toBe('pass');
    expect(run('verify', FILE).code).toBe(0);
    // git itself is of the same mind.
    expect(shell('git -c gpg.ssh.allowedSignersFile=ops/allowed_signers verify-commit HEAD', shop).code).toBe(0);
    // What comes after does not matter.
    write('notes.txt', 'later');
    commitAs('sam', '', 'later');
    expect(levels()).toMatchObject([{ level: 'commit' }]);
    // Nor does a signature of its own that is more.
    sign('ana');
    expect(levels()).toEqual([{ level: 'ssh', weakness: null }]);
  });

  test.each<[string, () => void, string]>([
    ['is not signed', () => commitAs('ana', '', 'approve'), 'that added it is not signed'],
    ['is signed by another', () => commitAs('sam', '-S', 'approve'), 'its key is that of sam@larkfield.example'],
    ['is signed by a stranger', () => commitAs('other', '-S', 'approve'), "its key is nobody's in ops/allowed_signers"],
    [
      'was written by another and moved by her',
      () => commitAs('ana', '-S --author "Sam <sam@larkfield.example>"', 'approve'),
      'was written by sam@larkfield.example, and not by ana',
    ],
    [
      'is only the last of several',
      () => {
        commitAs('sam', '', 'approve in her name');
        write('notes.txt', 'x');
        commitAs('ana', '-S', 'something else');
      },
      'that added it is not signed',
    ],
    [
      'added something else under the name',
      () => {
        const name = only('.json');
        const text = read(name);
        write(name, '{}');
        commitAs('ana', '-S', 'something');
        write(name, text);
        commitAs('sam', '', 'in its place');
      },
      'added something else in its place',
    ],
    [
      'is another one with her signature',
      () => {
        commitAs('ana', '-S', 'approve');
        const object = git('cat-file commit HEAD').replace('\n\napprove', '\n\napprove all of it');
        write('object', object);
        git(`reset -q --soft ${git('hash-object -t commit -w object').trim()}`);
        rmSync(path('object'));
      },
      'its signature is of something else',
    ],
  ])('does not when that commit %s', (_, commit, weakness) => {
    approve();
    commit();
    expect(levels()).toEqual([{ level: 'typed', weakness: expect.stringContaining(weakness) as string }]);
    expect(signoffCheck().verdict).toBe('needs-approval');
  });

  test('cannot be judged in half a history, and outside of any it is only typed', () => {
    approve();
    commitAs('ana', '-S', 'approve the scope');
    write('notes.txt', 'later');
    commitAs('ana', '-S', 'later');
    shell(`git clone -q --depth 1 file://${shop} ../half`, shop);
    const half = handoff(['check', FILE, '--today', '2026-11-16'], { cwd: path('..', 'half') });
    expect(half).toMatchObject({ code: 2, err: expect.stringContaining('[signoff/shallow]') as string });
    expect(half.err).toContain('git fetch --unshallow (in a pipeline: fetch-depth: 0)');
    rmSync(path('.git'), { recursive: true });
    expect(levels()).toEqual([{ level: 'typed', weakness: 'it is not signed, and it lies in no git repository' }]);
  });

  test('is written with what is left to do', () => {
    expect(approve().out).toContain(
      'It does not count before it is signed (policy wants commit): with git commit\n  -S, or\n  handoff sign ',
    );
    // A date binds as soon as it is there, and is not said to wait for its signature.
    const { out } = run('date', FILE, '2027-02-12', '--as', 'ana');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'It binds already. Policy wants commit, and every check says so until it is signed (with git commit -S): handoff sign',
    );
    expect(out).not.toContain('does not count');
  });
});

test('a check of a deal that nobody signed starts no program', () => {
  // An allowed_signers file alone asks for nothing.
  if (HAS_SSH) policy('{minimum: typed, allowed_signers: ops/allowed_signers}');
  approve();
  expect(handoff(['check', FILE, '--today', '2026-11-16'], { cwd: shop, env: { PATH: path('nothing') } })).toMatchObject({ err: '' });
  expect(existsSync(path('nothing'))).toBe(false);
});
