// `handoff waiting`: what waits on whom. Told of story 12 and of deals that lack something of each kind.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { WaitingReport } from '../../src/report/waiting.ts';
import { folderFrom, handoff, ROOT } from './run.ts';

const { path: cwd, remove } = folderFrom(join(ROOT, 'fixtures', 'stories', '12-one-day-apart'));
afterAll(remove);
const run = (...args: string[]) => handoff(['waiting', '--today', '2026-11-16', ...args], { cwd });
const json = (...args: string[]) => JSON.parse(run('--format', 'json', ...args).out) as WaitingReport;

const DEAL = `handoff: 1
customer: Norwell
seller: {name: Sam Reed, email: sam@brightwater.example}
wanted: 2026-12-18
items:
  - deliverable: client-portal
    quantity: 1
    custom:
      - {id: theme, what: Their own colours, effort: {engineer: 8h}, price: 1200, flow: {steps: 1}, change: permanent, choice: build}
`;
const write = (name: string, text: string) => writeFileSync(join(cwd, 'deals', `${name}.yaml`), text);

describe('by person, the oldest first', () => {
  test('what its doer restated otherwise, and what has changed since', () => {
    const { code, out, err } = run();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`lena or Sam Reed
  since 2026-11-13  later-date (Alder Wealth): Lena Frost can deliver by
                    2026-12-04; the promise is due 2026-12-03, 1bd sooner
                    → promise 2026-12-04 or later, or ask lena: handoff restate
                      deals/later-date.yaml --promise go-live --again
  since 2026-11-13  one-day-later (Alder Wealth): Lena Frost restated
                    2026-12-04; the promise is due 2026-12-03, 1bd sooner
                    → find out with lena who is right: promise 2026-12-04 or
                      later, or ask lena: handoff restate
                      deals/one-day-later.yaml --promise go-live --again

lena
                    changed-since (Alder Wealth): approve that 'sso' can be
                    undone: the portal's own sign-in is switched back on
                    → handoff approve deals/changed-since.yaml reversible
                      --subject undo/custom/client-portal.sso
                    changed-since (Alder Wealth): restate 'go-live' again: due
                    changed since lena did on 2026-11-13
                    → ask lena: handoff restate deals/changed-since.yaml
                      --promise go-live
`);
  });

  test('what nobody has said yet, and what nobody is named for', () => {
    write('norwell', DEAL);
    const { waiting, deals } = json('deals/norwell.yaml');
    expect(deals.map(({ deal, verdict }) => [deal, verdict])).toEqual([['norwell', 'fail']]);
    expect(waiting.map(({ on, role, kind, what, since }) => ({ on, role, kind, what, since }))).toEqual([
      {
        on: ['lena'],
        role: null,
        kind: 'restatement',
        what: "restate 'client-portal': ___ portal where the customer's test client signs in and downloads a statement",
        since: null,
      },
      { on: [], role: 'leadership', kind: 'approval', what: "approve that 'theme' stays for good", since: null },
      {
        on: [],
        role: 'delivery-lead',
        kind: 'soft-promise',
        what: 'nobody has asked Sam Reed what else was said or implied to Norwell',
        since: null,
      },
    ]);
    expect(run('deals/norwell.yaml').out).toContain('nobody (leadership: handoff.yaml → principals names nobody)');
  });

  test('what the customer owes, with since when it is late', () => {
    const library = join(cwd, 'ops', 'deliverables.yaml');
    const before = readFileSync(library, 'utf8');
    writeFileSync(library, before.replace('    steps:', '    inputs: [{id: logo, takes: 2bd}, {id: names, takes: 2bd}]\n    steps:'));
    const inputs = 'inputs: [{id: logo, from: Norwell, due: 2026-11-12}, {id: names, from: Norwell, due: 2026-11-20}]\n';
    write('norwell', 'handoff: 1\ncustomer: Norwell\nwanted: 2026-12-18\nitems: [client-portal:1]\n' + inputs);
    const { waiting } = json('deals/norwell.yaml', '--as', 'norwell');
    writeFileSync(library, before);
    expect(waiting.map(({ what, since, kind }) => [kind, what, since])).toEqual([
      ['input', 'logo, which was due 2026-11-12', '2026-11-12'],
      ['input', 'names, due 2026-11-20', null],
    ]);
  });

  test('whose doer cannot be asked waits on the seller', () => {
    write('norwell', `${DEAL}promises: [{id: live, text: The portal is live, doer: zoe}]\n`);
    expect(json('deals/norwell.yaml').waiting.filter(({ kind }) => kind === 'restatement')).toMatchObject([
      { on: ['Sam Reed'], what: "'zoe' is to do 'live', and is nobody of capacity" },
    ]);
  });
});

describe('--as', () => {
  test.each(['lena', 'LENA@brightwater.example', 'Lena Frost'])('%s', (person) => {
    expect(json('--as', person, 'deals/one-day-later.yaml').waiting).toHaveLength(1);
  });

  test('nobody else', () => {
    const { code, out } = run('--as', 'ivo', 'deals/one-day-later.yaml');
    expect({ code, out }).toEqual({ code: 0, out: 'Nothing of one-day-later waits on ivo.\n' });
    expect(run('--as', 'lenna', 'deals/one-day-later.yaml')).toEqual({
      code: 2,
      out: '',
      err: "handoff: nobody is called 'lenna' in capacity.yaml, handoff.yaml → principals or the deals: did you mean lena?\n",
    });
  });
});

