// `handoff baseline`: what was wrong before is told and counts down, what is new blocks, and nobody but operations can make a finding old.
import { describe, expect, test } from 'vitest';
import { memoryWorld, type MemoryWorld } from '../../src/dev/generated/memory-world.ts';
import { EXAMPLE, EXAMPLE_TODAY } from '../../src/example/index.ts';
import { main } from '../../src/main.ts';
import type { Report } from '../../src/report/report.ts';

const ACME = 'deals/acme-041.yaml';

/** Runs a command on files and returns what it said; the world keeps what it wrote. */
async function run(world: MemoryWorld, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  world.said.out = world.said.err = '';
  const code = await main(args, world);
  return { code, ...world.said };
}

const worldWith = (files: Record<string, string> = {}) => memoryWorld({ ...EXAMPLE, ...files }, EXAMPLE_TODAY);
const baselineIn = (world: MemoryWorld): string => world.files.get('/w/baseline.yaml')!;
const edit = (world: MemoryWorld, file: string, from: string | RegExp, to: string): void => {
  const path = `/w/${file}`;
  const before = world.files.get(path)!;
  const after = before.replace(from, to);
  expect(after, `${file} has no ${String(from)}`).not.toBe(before);
  world.files.set(path, after);
};
const dealOf = async (world: MemoryWorld, file = ACME) => {
  const { out } = await run(world, 'check', file, '--format', 'json');
  return (JSON.parse(out) as Report).deals[0];
};

describe('a baseline', () => {
  test('records what blocks, and then only new findings do', async () => {
    const world = worldWith();
    expect((await run(world, 'check', ACME)).code).toBe(1);
    const recorded = await run(world, 'baseline');
    expect(recorded).toMatchObject({ code: 0, err: '' });
    expect(recorded.out.replace(/\s+/g, ' ')).toContain('known from today on; only new ones keep a deal from passing');
    expect(baselineIn(world)).toContain('{deal: "acme-041", of: "branded-bag:300 colours=4 handles=long", rule: "operations-date"');

    const after = await run(world, 'check', ACME);
    expect(after.code).toBe(0);
    expect(after.out).toMatch(/^~ NOTHING NEW {2}deals\/acme-041\.yaml/);
    expect(after.out).toContain(`known since ${EXAMPLE_TODAY}, does not block`);
    const { verdict, baseline, checks } = await dealOf(world);
    expect(verdict).toBe('pass');
    expect(baseline).toMatchObject({ recorded: EXAMPLE_TODAY, gone: 0 });
    expect(checks.find(({ rule }) => rule === 'operations-date')).toMatchObject({
      verdict: 'fail',
      blocking: false,
      known_since: EXAMPLE_TODAY,
    });
  });

  test('is not moved by a reformat, a later day or another line', async () => {
    const world = worldWith();
    await run(world, 'baseline');
    edit(world, ACME, 'handoff: 1\n', '# moved down\n\nhandoff: 1\n');
    expect((await run(world, 'check', ACME)).code).toBe(0);
    expect((await run(world, 'check', ACME, '--today', '2026-11-17')).code).toBe(0);
  });

  test.each([
    ['another date', /offered: \{ complete: \d{4}-\d\d-\d\d \}/, 'offered: { complete: 2026-12-17 }'],
    ['more of it', /quantity: 300/, 'quantity: 301'],
    ['another option', /colours: 4/, 'colours: 5'],
  ])('does not cover %s', async (_, from, to) => {
    const world = worldWith();
    await run(world, 'baseline');
    edit(world, ACME, from, to);
    expect((await run(world, 'check', ACME)).code).toBe(1);
  });

  test('counts down, drops what is gone, and takes nothing in without being told to', async () => {
    const world = worldWith();
    await run(world, 'baseline');
    const before = baselineIn(world);
    // 2027-01-04 is after the plan (2026-12-21) and before the safe date (2027-01-07): two of the date rules still fail, at another date.
    edit(world, ACME, /offered: \{ complete: \d{4}-\d\d-\d\d \}/, 'offered: { complete: 2027-01-04 }');
    const { baseline } = await dealOf(world);
    expect(baseline?.still).toBe(0);
    expect(baseline?.gone).toBe(before.match(/deal: "acme-041"/g)!.length);

    const again = await run(world, 'baseline');
    expect(again.out).toContain('came since and are not taken in');
    expect(baselineIn(world)).not.toContain('acme-041');
    expect((await run(world, 'check', ACME)).code).toBe(1);

    const added = await run(world, 'baseline', '--add');
    expect(added.out).toContain('taken in');
    expect((await run(world, 'check', ACME)).code).toBe(0);
    // What other deals have is left alone when one deal is looked at.
    await run(world, 'baseline', 'deals/norwell-042.yaml');
    expect(baselineIn(world)).toContain('acme-041');
  });

  test('cannot be written by a deal, and one that is no baseline is bad input', async () => {
    const world = worldWith();
    await run(world, 'baseline');
    const text = baselineIn(world);
    // Beside the deal it is not operations' file.
    const other = worldWith({ 'deals/baseline.yaml': text });
    expect((await run(other, 'check', ACME)).code).toBe(1);
    const broken = worldWith({ 'baseline.yaml': text.replace('recorded:', 'recordd:') });
    const told = await run(broken, 'check', ACME);
    expect(told.code).toBe(2);
    expect(told.err).toContain('baseline.yaml:4:1');
  });

  test('is of files, and of nothing that was typed', async () => {
    expect(await run(worldWith(), 'baseline', 'branded-bag:300')).toMatchObject({ code: 2, out: '' });
    const world = worldWith();
    edit(world, ACME, 'handoff: 1', 'handoff: 2');
    expect((await run(world, 'baseline')).code).toBe(2);
    expect(world.files.has('/w/baseline.yaml')).toBe(false);
  });
});
