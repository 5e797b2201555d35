// The commands that judge nothing: what they print comes from the rules and the schemas themselves.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { SCHEMA_NAMES } from '../../src/cli/schema-names.ts';
import { main } from '../../src/main.ts';
import { PROFILES } from '../../src/model/policy.ts';
import { listed } from '../../src/model/words.ts';
import { RULES } from '../../src/rules/index.ts';
import { COMMON_REASONS } from '../../src/rules/rule.ts';
import { REASON_LISTS } from '../../src/report/reasons.ts';
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
    if (rule.final !== undefined) expect(words).toContain(` nobody: ${listed(rule.final, 'or')} `);
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

describe.each(Object.entries(REASON_LISTS))('explain %s', (list, { about, kinds }) => {
  test('lists every kind, within 80 columns', async () => {
    const { code, out, err } = await run('explain', list);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const words = out.replace(/\s+/g, ' ');
    expect(words).toContain(about);
    for (const [kind, meaning] of Object.entries(kinds)) {
      expect(out).toContain(`\n    ${kind} `);
      expect(words).toContain(meaning);
    }
    expect(out.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
  });

  test('says each kind by itself', async () => {
    for (const [kind, meaning] of Object.entries(kinds)) {
      const { code, out } = await run('explain', `${list}/${kind}`);
      expect(code).toBe(0);
      expect(out.replace(/\s+/g, ' ')).toContain(meaning);
    }
  });
});

test('explain --list: every word that is explained, each of which is', async () => {
  const { code, out } = await run('explain', '--list');
  expect(code).toBe(0);
  const words = out.split('\n').flatMap((line) => /^ {4}(\S+) /.exec(line)?.[1] ?? []);
  expect(words).toEqual([
    ...RULES.map(({ id }) => id),
    ...Object.entries(REASON_LISTS).flatMap(([list, { kinds }]) => Object.keys(kinds).map((kind) => `${list}/${kind}`)),
  ]);
  for (const word of words) expect(await run('explain', word)).toMatchObject({ code: 0, err: '' });
  expect(out.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
});

test.each([
  ['waits/rol', "handoff: waits has no 'rol': did you mean role?\nhandoff explain waits lists them\n"],
  ['wiats/role', "handoff: 'wiats/role' is nothing that is explained: did you mean waits/role?\nhandoff explain --list lists all words\n"],
  [
    'no-people',
    "handoff: 'no-people' is nothing that is explained: did you mean no-date/no-people?\nhandoff explain --list lists all words\n",
  ],
  ['no-data', "handoff: 'no-data' is no rule: did you mean no-date?\nhandoff explain --list lists all words\n"],
  ['waits/', "handoff: waits has no ''\nhandoff explain waits lists them\n"],
  ['waits/toString', "handoff: waits has no 'toString'\nhandoff explain waits lists them\n"],
  ['toString', "handoff: 'toString' is no rule\nhandoff explain --list lists all words\n"],
])('explain %s is told what was probably meant', async (word, err) => {
  expect(await run('explain', word)).toEqual({ code: 2, out: '', err });
});

test.each([[['explain']], [['explain', 'waits', '--list']]])('%j is told how it is asked', async (argv) => {
  expect(await run(...argv)).toEqual({ code: 2, out: '', err: 'handoff: explain takes one word, or --list for all that there are\n' });
});

test.each(PROFILES)('rules --profile %s lists every rule', async (profile) => {
  const { code, out } = await run('rules', '--profile', profile);
  expect(code).toBe(0);
  for (const { id } of RULES) expect(out).toMatch(new RegExp(`^${id} `, 'm'));
  expect(out.split('\n')[0]).toContain(profile);
  expect(out.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
});

test.each(SCHEMA_NAMES)('schema %s is the file that is shipped', async (name) => {
  expect((await run('schema', name)).out).toBe(readFileSync(join(ROOT, 'schemas', `${name}.schema.json`), 'utf8'));
});

test('the built program can do all of it', () => {
  for (const args of [['rules'], ['rules', '--color'], ['explain', 'two-failures', '--color'], ['schema', 'deal']]) {
    expect(handoff(args)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/\n$/) });
  }
});
