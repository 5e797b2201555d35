// `handoff init`: whatever the day and the profile, one deal passes and one does not yet, and says why.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { main } from '../../src/main.ts';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import { PROFILES, type Profile } from '../../src/model/policy.ts';
import type { Report } from '../../src/report/report.ts';
import { folderFrom, handoff, inProcess } from './run.ts';

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

/** An example: the deal that passes, and of the other what is said first, what cannot be judged, and what comes of doing as told. */
interface Story {
  readonly yes: string;
  readonly notYet: string;
  readonly stops: readonly string[];
  readonly unknown?: readonly string[];
  /** What the findings advise the seller to write. */
  readonly advised: readonly (readonly [from: string, to: string])[];
  /** What then is still others' to do. */
  readonly left?: readonly string[];
}

const STORIES: Readonly<Record<Profile, Story>> = {
  services: {
    yes: 'alder-042',
    notYet: 'harbor-041',
    stops: ['start-from-capacity', 'staffing-pattern'],
    advised: [
      ['2026-11-30', '2026-12-14'],
      ['2026-12-23', '2027-01-06'],
    ],
  },
  'make-to-order': {
    yes: 'norwell-042',
    notYet: 'acme-041',
    stops: ['operations-date'],
    advised: [['2026-12-18', '2027-01-12']],
  },
  saas: {
    yes: 'norwell-042',
    notYet: 'quill-041',
    stops: ['operations-date', 'error-budget', 'doer-restated', 'soft-promises'],
    advised: [['2027-01-15', '2027-03-04']],
    left: ['error-budget', 'doer-restated', 'soft-promises'],
  },
  print: {
    yes: 'fern-042',
    notYet: 'tern-041',
    stops: ['upstream-reset', 'expedite-materials', 'doer-restated'],
    // No day can be promised while the artwork is open.
    unknown: ['operations-date'],
    advised: [['2026-12-04', '{ after: artwork, within: 13bd }']],
  },
  trades: {
    yes: 'marlow-042',
    notYet: 'hollis-041',
    stops: ['operations-date', 'expedite-materials', 'doer-restated', 'soft-promises'],
    advised: [['2026-12-22', '2027-02-02']],
  },
  'regulated-care': {
    yes: 'ortega-042',
    notYet: 'lind-041',
    stops: ['safety-ratio'],
    // Room for one more is a stay for one: the hours of both would still be owed.
    advised: [
      ['weight: 2', 'weight: 1'],
      ['respite-stay:2', 'respite-stay:1'],
    ],
  },
};

describe.each(PROFILES)('%s', (profile) => {
  const { yes, notYet, stops, unknown = [], advised, left = [] } = STORIES[profile];

  // Of the days each profile has its share, and each day has two profiles.
  const own = DAYS.filter((_, n) => process.env['HANDOFF_ALL'] === '1' || n % 3 === PROFILES.indexOf(profile) % 3);

  test.each(own)('%s', async (today) => {
    const world = memoryWorld({}, today);
    expect(await main(['init', 'shop', '--profile', profile], world)).toBe(0);
    world.said.out = '';
    expect(await main(['check', 'shop', '--format', 'json'], world)).toBe(1);
    const { deals } = JSON.parse(world.said.out) as Report;
    expect(world.said.err).toBe('');
    expect(Object.fromEntries(deals.map(({ deal, verdict }) => [deal, verdict]))).toEqual({ [notYet]: 'fail', [yes]: 'pass' });
    expect(deals.map(({ profile: by }) => by)).toEqual([profile, profile]);
    const said = (of: string, which: string) =>
      deals.find(({ deal }) => deal === of)!.checks.flatMap(({ rule, verdict }) => (verdict === which ? [rule] : []));
    expect(said(yes, 'unknown')).toEqual([]);
    expect(said(yes, 'fail')).toEqual([]);
    expect(said(notYet, 'unknown')).toEqual(unknown);
    const stopping = deals.find(({ deal }) => deal === notYet)!.checks.filter((check) => check.blocking && check.told_by === null);
    expect(stopping.map(({ rule }) => rule)).toEqual(stops);
  });

  test('whoever does what it says has a deal that passes, but for what others have to do', async () => {
    const world = memoryWorld({}, '2026-11-16');
    await main(['init', '.', '--profile', profile], world);
    const path = `/w/deals/${notYet}.yaml`;
    const changed = advised.reduce((text, [from, to]) => text.replaceAll(from, to), world.files.get(path)!);
    world.write(path, changed);
    world.said.out = '';
    await main(['check', path, '--format', 'json'], world);
    const { checks } = (JSON.parse(world.said.out) as Report).deals[0];
    expect(checks.flatMap(({ rule, blocking }) => (blocking ? [rule] : []))).toEqual(left);
  });

  test('the dates in it are moved, those with an hour too', async () => {
    const world = memoryWorld({}, '2031-05-14');
    await main(['init', 'shop', '--profile', profile], world);
    const own = [...world.files].filter(([path]) => !path.includes('/.handoff/')).map(([, text]) => text);
    expect(own.join('')).toContain('2031-05-12');
    expect(own.join('')).not.toContain('2026-');
  });
});

test('capacity is as of the day in the zone that the workspace is given, not of the machine', async () => {
  // 2027-01-04 03:00 UTC is a Monday there, and still Sunday 2027-01-03, 21:00, in Chicago (six hours behind).
  const world = memoryWorld({}, '2027-01-04');
  const days: Readonly<Record<string, string>> = { UTC: '2027-01-04', 'America/Chicago': '2027-01-03' };
  await main(['init', 'shop'], { ...world, today: (zone) => parseDay(days[zone]) as Day });
  expect(world.files.get('/w/shop/capacity.yaml')).toMatch(/^as_of: 2027-01-03$/m);
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

test('nothing is overwritten', async () => {
  const { path: cwd, remove } = folderFrom();
  writeFileSync(join(cwd, 'capacity.yaml'), 'mine');
  const { code, out, err } = await inProcess(['init'], { cwd });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe('handoff: capacity.yaml would be overwritten: name a folder that is empty or not there yet, as handoff init shop\n');
  expect(readFileSync(join(cwd, 'capacity.yaml'), 'utf8')).toBe('mine');
  expect(existsSync(join(cwd, 'handoff.yaml'))).toBe(false);
  writeFileSync(join(cwd, 'file'), '');
  expect(await inProcess(['init', 'file'], { cwd })).toMatchObject({ code: 2, err: expect.stringContaining('file is no folder') });
  mkdirSync(join(cwd, 'empty'));
  expect(await inProcess(['init', 'empty'], { cwd })).toMatchObject({ code: 0, err: '' });
  remove();
});
