// What a deal names as documents is read as safely as its other files, and what is wrong with one is told at its line; nothing else suffers.
import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { folderFrom, inProcess, ROOT } from './run.ts';

const { path: root, remove } = folderFrom();
const base = join(ROOT, 'fixtures', 'rules', '_base');
afterAll(remove);

beforeAll(() => {
  mkdirSync(join(root, 'shop', '.git'), { recursive: true });
  mkdirSync(join(root, 'shop', 'deals', 'folder'), { recursive: true });
  for (const name of readdirSync(base).filter((each) => each.endsWith('.yaml'))) copyFileSync(join(base, name), join(root, 'shop', name));
  writeFileSync(join(root, 'secret.md'), '99 bags\n');
  writeFileSync(join(root, 'shop', 'terms.md'), 'Ten bags by 18 December 2026.\n');
  writeFileSync(join(root, 'shop', 'deals', 'proposal.md'), '\uFEFFTen bags.\r\nReady on 17 December 2026.\r\n');
  writeFileSync(join(root, 'shop', 'deals', 'latin.md'), Buffer.from([0x41, 0xe9, 0x41]));
  writeFileSync(join(root, 'shop', 'deals', 'large.md'), 'x'.repeat(256 * 1024 + 1));
  symlinkSync(join(root, 'secret.md'), join(root, 'shop', 'deals', 'link.md'));
});

/** The finding of a deal with one document, as `line:column message → help`. */
async function told(document: string, ...args: string[]): Promise<string[]> {
  writeFileSync(
    join(root, 'shop', 'deals', 'deal.yaml'),
    `handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [bag:10]\ndocuments: [${JSON.stringify(document)}]\n`,
  );
  const { out, err } = await inProcess(['check', 'deals/deal.yaml', '--today', '2026-11-16', '--format', 'json', ...args], {
    cwd: join(root, 'shop'),
  });
  expect(err).toBe('');
  const [deal] = (JSON.parse(out) as Report).deals;
  expect(deal.dates.nominal).not.toBeNull();
  const { findings } = deal.checks.find(({ rule }) => rule === 'proposal-matches')!;
  return findings.map(({ at, message, help }) => `${at.file}:${at.line}:${at.column} ${message} → ${help}`);
}

test.each([
  ['missing.md', 'deals/missing.md does not exist', "write its path from the deal's folder"],
  ['proposal', 'deals/proposal does not exist', 'did you mean proposal.md?'],
  ['folder', 'deals/folder is a folder, and a document of the deal is a file', 'name a file in it'],
  ['link.md', 'deals/link.md is a symbolic link, and links are not followed', 'name the file that it leads to'],
  ['../../secret.md', '../secret.md lies outside of the repository', 'keep it in the repository'],
  ['/etc/hostname', 'lies outside of the repository', 'keep it in the repository'],
  ['large.md', 'deals/large.md has more than the 256 KiB that a document of the deal may have', 'split it, or remove what is not needed'],
  ['latin.md', 'deals/latin.md cannot be read: the file is not UTF-8: byte 0xe9 begins no character', 'save it as UTF-8'],
])('%s', async (document, message, help) => {
  const [finding, ...more] = await told(document);
  expect(more).toEqual([]);
  expect(finding).toMatch(/^deals\/deal\.yaml:5:13 /);
  expect(finding).toContain(message);
  expect(finding).toContain(` → ${help}`);
});

test('a document is read from the folder of its deal, and is one of the files of the report', async () => {
  expect(await told('../terms.md')).toEqual([]);
  expect((await told('proposal.md'))[0]).toContain("deals/proposal.md:2:10 '17 December 2026' (2026-12-17) is no date of the deal");
  const { out } = await inProcess(['check', 'deals/deal.yaml', '--today', '2026-11-16', '--format', 'json'], { cwd: join(root, 'shop') });
  expect((JSON.parse(out) as Report).files).toContainEqual({ kind: 'document', path: 'deals/proposal.md', source: 'worktree' });
});
