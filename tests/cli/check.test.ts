// `handoff check` as its user meets it: every way to name a deal, every exit code, and silence on both streams unless told otherwise.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { REVIEW_FORMATS } from '../../src/report/render/index.ts';
import { ENV, exampleShop, folderFrom, handoff, inProcess, PROGRAM, ROOT, shell } from './run.ts';

const TODAY = ['--today', '2026-11-16'];
const { place, shop } = exampleShop();

const check = async (...args: string[]) => inProcess(['check', ...TODAY, ...args], { cwd: shop });
/** The same by the built program. */
const checkBuilt = (...args: string[]) => handoff(['check', ...TODAY, ...args], { cwd: shop });
const deal = (name: string, text: string): string => {
  mkdirSync(join(shop, 'other'), { recursive: true });
  writeFileSync(join(shop, 'other', name), text);
  return `other/${name}`;
};

describe('exit codes', () => {
  test('0: every deal passes', () => {
    expect(checkBuilt('deals/norwell-042.yaml')).toMatchObject({ code: 0, err: '' });
  });

  test('1: some deal does not', () => {
    const { code, out, err } = checkBuilt();
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^✗ NOT YET {2}deals\/acme-041\.yaml/);
    expect(out).toMatch(/\n✓ YES {2}deals\/norwell-042\.yaml/);
    expect(out).toMatch(/\n2 deals: 1 yes, 1 not yet\n$/);
  });

  test.each([
    [['chekc'], "handoff: 'chekc' is no command: did you mean check?\n"],
    [['deals/acme-041.yaml'], "handoff: 'deals/acme-041.yaml' is no command: did you mean handoff check deals/acme-041.yaml?\n"],
    [['check', '--jsn'], "handoff: unknown option '--jsn'\nhandoff check --help says what there is\n"],
    [['check', '--exampel'], "handoff: unknown option '--exampel' (Did you mean --example?)\nhandoff check --help says what there is\n"],
    [['check', '--today'], "handoff: option '--today <date>' argument missing\nhandoff check --help says what there is\n"],
    [['check', '--today', '2026-02-30'], 'handoff: --today 2026-02-30 does not exist: that month has 28 days\n'],
    [
      ['check', '--format', 'jsno'],
      "handoff: --format 'jsno' is none of text, json, github, sarif, markdown, junit, gitlab, html: did you mean json?\n",
    ],
    [
      ['check', '--format', 'json='],
      'handoff: --format json= names no file: write --format json=FILE, or --format json for standard output\n',
    ],
    [['check', '--quiet', '--verbose'], 'handoff: --quiet and --verbose say the opposite: leave one out\n'],
    [['check', '--example', 'deals'], 'handoff: --example brings its own files: leave out deals, or leave out --example\n'],
    [['check', '--by', '2026-12-01'], 'handoff: --by is for a deal without a file: handoff check branded-bag:300 --by 2026-12-18\n'],
    [['check', 'branded-bag:many'], "handoff: 'branded-bag:many': a quantity is a whole number, 1 or more, as branded-bag:300\n"],
    [
      ['rules', '--profile', 'sass'],
      "handoff: --profile 'sass' is none of services, make-to-order, saas, print, trades, regulated-care: did you mean saas?\n",
    ],
    [['explain', 'two-failure'], "handoff: 'two-failure' is no rule: did you mean two-failures?\nhandoff explain --list lists all words\n"],
    [
      ['schema', 'deals'],
      "handoff: schema 'deals' is none of deal, capacity, deliverables, history, policy, signoff, baseline, held, booking, confirmed, report, options, plan, when, waiting, brief, fill, offer, say, gate, menu, doctor, hold, release, confirm, diff: did you mean deal?\n",
    ],
  ])('2: the command is wrong: %j', async (args, err) => {
    expect(await inProcess(args, { cwd: shop })).toEqual({ code: 2, out: '', err });
  });

  test('2: no command at all shows what there is', () => {
    const { code, out, err } = handoff([]);
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(out).toContain('handoff check --example');
  });

  test('2: two formats in one place', async () => {
    expect((await check('--format', 'json', '--format', 'text')).err).toContain('would both be written to standard output');
  });

  test('2: a file is wrong: nothing is judged, whatever the format', async () => {
    const path = deal('wrong.yaml', 'handoff: 1\ncustomer: X\nwanted: 2026-02-30\nitms: [branded-bag:1]\n');
    const text = await check(path, 'deals/norwell-042.yaml');
    expect(text).toMatchObject({ code: 2, out: '' });
    expect(text.err).toContain(`${path}:3:9  error`);
    expect(text.err).toContain("did you mean 'items'?");
    expect(await check(path, '--format', 'text=mistakes.txt')).toEqual(await check(path));
    expect(readFileSync(join(shop, 'mistakes.txt'), 'utf8')).toContain(`${path}:3:9  error  '2026-02-30' does not exist`);
    const json = checkBuilt(path, '--format', 'json');
    expect(json).toMatchObject({ code: 2 });
    expect(JSON.parse(json.out)).toMatchObject({ deals: [], exit: 2, diagnostics: [{}, { file: path, line: 3 }, {}] });
  });

  test('0: help and version', async () => {
    expect(handoff(['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
    for (const args of [['--help'], ['check', '--help'], ['help', 'check'], ['help']]) {
      expect(await inProcess(args)).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Usage: handoff') });
    }
  });

  test('3: the disk is full', () => {
    const { code, err } = shell('handoff check --example > /dev/full');
    expect({ code, err }).toEqual({ code: 3, err: 'handoff: standard output could not be written: no space is left on the device\n' });
    expect(shell('handoff check --example --format json=/dev/full').code).toBe(3);
    expect(shell('handoff --help > /dev/full').code).toBe(3);
  });

  test('3: the folder of an output cannot be made', () => {
    const { code, err } = checkBuilt('deals', '--format', 'json=handoff.yaml/report.json');
    expect({ code, err }).toEqual({
      code: 3,
      err: 'handoff: handoff.yaml/report.json could not be written: a part of the path is not a folder\n',
    });
  });

  test('a reader that has gone changes nothing', () => {
    const { code, out, err } = shell('set -o pipefail; handoff check --example --verbose | head -1');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out.split('\n')).toHaveLength(2);
    expect(shell('set -o pipefail; handoff check --example | true')).toEqual({ code: 1, out: '', err: '' });
  });

  test.each(['text', 'json', ...Object.keys(REVIEW_FORMATS)])('nor of %s, whose first line is what it is', (format) => {
    const { code, out, err } = shell(`set -o pipefail; handoff check --example --format ${format} | head -1`);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const first = {
      text: '✗ NOT YET  example/deals/acme-041.yaml · 300 branded bags for Acme Outdoor',
      html: '<!doctype html>',
      junit: '<?xml version="1.0" encoding="UTF-8"?>',
      markdown: '<!-- handoff: this comment is updated in place -->',
    }[format];
    if (first === undefined) expect(out).toMatch(/^(?:[{[]|::error .*)\n$/);
    else expect(out).toBe(`${first}\n`);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s', async (signal, code) => {
    // It waits for standard input, as a person does who typed `-` by mistake.
    const child = spawn(process.execPath, [PROGRAM, 'check', '-'], { cwd: shop, env: ENV, stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = new Promise<[number | null, string | null]>((resolve) => child.on('exit', (exit, by) => resolve([exit, by])));
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill(signal);
    // Ended by the signal itself: a shell makes 130 or 143 of that, and stops its own loop.
    expect(await ended).toEqual([null, signal]);
    const { out } = shell(`set -m; handoff check - < <(sleep 5) & sleep 0.7; kill -${signal.slice(3)} -- -$!; wait $!; echo $?`);
    expect(out).toBe(`${code}\n`);
  });
});

describe('which deals', () => {
  test('a folder, without the deals that are closed', async () => {
    const folder = 'mixed';
    mkdirSync(join(shop, folder, 'deeper'), { recursive: true });
    const text = readFileSync(join(shop, 'deals', 'norwell-042.yaml'), 'utf8');
    writeFileSync(join(shop, folder, 'open.yml'), text);
    writeFileSync(join(shop, folder, 'deeper', 'lost.yaml'), `${text}state: lost\n`);
    writeFileSync(join(shop, folder, 'notes.txt'), 'no deal');
    const { code, out, err } = await check(folder);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('✓ YES  mixed/open.yml');
    expect(out).toContain('· mixed/deeper/lost.yaml is lost: not judged unless it is named');
    expect((await check('mixed/deeper/lost.yaml')).out).toContain('mixed/deeper/lost.yaml · ');
    expect(await check('mixed/deeper')).toMatchObject({ code: 1, out: expect.stringContaining('✗ nothing was judged') });
    const { listed } = JSON.parse((await check(folder, '--format', 'json')).out) as { listed: unknown };
    expect(listed).toEqual([{ file: 'mixed/deeper/lost.yaml', deal: 'lost', state: 'lost' }]);
  });

  test('the folder of the workspace means its deals', async () => {
    expect((await check('.')).out).toBe((await check('deals')).out);
    expect((await check('--quiet')).out).toBe((await check('deals', '--quiet')).out);
  });

  test('a file that is named twice is judged once', async () => {
    expect((await check('deals/norwell-042.yaml', './deals/norwell-042.yaml')).out).toBe((await check('deals/norwell-042.yaml')).out);
  });

  test('standard input, at the path it stands for', () => {
    const input = readFileSync(join(shop, 'deals', 'norwell-042.yaml'), 'utf8');
    const { code, out } = handoff(['check', ...TODAY, '-', '--stdin-filename', 'deals/new.yaml'], { cwd: shop, input });
    expect({ code, line: out.split('\n')[0] }).toEqual({ code: 0, line: expect.stringMatching(/^✓ YES {2}deals\/new\.yaml/) });
    expect(handoff(['check', ...TODAY, '-'], { cwd: shop, input: '' })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^stdin\.yaml:1:1/),
    });
  });

  test('items, with no file', async () => {
    const { code, out } = await check('branded-bag:200', '--by', '2027-01-15', '--customer', 'Norwell: "the" shop');
    expect(code).toBe(0);
    expect(out).toContain('✓ YES  (command line) · 200 × Custom branded bag for Norwell: "the" shop');
    expect(await check('branded-bag:200', '--by', '2026-11-20')).toMatchObject({ code: 1 });
    // Who types a deal has no file to write a date into.
    expect(await check('branded-bag:200')).toMatchObject({
      code: 1,
      out: expect.stringContaining('cannot be judged without a completion date: add --by DATE\n'),
    });
    expect(await check('branded-bga:200', '--by', '2027-01-15')).toMatchObject({
      code: 1,
      out: expect.stringContaining("'branded-bga' is not in the library"),
    });
  });

  test('an item that is there twice', async () => {
    // An id that another item has already is not given again.
    const three = await check('branded-bag:100', 'branded-bag:50', 'branded-bag-2:1', '--by', '2027-01-15');
    expect(three).toMatchObject({ code: 1, err: '' });
    expect(three.out).toContain("'branded-bag-2' is not in the library");
    const both = JSON.parse((await check('branded-bag:100', 'branded-bag:50', '--by', '2027-01-15', '--format', 'json')).out) as {
      deals: { plan: { item: string }[]; derived: { path: string; value: string }[] }[];
    };
    // Two lines, and one order: it is planned in the name of the first.
    expect([...new Set(both.deals[0].plan.map(({ item }) => item))]).toEqual(['branded-bag']);
    expect(both.deals[0].derived.find(({ path }) => path === 'title')?.value).toContain(
      '100 × Custom branded bag, 50 × Custom branded bag',
    );
  });

  test.each([
    ['--customer is empty', ['--customer', ' ']],
    ['--customer has a character that hides what it says', ['--customer', 'Nor\u202Ewell']],
    ['--start 2027-01-16 is after --by 2027-01-15', ['--start', '2027-01-16']],
  ])('what is wrong with an item is told of the command line: %s', async (words, flags) => {
    const { code, out, err } = await check('branded-bag:200', '--by', '2027-01-15', ...flags);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(new RegExp(`^handoff: ${words}: .*\n$`));
  });

  test('the four-line deal', async () => {
    const path = deal('four.yaml', 'handoff: 1\ncustomer: Acme Outdoor\nwanted: 2027-01-15\nitems: [branded-bag:200]\n');
    const { code, out } = await check(path, '--verbose');
    expect(code).toBe(0);
    expect(out).toContain('standard deal: it needs nobody else');
    expect(out).toMatch(/dates\.signature +\S+ +/);
    const [judged] = (
      JSON.parse((await check(path, '--format', 'json')).out) as { deals: { standard: unknown; derived: { path: string }[] }[] }
    ).deals;
    expect(judged.standard).toBe(true);
    expect(judged.derived.map((each) => each.path)).toEqual(
      expect.arrayContaining(['deal', 'title', 'dates.signature', 'delivery.owner', 'pricing.total']),
    );
  });

  test('the profile of a folder counts, wherever the command runs', async () => {
    const { path, remove } = folderFrom(shop);
    const policy = join(path, 'handoff.yaml');
    writeFileSync(policy, readFileSync(policy, 'utf8').replace(/^profile: .*$/m, '$&\nprofiles: { deals/care/: print }'));
    mkdirSync(join(path, 'deals', 'care'));
    writeFileSync(join(path, 'deals', 'care', 'a.yaml'), readFileSync(join(path, 'deals', 'norwell-042.yaml')));
    const profileIn = async (folder: string, deal: string) => {
      const { out } = await inProcess(['check', ...TODAY, deal, '--format', 'json'], { cwd: join(path, folder) });
      return (JSON.parse(out) as { deals: { profile: string }[] }).deals[0].profile;
    };
    expect([
      await profileIn('', 'deals/care/a.yaml'),
      await profileIn('deals', 'care/a.yaml'),
      await profileIn('deals/care', 'a.yaml'),
    ]).toEqual(['print', 'print', 'print']);
    expect(await profileIn('', 'deals/norwell-042.yaml')).toBe('make-to-order');
    remove();
  });

  test('the seller, where the deal names none, is who works in this repository', async () => {
    const { path, remove } = folderFrom(shop);
    const sellerOf = async () => {
      const { out } = await inProcess(['check', ...TODAY, 'deals/norwell-042.yaml', '--format', 'json'], {
        cwd: path,
        env: { GIT_DIR: '/nowhere' },
      });
      const { derived } = (JSON.parse(out) as { deals: { derived: { path: string; value: string; from: string }[] }[] }).deals[0];
      return derived.find((each) => each.path === 'seller');
    };
    expect(await sellerOf()).toBeUndefined();
    shell(`git init -q . && git config user.name 'Sam Reed' && git config user.email sam@larkfield.example`, path);
    expect(await sellerOf()).toEqual({ path: 'seller', value: 'Sam Reed sam@larkfield.example', from: 'git' });
    remove();
  });

  test('from a folder of the workspace, upwards', async () => {
    const { code, out } = await inProcess(['check', ...TODAY, 'norwell-042.yaml'], { cwd: join(shop, 'deals') });
    expect({ code, line: out.split('\n')[0] }).toEqual({ code: 0, line: expect.stringMatching(/^✓ YES {2}norwell-042\.yaml/) });
    const outside = await inProcess(['check', ...TODAY, 'shop/deals/norwell-042.yaml'], { cwd: place.path });
    expect(outside.out).toMatch(/^✓ YES {2}shop\/deals\/norwell-042\.yaml/);
  });

  test('without handoff.yaml: capacity and library beside the deal or above', async () => {
    const bare = folderFrom();
    for (const file of ['capacity.yaml', 'deliverables.yaml']) writeFileSync(join(bare.path, file), readFileSync(join(shop, file)));
    mkdirSync(join(bare.path, 'sales', 'open'), { recursive: true });
    writeFileSync(join(bare.path, 'sales', 'open', 'a.yaml'), readFileSync(join(shop, 'deals', 'norwell-042.yaml')));
    expect(await inProcess(['check', ...TODAY, 'sales/open/a.yaml'], { cwd: bare.path })).toMatchObject({ code: 0, err: '' });
    // The way up ends at the repository's root.
    mkdirSync(join(bare.path, 'sales', '.git'));
    const { code, err } = await inProcess(['check', ...TODAY, 'sales/open/a.yaml'], { cwd: bare.path });
    expect(code).toBe(2);
    expect(err).toContain('there is no capacity.yaml beside sales/open/a.yaml or above it');
    expect(err).toContain('there is no deliverables.yaml');
    const named = ['--capacity', 'capacity.yaml', '--deliverables', 'deliverables.yaml'];
    expect(await inProcess(['check', ...TODAY, ...named, 'sales/open/a.yaml'], { cwd: bare.path })).toMatchObject({ code: 0, err: '' });
    bare.remove();
  });

  test('a library that is a folder', async () => {
    const split = folderFrom(shop);
    const lib = readFileSync(join(split.path, 'deliverables.yaml'));
    mkdirSync(join(split.path, 'ops', 'library'), { recursive: true });
    writeFileSync(join(split.path, 'ops', 'library', 'bags.yaml'), lib);
    const policy = readFileSync(join(split.path, 'handoff.yaml'), 'utf8').replace(
      'deliverables: deliverables.yaml',
      'deliverables: ops/library',
    );
    writeFileSync(join(split.path, 'handoff.yaml'), policy);
    const { code, out } = await inProcess(['check', ...TODAY, 'deals/norwell-042.yaml', '--format', 'json'], { cwd: split.path });
    expect(code).toBe(0);
    expect((JSON.parse(out) as { files: { path: string }[] }).files.map(({ path }) => path)).toContain('ops/library/bags.yaml');
    split.remove();
  });
});

describe('files that are none', () => {
  test.each([
    ['a missing deal', () => 'deals/acme-41.yaml', 'does not exist'],
    ['an ending left out', () => 'deals/acme-041', 'did you mean deals/acme-041.yaml?'],
    [
      'a link',
      () => {
        symlinkSync(join(shop, 'deals', 'acme-041.yaml'), join(place.path, 'link.yaml'));
        return '../link.yaml';
      },
      'is a symbolic link, and links are not followed',
    ],
    ['a device', () => '/dev/null', 'is no regular file'],
    [
      'a pipe that nobody writes to',
      () => {
        shell(`mkfifo ${join(place.path, 'pipe.yaml')}`);
        return '../pipe.yaml';
      },
      'is no regular file',
    ],
    [
      'a file that is too large',
      () => deal('large.yaml', `# ${'x'.repeat(300_000)}\n`),
      'has more than the 256 KiB that the deal may have',
    ],
    [
      'a folder without deals',
      () => {
        mkdirSync(join(shop, 'nothing'));
        return 'nothing';
      },
      'holds no deal, and nothing was judged',
    ],
  ])('%s', async (_, make, said) => {
    const path = make();
    const { code, out, err } = await check(path);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });

  test('a folder where a file should be', async () => {
    const { code, err } = await check('deals/norwell-042.yaml', '--capacity', 'deals');
    expect(code).toBe(2);
    expect(err).toContain('deals is a folder, and the capacity file is a file');
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const path = deal('secret.yaml', 'handoff: 1\n');
    chmodSync(join(shop, path), 0);
    expect(await check(path)).toMatchObject({ code: 2, err: expect.stringContaining('permission is denied') });
  });

  test('a policy cannot lead out of its repository', async () => {
    const repo = folderFrom(shop);
    mkdirSync(join(repo.path, '.git'));
    const policy = readFileSync(join(repo.path, 'handoff.yaml'), 'utf8');
    const withCapacity = async (path: string) => {
      writeFileSync(join(repo.path, 'handoff.yaml'), policy.replace('capacity: capacity.yaml', `capacity: ${path}`));
      return inProcess(['check', ...TODAY, 'deals/norwell-042.yaml'], { cwd: repo.path });
    };
    expect(await withCapacity('/proc/self/environ')).toMatchObject({
      code: 2,
      err: expect.stringContaining('and not relative to handoff.yaml'),
    });
    expect(await withCapacity('../../../../../../../../proc/self/environ')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^handoff\.yaml:\d+:\d+ .* lies outside of the repository/),
    });
    symlinkSync('/proc/self', join(repo.path, 'ops'));
    expect(await withCapacity('ops/environ')).toMatchObject({ code: 2, err: expect.stringContaining('lies outside of the repository') });
    repo.remove();
  });

  test('a time zone that is none', async () => {
    const { path, remove } = folderFrom(shop);
    writeFileSync(
      join(path, 'handoff.yaml'),
      readFileSync(join(path, 'handoff.yaml'), 'utf8').replace('America/Chicago', 'America/Chigaco'),
    );
    for (const today of [[], TODAY]) {
      const { code, err } = await inProcess(['check', ...today, 'deals/norwell-042.yaml'], { cwd: path });
      expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^handoff\.yaml:5:11 .*'America\/Chigaco' is no time zone/) });
    }
    remove();
  });

  test('deals of two workspaces', async () => {
    const second = folderFrom(shop);
    const { code, err } = await inProcess(['check', ...TODAY, join(shop, 'deals/norwell-042.yaml'), 'deals/norwell-042.yaml'], {
      cwd: second.path,
    });
    expect(code).toBe(2);
    expect(err).toContain('this deal belongs to another workspace (handoff.yaml)');
    second.remove();
  });
});

