// What `when` and `menu` say where nobody can say yet when an input comes: so long after it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { main } from '../../src/main.ts';
import type { Menu } from '../../src/report/menu.ts';
import type { WhenReport } from '../../src/report/when.ts';
import { ROOT } from './run.ts';

// A press of eight hours a day; a flyer is one hour of it once the artwork is there. 2026-11-16 is a Monday, and who says yes then signs on Tuesday the 17th.
const FILES: Readonly<Record<string, string>> = {
  'handoff.yaml': `handoff: 1
profile: print
buffers: {sales: 3bd}
rules: {two-failures: {failures: 0, everyday: []}, three-runs: off, comparable-work: off, proven-output: off}
`,
  'capacity.yaml': `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
reserve: 0%
roles: {lead: {rate: 1}, press: {rate: 1}}
people: [{id: ana, role: lead}, {id: dora, role: lead}]
equipment: [{id: press-1, role: press}]
`,
  'deliverables.yaml': `handoff: 1
deliverables:
  flyer:
    title: Flyer
    status: offered
    price: {each: 10}
    owner: ana
    doer: ana
    escalation: [dora]
    inputs: [{id: artwork, blocks: [print], approval: true}]
    steps: [{id: print, needs: {press: 1}, duration: {each: 1h}}]
`,
};

async function run(line: string, changes: Readonly<Record<string, string>> = {}): Promise<{ code: number; out: string }> {
  const world = memoryWorld({ ...FILES, ...changes }, '2026-11-16');
  const code = await main(line.split(' '), world);
  expect(world.said.err).toBe('');
  return { code, out: world.said.out };
}

function valid(schema: string, data: unknown): void {
  const ajv = new Ajv2020({ strict: false });
  expect(ajv.validate(JSON.parse(readFileSync(join(ROOT, 'schemas', schema), 'utf8')) as object, data), JSON.stringify(ajv.errors)).toBe(
    true,
  );
}

test('when: so long after it, with a day as an example', async () => {
  // 24 flyers are three days: artwork on Tuesday the 17th is done on Thursday the 19th, 2bd after it; with 3bd of buffer 5bd.
  const { code, out } = await run('when flyer:24');
  expect({ code, out }).toEqual({
    code: 0,
    out: `24 × Flyer · signed on 2026-11-17
  safe    2bd         after 'artwork' comes; 2026-11-19 if it comes on
                      2026-11-17
  offer   5bd         after 'artwork' comes: the safe date and 3bd of sales
                      buffer
`,
  });
  const report = JSON.parse((await run('when flyer:24 --format json')).out) as WhenReport;
  expect(report.answer).toMatchObject({
    safe: null,
    relative: { input: 'artwork', safe: '2bd', offer: '5bd', planned: '2026-11-17', if_planned: '2026-11-19', but: null },
    no_date: [],
    also: [],
  });
  valid('when.schema.json', report);
});

test('and where it takes more on some days, that it does', async () => {
  // Nobody works on Monday the 23rd and Tuesday the 24th at the press: artwork on Friday the 20th is done 2bd after Wednesday, and not 2bd after Friday.
  const down = { 'capacity.yaml': FILES['capacity.yaml'].replace('role: press}]', 'role: press, down: 2026-11-23..2026-11-24}]') };
  const { out } = await run('when flyer:24', down);
  expect(out.replace(/\n {10,}/g, ' ')).toMatch(
    /but .*within 2bd after 'artwork': the plan needs 2bd from 2026-11-17, and more if it comes on 2026-11-19/,
  );
});

test('two that are open have no date, and the first is told', async () => {
  const two = {
    'deliverables.yaml': FILES['deliverables.yaml'].replace('approval: true}]', 'approval: true}, {id: texts, blocks: [print]}]'),
  };
  const { code, out } = await run('when flyer:24', two);
  expect(code).toBe(1);
  expect(out).toContain('✗ NO DATE  24 × Flyer');
});

test('menu: the same in a terminal, as a document and as data', async () => {
  const { code, out } = await run('menu flyer:24');
  expect(code).toBe(0);
  expect(out.replace(/\n {10,}/g, ' ')).toContain(
    "  dates    safe 2bd after 'artwork' comes, offer 5bd (24; safe 2026-11-19 if it comes on 2026-11-17)\n",
  );
  const markdown = (await run('menu flyer:24 --markdown')).out;
  expect(markdown).toContain('| 24 | when it comes | 2bd after `artwork` comes | 5bd |');
  expect(markdown).toContain('`artwork` from the customer first');
  const menu = JSON.parse((await run('menu flyer:24 --format json')).out) as Menu;
  expect(menu.entries[0]).toMatchObject({ safe: null, relative: { safe: '2bd', offer: '5bd' } });
  valid('menu.schema.json', menu);
});
