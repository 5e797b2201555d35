// The page of the manual: every command and flag is in it, and a reader of manuals has nothing to complain of.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outlineOf } from '../../src/cli/outline.ts';
import { wholeProgram } from '../../src/cli/program.ts';
import { ROOT } from '../cli/run.ts';

const page = join(ROOT, 'man', 'handoff.1');
const text = readFileSync(page, 'utf8');
const groff = spawnSync('groff', ['--version']).status === 0;

test('the package brings it', () => {
  const { man, files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { man: string; files: string[] };
  expect(man).toBe('man/handoff.1');
  expect(files).toContain('man');
});

test.skipIf(!groff)(
  `is shown without a complaint, with every command, flag and example${groff ? '' : ' (skipped: no groff is here)'}`,
  () => {
    const { status, stdout, stderr } = spawnSync('groff', ['-man', '-ww', '-Tutf8', '-P-cbou', '-rLL=500n', page], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { commands } = outlineOf(wholeProgram('0'));
    // Hyphens as they are typed: whoever copies a flag out of it has one that works.
    for (const { name, description, flags, after } of commands) {
      expect(stdout).toContain(`handoff ${name}`);
      expect(stdout).toContain(description);
      for (const { long, description: words } of flags) {
        expect(stdout).toMatch(new RegExp(`^ +(?:-\\w, )?${long}\\b`, 'm'));
        expect(stdout).toContain(words);
      }
      for (const line of after.split('\n')) expect(stdout).toContain(line.trim());
    }
  },
);

test('no line is taken for a command of roff that is none', () => {
  const macros = text.split('\n').filter((line) => line.startsWith('.') || line.startsWith("'"));
  expect(new Set(macros.map((line) => line.split(' ')[0]))).toEqual(
    new Set(['.\\"', '.TH', '.SH', '.SS', '.TP', '.PP', '.B', '.I', '.RI', '.nf', '.fi', '.br']),
  );
  expect(text).toMatch(/^[\0-\x7F]*$/);
});
