// What `handoff plan`, `handoff when`, `handoff menu` and the review formats of `handoff check` say, byte for byte: at 80 and 120 columns, and as JSON. UPDATE=1 records; then read the difference.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { EXAMPLE } from '../../src/example/index.ts';
import { main } from '../../src/main.ts';
import { ROOT } from './run.ts';

const FOLDER = join(ROOT, 'fixtures', 'answers');
const update = process.env.UPDATE === '1';

const longFolder = join(FOLDER, 'long');
const LONG = Object.fromEntries(readdirSync(longFolder).map((name) => [name, readFileSync(join(longFolder, name), 'utf8')]));

/** Each answer by the name of its file: the workspace, the exit code that the question deserves, the command line. */
const QUESTIONS: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, exit: number, line: string]>> = {
  'plan-80': [EXAMPLE, 0, 'plan deals/acme-041.yaml'],
  'plan-chart-40': [EXAMPLE, 0, 'plan deals/acme-041.yaml --chart'],
  'plan-chart-80': [EXAMPLE, 0, 'plan deals/acme-041.yaml --chart'],
  'plan-chart-120': [EXAMPLE, 0, 'plan deals/acme-041.yaml --chart'],
  'plan-worst-80': [EXAMPLE, 0, 'plan deals/acme-041.yaml --worst --chart'],
  'plan-two-deals-80': [EXAMPLE, 0, 'plan deals'],
  'plan-items-80': [EXAMPLE, 0, 'plan branded-bag:300 branded-bag:20'],
  'plan-long-chart-80': [LONG, 0, 'plan deal.yaml --chart'],
  'plan-long-chart-120': [LONG, 0, 'plan deal.yaml --chart'],
  'plan-long-worst-80': [LONG, 0, 'plan deal.yaml --worst'],
  'plan-never-80': [LONG, 1, 'plan never.yaml --chart'],
  'plan-json': [EXAMPLE, 0, 'plan deals/acme-041.yaml --chart --format json'],
  'plan-never-json': [LONG, 1, 'plan never.yaml --format json'],
  'when-80': [EXAMPLE, 0, 'when branded-bag:300'],
  'when-120': [EXAMPLE, 0, 'when branded-bag:300'],
  'when-start-80': [EXAMPLE, 0, 'when branded-bag:300 --start 2026-12-21'],
  'when-several-80': [LONG, 0, 'when rollout:1 training:6'],
  'when-start-later-80': [LONG, 0, 'when training:6 --start 2026-11-20'],
  'when-never-80': [LONG, 1, 'when museum:1 training:6'],
  'menu-80': [LONG, 0, 'menu'],
  'menu-40': [EXAMPLE, 0, 'menu branded-bag:300'],
  'menu-markdown': [LONG, 0, 'menu --markdown'],
  'menu-json': [LONG, 0, 'menu --format json'],
  'check-github': [EXAMPLE, 1, 'check deals --format github'],
  'check-gitlab-json': [EXAMPLE, 1, 'check deals --format gitlab'],
  'check-html': [EXAMPLE, 1, 'check deals/acme-041.yaml --format html'],
  'check-junit': [EXAMPLE, 1, 'check deals --format junit'],
  'check-markdown': [EXAMPLE, 1, 'check deals --format markdown'],
  'check-sarif-json': [EXAMPLE, 1, 'check deals --format sarif'],
  'when-json': [EXAMPLE, 0, 'when branded-bag:300 --format json'],
  'when-never-json': [LONG, 1, 'when museum:1 training:6 --format json'],
};

test('every recorded answer has its question', () => {
  const recorded = readdirSync(FOLDER).filter((name) => /\.(txt|json)$/.test(name));
  if (!update) expect(recorded.sort()).toEqual(Object.keys(QUESTIONS).map(fileOf).sort());
});

describe.each(Object.entries(QUESTIONS))('%s', (name, [files, exit, line]) => {
  test(`handoff ${line}`, async () => {
    const width = /\d+$/.exec(name)?.[0];
    const world = { ...memoryWorld(files, '2026-11-16'), columns: () => (width === undefined ? null : Number(width)) };
    const code = await main(line.split(' '), world);
    expect({ code, err: world.said.err }).toEqual({ code: exit, err: '' });
    const path = join(FOLDER, fileOf(name));
    const now = name.endsWith('json') ? world.said.out : `$ handoff ${line}\n${world.said.out}exit ${code}\n`;
    if (update) writeFileSync(path, now);
    expect(existsSync(path), `${path} is not recorded: UPDATE=1 npx vitest run tests/cli/answers.test.ts`).toBe(true);
    expect(now).toBe(readFileSync(path, 'utf8'));
  });
});

function fileOf(name: string): string {
  return name.endsWith('-json') ? `${name.slice(0, -'-json'.length)}.json` : `${name}.txt`;
}
