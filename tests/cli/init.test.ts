// `handoff init`: whatever the day and the profile, one deal passes and one does not yet.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { main } from '../../src/main.ts';
import { formatDay, parseDay } from '../../src/model/day.ts';
import { PROFILES } from '../../src/model/policy.ts';
import type { Report } from '../../src/report/report.ts';
import { folderFrom, handoff } from './run.ts';

/** Two weeks of days, so every weekday; the ends of years and a leap day. */
const DAYS = [
  ...Array.from({ length: 7 }, (_, n) => formatDay((parseDay('2026-11-16') as number) + n)),
  '2026-12-24',
  '2026-12-31',
  '2027-01-01',
  '2028-02-29',
  '2029-06-17',
  '2032-10-02',
  '2040-05-09',
];

describe.each(PROFILES)('%s', (profile) => {
  test.each(DAYS)('%s', async (today) => {
    const world = memoryWorld({}, today);
    expect(await main(['init', 'shop', '--profile', profile], world)).toBe(0);
    world.said.out = '';
    expect(await main(['check', 'shop', '--format', 'json'], world)).toBe(1);
    const { deals } = JSON.parse(world.said.out) as Report;
    expect(world.said.err).toBe('');
    expect(deals.map(({ deal, verdict, profile: by }) => [deal, verdict, by])).toEqual([
      ['acme-041', 'fail', profile],
      ['norwell-042', 'pass', profile],
    ]);
  });
});

test('what it writes, and what it says to do next', () => {
  const { path: cwd, remove } = folderFrom();
  const { code, out, err } = handoff(['init', 'my shop', '--today', '2026-11-16'], { cwd });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('cd "my shop"');
  const shop = join(cwd, 'my shop');
  // The commands it names are the ones that work.
  const commands = [...out.matchAll(/handoff (check \S+)/g)].map(([, command]) => command.split(' '));
  expect(commands.map((command) => handoff([...command, '--today', '2026-11-16'], { cwd: shop }).code)).toEqual([0, 1]);
  for (const file of ['handoff.yaml', 'capacity.yaml', 'deliverables.yaml', 'deals/acme-041.yaml']) {
    const modeline = /^# yaml-language-server: \$schema=(.*)\n/.exec(readFileSync(join(shop, file), 'utf8'));
    expect(existsSync(join(shop, file, '..', modeline![1])), file).toBe(true);
  }
  remove();
});

test('nothing is overwritten', () => {
  const { path: cwd, remove } = folderFrom();
  writeFileSync(join(cwd, 'capacity.yaml'), 'mine');
  const { code, out, err } = handoff(['init'], { cwd });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe('handoff: capacity.yaml would be overwritten: name a folder that is empty or not there yet, as handoff init shop\n');
  expect(readFileSync(join(cwd, 'capacity.yaml'), 'utf8')).toBe('mine');
  expect(existsSync(join(cwd, 'handoff.yaml'))).toBe(false);
  writeFileSync(join(cwd, 'file'), '');
  expect(handoff(['init', 'file'], { cwd })).toMatchObject({ code: 2, err: expect.stringContaining('file is no folder') });
  mkdirSync(join(cwd, 'empty'));
  expect(handoff(['init', 'empty'], { cwd })).toMatchObject({ code: 0, err: '' });
  remove();
});
