// The commands that judge nothing: what they print comes from the rules and the schemas themselves.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { main } from '../../src/main.ts';
import { PROFILES } from '../../src/model/policy.ts';
import { RULES } from '../../src/rules/index.ts';
import { COMMON_REASONS } from '../../src/rules/rule.ts';
import { widthOf } from '../../src/report/render/width.ts';
import { handoff, ROOT } from './run.ts';

const run = async (...argv: string[]) => {
  const world = memoryWorld({}, '2026-11-16');
  const code = await main(argv, world);
  return { code, ...world.said };
};

describe.each(RULES.map((rule) => [rule.id, rule] as const))('explain %s', (id, rule) => {
  test('says everything, with an example that fails and one that passes', async () => {
    const { code, out, err } = await run('explain', id);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const words = out.replace(/\s+/g, ' ');
    for (const part of [rule.title, rule.why, rule.source, ...Object.values(rule.reasons)])
      expect(words).toContain(part.replace(/\s+/g, ' '));
    for (const name of [...Object.keys(rule.options.def.shape), ...Object.keys(rule.reasons)]) expect(out).toContain(`    ${name} `);
    expect(out).toContain('\n  Fails\n    # ');
    expect(out).toContain('# <- here');
    expect(out).toMatch(/\n {2}Passes\n[^]*\n {4}✓ /);
    const prose = out.slice(0, out.indexOf('\n  Fails\n'));
    expect(prose.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
  });

  test('explains each reason that a report may print', async () => {
    for (const [reason, meaning] of Object.entries({ ...COMMON_REASONS, ...rule.reasons })) {
      const { code, out } = await run('explain', `${id}/${reason}`);
      expect(code).toBe(0);
      expect(out.replace(/\s+/g, ' ')).toContain(meaning);
    }
    expect(await run('explain', `${id}/nonsense`)).toMatchObject({ code: 2, out: '' });
  });
});

test('a rule of a later version is no typing mistake', async () => {
  expect(await run('explain', 'queue-holds')).toMatchObject({ code: 2, err: expect.stringContaining('this version does not judge yet') });
});

test.each(PROFILES)('rules --profile %s lists every rule', async (profile) => {
  const { code, out } = await run('rules', '--profile', profile);
  expect(code).toBe(0);
  for (const { id } of RULES) expect(out).toMatch(new RegExp(`^${id} `, 'm'));
  expect(out.split('\n')[0]).toContain(profile);
  expect(out.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
});

test.each(['deal', 'capacity', 'deliverables', 'history', 'policy', 'report'])('schema %s is the file that is shipped', async (name) => {
  expect((await run('schema', name)).out).toBe(readFileSync(join(ROOT, 'schemas', `${name}.schema.json`), 'utf8'));
});

test('the built program can do all of it', () => {
  for (const args of [['rules'], ['rules', '--color'], ['explain', 'two-failures', '--color'], ['schema', 'deal']]) {
    expect(handoff(args)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/\n$/) });
  }
});