test('what is only not signed waits on who gave it, to sign it', () => {
  const policy = join(cwd, 'handoff.yaml');
  const before = readFileSync(policy, 'utf8');
  writeFileSync(policy, `${before}principals: {leadership: [ruth]}\nsignatures: {minimum: ssh, allowed_signers: ops/allowed_signers}\n`);
  writeFileSync(join(cwd, 'ops', 'allowed_signers'), '# nobody yet\n');
  write('norwell', DEAL);
  const args = ['approve', 'deals/norwell.yaml', 'reversible', '--as', 'ruth', '--today', '2026-11-16'];
  expect(handoff(args, { cwd })).toMatchObject({ code: 0, err: '' });
  const [name] = readdirSync(join(cwd, 'signoffs', 'norwell')).filter((each) =>
    readFileSync(join(cwd, 'signoffs', 'norwell', each), 'utf8').includes('2026-11-16'),
  );
  const sign = `handoff sign deals/norwell.yaml ${name.slice(0, 12)}`;
  expect(json('deals/norwell.yaml').waiting.filter(({ kind }) => kind === 'approval')).toMatchObject([
    { on: ['ruth'], role: null, help: sign },
  ]);
  const check = handoff(['check', 'deals/norwell.yaml', '--today', '2026-11-16', '--format', 'json'], { cwd });
  expect(check.out).toContain(`ask ruth to sign it: ${sign}`);
  writeFileSync(policy, before);
  rmSync(join(cwd, 'signoffs', 'norwell', name));
});

test('what was said besides, and the transfer meeting of a signed deal', () => {
  write('norwell', DEAL);
  const soft = () => json('deals/norwell.yaml').waiting.filter(({ kind }) => kind === 'soft-promise');
  const [policy, before] = [join(cwd, 'handoff.yaml'), readFileSync(join(cwd, 'handoff.yaml'), 'utf8')];
  writeFileSync(policy, `${before.replace(/^.*soft-promises:.*\n/m, '')}principals: {delivery-lead: [ivo]}\n`);
  expect(soft()).toMatchObject([
    { on: ['ivo'], role: 'delivery-lead', what: 'nobody has asked Sam Reed what else was said or implied to Norwell' },
  ]);
  write(
    'norwell',
    `${DEAL}state: signed\ndates: {signed: 2026-11-13}\n`
      .replace('wanted: 2026-12-18\n', '')
      .replace('{signed', '{wanted: 2026-12-18, signed'),
  );
  expect(json('deals/norwell.yaml').waiting.filter(({ kind }) => kind === 'meeting')).toMatchObject([
    { on: ['ivo'], since: '2026-11-13', what: 'hand the project over: no transfer meeting is on record' },
  ]);
  writeFileSync(policy, before);
});

test('a waiver that ran out waits since it did', () => {
  const folder = join(cwd, 'deals');
  mkdirSync(folder, { recursive: true });
  write(
    'norwell',
    DEAL.replace(
      'what: Their own colours, effort: {engineer: 8h}, price: 1200',
      'what: Their own colours, effort: {engineer: 8h}, price: 100',
    ),
  );
  const policy = join(cwd, 'handoff.yaml');
  const before = readFileSync(policy, 'utf8');
  writeFileSync(policy, `${before}principals: {leadership: [ruth]}\n`);
  const args = [
    'approve',
    'deals/norwell.yaml',
    'configured-or-priced',
    '--as',
    'ruth',
    '--reason',
    'a gift',
    '--until',
    '2026-11-13',
    '--today',
    '2026-11-13',
  ];
  expect(handoff(args, { cwd })).toMatchObject({ code: 0, err: '' });
  const found = json('deals/norwell.yaml').waiting.filter(({ kind }) => kind === 'sign-off');
  expect(found).toMatchObject([
    {
      on: ['ruth'],
      role: 'leadership',
      since: '2026-11-13',
      what: 'the waiver of ruth expired on 2026-11-13',
      help: 'handoff approve deals/norwell.yaml configured-or-priced --reason "…"',
    },
  ]);
  writeFileSync(policy, before);
});

test('keeps to its schema, and says nothing where nothing waits', () => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'schemas', 'waiting.schema.json'), 'utf8')) as object;
  const holds = new Ajv2020({ strict: true }).compile(schema);
  for (const answer of [json(), json('deals/same-day.yaml'), json('nowhere.yaml')]) {
    expect(holds(answer) ? [] : holds.errors).toEqual([]);
    expect(holds({ ...answer, extra: 1 })).toBe(false);
  }
  expect(run('deals/same-day.yaml').out).toBe('same-day waits on nobody.\n');
});

test('a wrong file is told, and nothing listed', () => {
  write('broken', 'handoff: 2\n');
  const { code, out, err } = run('deals/broken.yaml');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('deals/broken.yaml:1:10');
  expect(run('client-portal:1')).toMatchObject({ code: 2, err: expect.stringContaining("'client-portal:1' is no file") as string });
});

test('a sign-off in the folder of the library that is not as it was signed is a wrong file', () => {
  const { path, remove: away } = folderFrom();
  cpSync(join(ROOT, 'fixtures', 'stories', '13-ward-at-two-in-the-morning'), path, { recursive: true });
  const folder = join(path, 'signoffs', '_library');
  const [name] = readdirSync(folder);
  writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replace('made', 'Made'));
  const { code, err } = handoff(['check', '--today', '2026-11-16', 'deals/by-day.yaml'], { cwd: path });
  expect(code).toBe(2);
  expect(err).toContain(`signoffs/_library/${name}`);
  away();
});
