// Ways to say yes cost more than the rest of a check: where one line a deal is printed, nobody looks for them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { waysToYes } from '../../src/options/index.ts';
import { inProcess } from './run.ts';

vi.mock(import('../../src/options/index.ts'), async (original) => {
  const actual = await original();
  return { ...actual, waysToYes: vi.fn(actual.waysToYes) };
});

const folder = mkdtempSync(join(tmpdir(), 'handoff-quiet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => vi.mocked(waysToYes).mockClear());

test('one line a deal looks for no ways', async () => {
  const { code, out } = await inProcess(['check', '--example', '--quiet']);
  expect({ code, lines: out.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
  expect(waysToYes).not.toHaveBeenCalled();
});

test('another format of the same run has them', async () => {
  const file = join(folder, 'report.json');
  const { out } = await inProcess(['check', '--example', '--quiet', '--format', 'text', '--format', `json=${file}`]);
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  expect(waysToYes).toHaveBeenCalledOnce();
  const { deals } = JSON.parse(readFileSync(file, 'utf8')) as { deals: { options: unknown[] }[] };
  expect(deals[0].options.length).toBeGreaterThan(0);
});