describe('what is written', () => {
  let plain: string;
  beforeAll(async () => {
    plain = (await inProcess(['check', '--example'])).out;
  });

  test.skipIf(process.platform !== 'linux')('a terminal has colour and its own width', () => {
    const { out } = shell(`script -qec 'stty cols 60; "${process.execPath}" "${PROGRAM}" check --example' /dev/null`);
    expect(out).toContain('\u001B[31m');
    expect(out.split('\r\n').every((line) => line.replace(/\u001B\[\d+m/g, '').length <= 60)).toBe(true);
  });

  test('several formats, files as a whole, and no colour in them', async () => {
    const { code, out, err } = await check('deals', '--format', 'text', '--format', 'json=out/report.json', '--color');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('\u001B[');
    const written = readFileSync(join(shop, 'out', 'report.json'), 'utf8');
    expect(written).toBe((await check('deals', '--format', 'json')).out);
    expect(readdirSync(join(shop, 'out'))).toEqual(['report.json']);
  });

  test('only what was asked for', async () => {
    expect(await check('deals', '--format', 'json=quiet.json')).toEqual({ code: 1, out: '', err: '' });
    expect(existsSync(join(shop, 'quiet.json'))).toBe(true);
  });

  test('the same bytes again, in another time zone and another place', async () => {
    const again = folderFrom(shop);
    const json = ['check', ...TODAY, 'deals', '--format', 'json'];
    expect(handoff(json, { cwd: again.path, env: { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8' } }).out).toBe(
      (await inProcess(json, { cwd: shop })).out,
    );
    again.remove();
  });

  test.each([
    ['no terminal, no colour', {}, [], false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
    ['NO_COLOR wins over FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, [], false],
    ['an empty NO_COLOR says nothing', { NO_COLOR: '', FORCE_COLOR: '1' }, [], true],
    ['the flag wins over NO_COLOR', { NO_COLOR: '1' }, ['--color'], true],
    ['the flag wins over FORCE_COLOR', { FORCE_COLOR: '1' }, ['--no-color'], false],
  ] as const)('%s', async (_, env, flags, coloured) => {
    const { out } = await inProcess(['check', '--example', ...flags], { env });
    expect(out.includes('\u001B[')).toBe(coloured);
    expect(out.replace(/\u001B\[\d+m/g, '')).toBe(plain);
  });

  test('the built program heeds its environment, and says the same', async () => {
    for (const env of [{}, { FORCE_COLOR: '1' }] as Record<string, string>[])
      expect(handoff(['check', '--example'], { env })).toEqual(await inProcess(['check', '--example'], { env }));
  });

  test('no title forges a line, hides or is obeyed', async () => {
    const title = 'Bags\\n✓ YES  deals/x.yaml\\x1b[2K\\x9b1m';
    const path = deal('forged.yaml', `handoff: 1\ncustomer: Acme\ntitle: "${title}"\nwanted: 2027-01-15\nitems: [branded-bag:200]\n`);
    const { out, err } = await check(path);
    expect(out.split('\n').filter((line) => line.startsWith('✓ YES'))).toHaveLength(out === '' ? 0 : 1);
    expect(out + err).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
  });
});

test('the example needs no file and no clock', async () => {
  const empty = folderFrom();
  const { code, out, err } = handoff(['check', '--example'], { cwd: empty.path });
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toMatch(/^✗ NOT YET {2}example\/deals\/acme-041\.yaml · /);
  expect(readdirSync(empty.path)).toEqual([]);
  expect((await inProcess(['check', '--example'], { cwd: ROOT })).out).toBe(out);
  empty.remove();
});
