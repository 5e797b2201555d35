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

/** The example, with a hold in the way: Fern has the embroidery for the weeks before Norwell's date. */
const HELD = {
  ...EXAMPLE,
  'deals/norwell-042.yaml': EXAMPLE['deals/norwell-042.yaml'].replace('customer: Norwell', 'customer: Norwell\nseller: {name: Sam Reed}'),
  'deals/fern-043.yaml': 'handoff: 1\ncustomer: Fern & Fox\nseller: {name: Kim Ode}\nwanted: 2027-01-29\nitems: [branded-bag:400]\n',
  'holds/fern-043.yaml':
    'handoff: 1\nhold: fern-043\ncustomer: Fern & Fox\nseller: {name: Kim Ode}\nfirst: 2026-11-13\nheld: 2026-11-16\nexpires: 2026-11-27\npromised: 2027-01-29\ndigest: "0"\n' +
    'work:\n  - {needs: {embroidery: 1, operator: 1}, from: 2026-12-01, to: 2027-01-08, per_day: 7h}\n',
};

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
  'options-80': [EXAMPLE, 0, 'options deals/acme-041.yaml'],
  'options-frontier-80': [EXAMPLE, 0, 'options deals/norwell-042.yaml --frontier'],
  'options-frontier-two-120': [EXAMPLE, 0, 'options branded-bag:300 branded-bag:20 --by 2026-12-18 --frontier'],
  'options-tried-80': [EXAMPLE, 1, 'options deals/acme-041.yaml --drop bags:120 --date 2026-12-22'],
  'options-tried-person-80': [EXAMPLE, 0, 'options deals/acme-041.yaml --person sewer:2026-11-23 --date 2027-01-06 --material canvas'],
  'options-never-80': [LONG, 0, 'options never.yaml --frontier'],
  'options-json': [EXAMPLE, 0, 'options deals/acme-041.yaml --frontier --format json'],
  'options-tried-json': [EXAMPLE, 1, 'options deals/acme-041.yaml --price 1000 --input artwork:2026-11-23 --format json'],
  'hold-80': [EXAMPLE, 0, 'hold deals/norwell-042.yaml --as sam@larkfield.example'],
  'hold-not-80': [EXAMPLE, 1, 'hold deals/acme-041.yaml'],
  'hold-lost-60': [HELD, 1, 'hold deals/norwell-042.yaml'],
  'hold-json': [EXAMPLE, 0, 'hold deals/norwell-042.yaml --as sam@larkfield.example --format json'],
  'release-80': [HELD, 0, 'release deals/fern-043.yaml'],
  'release-json': [HELD, 0, 'release deals/fern-043.yaml --format json'],
  'confirm-80': [EXAMPLE, 0, 'confirm deals/norwell-042.yaml'],
  'confirm-not-80': [EXAMPLE, 1, 'confirm deals/acme-041.yaml'],
  'confirm-json': [EXAMPLE, 0, 'confirm deals/norwell-042.yaml --format json'],
  'check-held-80': [HELD, 1, 'check deals/norwell-042.yaml'],
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
