// Ways to say yes cost more than the rest of a check: where one line a deal is printed, nobody looks for them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { needsWays } from '../../src/report/answer.ts';
import { PLAIN } from '../../src/report/book/question.ts';
import { inProcess } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'handoff-quiet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['quiet', ['text'], false],
  ['quiet', ['text', 'json'], true],
  ['normal', ['text'], true],
] as const)('%s as %j looks for ways: %s', (detail, formats, looks) => {
  expect(needsWays({ question: PLAIN, detail, outputs: formats.map((format) => ({ format })) })).toBe(looks);
});

test('another format of the same run has them', async () => {
  const file = join(folder, 'report.json');
  const { out } = await inProcess(['check', '--example', '--quiet', '--format', 'text', '--format', `json=${file}`]);
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  const { deals } = JSON.parse(readFileSync(file, 'utf8')) as { deals: { options: unknown[] }[] };
  expect(deals[0].options.length).toBeGreaterThan(0);
});
