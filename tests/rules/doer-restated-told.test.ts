// What is told of a doer's word, whole: place, help and data of every finding, several promises, phases. Today is Monday 2026-11-16.
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import { COMMAND_LINE, type PathPart } from '../../src/model/place.ts';
import type { Restatement } from '../../src/model/restatement.ts';
import type { SignOff } from '../../src/model/signoff.ts';
import { doerRestated } from '../../src/rules/doer-restated.ts';
import { judgeBase, restated, type Judged } from './workspace.ts';

const id = 'doer-restated';
const on = (text: string) => parseDay(text) as Day;

const HEAD = `handoff: 1
customer: Acme Outdoor
seller: {name: Sam Reed}
wanted: 2026-12-18
`;
const ITEMS = 'items: [{id: bags, deliverable: bag, quantity: 300}]\n';
const promiseOf = (name: string, more: string) => `  - id: ${name}
    text: Branded bags at the dock of the winter sale
    complete_when: {observable: 300 bags accepted at the dock, measure: bags accepted, threshold: "300", evidence: signed delivery note}
    doer: ben
${more}`;
const ONE = `${HEAD}${ITEMS}promises:\n${promiseOf('on-site', '    items: [bags]\n    quantity: 300\n    due: 2026-12-18\n    excludes: [Gift wrapping, Repairs]\n')}`;
const policy = (text: string) => text.replace('doer-restated: off', 'doer-restated: error');
const judged = (deal: string, signoffs: readonly SignOff[] = [], more: object = {}): Judged =>
  judgeBase({ policy, deal, ...more }, signoffs);
const whole = judged(ONE);
const said = (words: Partial<Restatement>) => judged(ONE, restated(whole, words)).of(id);
const again = 'ask ben: handoff restate deal.yaml --promise on-site --again';

describe('every finding, whole', () => {
  test.each<[Partial<Restatement>, string, { at: PathPart[]; help: string; data: object }]>([
    [{ quantity: 500 }, 'quantity', { at: ['promises', 0, 'quantity'], help: `find out with ben who is right, change the promise or ${again}`, data: { restated: 500, promised: 300 } }],
    [{ quantity: null }, 'quantity', { at: ['promises', 0, 'quantity'], help: again, data: { restated: null, promised: 300 } }],
    [{ due: null }, 'no-date', { at: ['promises', 0, 'due'], help: again, data: {} }],
    [{ due: on('2026-12-21') }, 'date', { at: ['promises', 0], help: `find out with ben who is right: promise 2026-12-21 or later, or ${again}`, data: { restated: '2026-12-21', due: '2026-12-18' } }],
    [{ delivers: 'later', later: on('2026-12-21') }, 'later', { at: ['promises', 0], help: `promise 2026-12-21 or later, or ${again}`, data: { restated: '2026-12-21', due: '2026-12-18' } }],
    [{ delivers: 'no' }, 'refused', { at: ['promises', 0], help: 'ask ben what can be, and promise that', data: {} }],
    [{ evidence: ['photo', 'stamp'] }, 'evidence', { at: ['promises', 0, 'complete_when'], help: again, data: { picked: ['photo', 'stamp'] } }],
    [{ excludes: ['repairs'] }, 'exclusions', { at: ['promises', 0, 'excludes'], help: again, data: { missed: ['Gift wrapping'], added: [] } }],
    [{ words: 'The crates stand counted by the ramp' }, 'too-short', { at: ['promises', 0], help: again, data: { words: 4 } }],
    [{ words: 'branded bags at the dock of the winter sale' }, 'copied', { at: ['promises', 0], help: again, data: { share: 100 } }],
    [{ words: 'Customers feel happier about their whole shopping trip' }, 'vague', { at: ['promises', 0], help: again, data: { word: 'happier' } }],
  ])('%j: %s', (words, reason, { at, help, data }) => {
    const check = said(words);
    expect(check).toMatchObject({ verdict: 'fail', reason: `${id}/${reason}` });
    const [finding, ...more] = check.findings;
    expect(more).toEqual([]);
    expect(finding.help).toBe(help);
    expect(finding.data).toEqual({ promise: 'on-site', by: 'ben', ...data });
    expect(finding.at).toMatchObject({ file: 'deal', path: at });
  }); // prettier-ignore

  test('everything that is wrong with one word, in one order', () => {
    const check = said({
      delivers: 'unsure',
      quantity: 1,
      due: null,
      evidence: [],
      excludes: ['Sewing', 'Cutting'],
      words: 'Bags are done',
    });
    expect(check.findings.map(({ message }) => message)).toEqual([
      "Ben Cole is not sure that 'on-site' can be delivered",
      'Ben Cole restated 1 bags; the promise says 300',
      "Ben Cole did not say by when 'on-site' is complete",
      "Ben Cole named no evidence; the promise says 'signed delivery note'",
      "Ben Cole did not say that 'Gift wrapping' and 'Repairs' are not included",
      "Ben Cole leaves out 'Sewing' and 'Cutting', which the promise does not exclude",
      // bags: done says nothing.
      "Ben Cole restated 'on-site' in 1 word that carries meaning; 5 are needed",
    ]);
    // No other date would mend it.
    expect(check).toMatchObject({ reason: `${id}/refused`, dateless: true, earliest: null });
  });

  test('of a promise that nobody restated there is no `by`', () => {
    expect(whole.of(id).findings[0].data).toEqual({ promise: 'on-site' });
    const nobody = judged(ONE.replace('    doer: ben\n', ''), [], { deliverables: (text: string) => text.replace('    doer: ben\n', '') });
    expect(nobody.of(id).findings).toMatchObject([
      { help: 'add doer: one of ana, dora, ben, cleo, ines', at: { path: ['promises', 0, 'doer'] }, data: { promise: 'on-site' } },
    ]);
    expect(judged(ONE.replace('doer: ben', 'doer: zoe')).of(id).findings).toMatchObject([
      { help: 'name one of ana, dora, ben, cleo, ines', at: { path: ['promises', 0, 'doer'] } },
    ]);
  });

  test('who sells it is told so, also where they restated it', () => {
    const own = ONE.replace('Sam Reed', 'Ben Cole');
    const told = [{ help: 'who sells it cannot restate it: name another doer', at: { path: ['promises', 0, 'doer'] } }];
    expect(judged(own).of(id)).toMatchObject({ reason: `${id}/seller`, findings: told });
    expect(judged(own, restated(whole)).of(id)).toMatchObject({ reason: `${id}/seller`, findings: told });
    // Somebody else's word is what is wrong first.
    expect(judged(own, restated(whole, {}, { by: 'cleo' })).of(id).reason).toBe(`${id}/does-not-count`);
  });

  test('what changed is told with both sides, at its key, in its list or in its item', () => {
    const changed = (from: string | RegExp, to: string) => {
      const [finding] = judged(ONE.replace(from, to), restated(whole)).of(id).findings;
      return [finding.at.path, finding.data, finding.help];
    };
    // What it was given for is another one now: there is nothing to say `--again` to.
    const help = 'ask ben: handoff restate deal.yaml --promise on-site';
    const base = { promise: 'on-site', by: 'ben' };
    expect(changed('    quantity: 300', '    quantity: 299')).toEqual([
      ['promises', 0, 'quantity'],
      { ...base, changed: ['quantity'], from: ['300'], to: ['299'] },
      help,
    ]);
    expect(changed('quantity: 300}]', 'quantity: 300, options: {colour: sand}}]').slice(0, 1)).toEqual([['items', 0, 'options']]);
    expect(changed(/(?<=id: |items: \[)bags/g, 'sacks').slice(0, 1)).toEqual([['promises', 0, 'items']]);
  });
});

describe('who will not be there', () => {
  const gone = (line: string, deal = ONE) =>
    judged(deal, restated(whole), { capacity: (text: string) => text.replace('{id: ben,', `{id: ben, ${line},`) }).of(id);
  const undated = ONE.replace('    due: 2026-12-18\n', '').replace('wanted: 2026-12-18\n', '');

  test.each([
    ['until: 2026-11-15', 'left on 2026-11-15'],
    ['until: 2026-11-16', 'leaves on 2026-11-16, before it is due on 2026-12-18'],
    ['until: 2026-12-17', 'leaves on 2026-12-17, before it is due on 2026-12-18'],
    ['from: 2026-12-19', 'begins on 2026-12-19, after it is due on 2026-12-18'],
  ])('%s', (line, why) => {
    expect(gone(line)).toMatchObject({
      reason: `${id}/left`,
      findings: [
        { message: `ben is to do 'on-site', and ${why}`, help: 'name somebody who will be there', at: { path: ['promises', 0, 'doer'] } },
      ],
    });
  });

  test.each(['from: 2026-12-18', 'until: 2026-12-18', 'until: 2026-12-19', 'from: 2026-11-20'])('%s is there', (line) => {
    expect(gone(line).verdict).toBe('pass');
  });

  test('of a promise with no day only who has left already is gone', () => {
    expect(gone('until: 2026-11-16', undated).reason).not.toBe(`${id}/left`);
    expect(gone('from: 2027-12-18', undated).reason).not.toBe(`${id}/left`);
    expect(gone('until: 2026-11-15', undated).reason).toBe(`${id}/left`);
  });
});

describe('how many', () => {
  const bare = (items: string, of: string) =>
    `${HEAD}items: ${items}\npromises:\n${promiseOf('on-site', `    items: ${of}\n    due: 2026-12-18\n`)}`;
  const message = (deal: string, quantity: number | null) => {
    const { findings } = judged(deal, restated(judged(deal), { quantity })).of(id);
    return findings.length === 0 ? null : [findings[0].message, findings[0].data];
  };

  test('is in the deal’s own word for it, where one thing is sold under another name than the library’s', () => {
    const data = (restatedTo: number) => ({ promise: 'on-site', by: 'ben', restated: restatedTo, promised: null });
    expect(message(bare('[{id: bags, deliverable: bag, quantity: 300}]', '[bags]'), 5)).toEqual([
      'Ben Cole restated 5 bags; the deal sells 300',
      data(5),
    ]);
    expect(message(bare('[{id: bag, deliverable: bag, quantity: 300}]', '[bag]'), 5)).toEqual([
      'Ben Cole restated 5; the deal sells 300',
      data(5),
    ]);
    const two = bare('[{id: bags, deliverable: bag, quantity: 300}, {id: more, deliverable: bag, quantity: 20}]', '[bags, more]');
    expect(message(two, 300)).toEqual(['Ben Cole restated 300; the deal sells 320', data(300)]);
    expect(message(two, 320)).toBe(null);
    expect(message(two, null)).toBe(null);
  });
});

describe('several promises', () => {
  const two = (first = '', second = '') =>
    `${HEAD}items: [{id: bags, deliverable: bag, quantity: 300}, {id: more, deliverable: bag, quantity: 20, phase: 2}]
promises:
${promiseOf('on-site', `    items: [bags]\n${first}`)}${promiseOf('in-store', `    items: [more]\n${second}`)}`;
  const DUE = '    due: 2026-12-18\n';
  const both = judged(two(DUE, DUE));

  test('are each restated, by whom is said once', () => {
    expect(judged(two(DUE, DUE), restated(both)).of(id)).toMatchObject({
      verdict: 'pass',
      summary: 'each of 2 promises is restated by ben',
      notes: [],
    });
    const [first] = restated(both, {}, {}, ['on-site']);
    expect(
      judged(two(DUE, DUE), [first])
        .of(id)
        .findings.map(({ message }) => message),
    ).toEqual(["ben has not restated 'in-store'"]);
    const cleo = two(DUE, DUE).replace(/doer: ben(?![^]*doer: ben)/, 'doer: cleo');
    expect(judged(cleo, restated(judged(cleo))).of(id).summary).toBe('each of 2 promises is restated by ben and cleo');
  });

  test('each that was restated for a sooner day is noted', () => {
    // Thursday 2026-12-17 is one business day before Friday.
    expect(judged(two(DUE, DUE), restated(both, { due: on('2026-12-17') })).of(id).notes).toEqual([
      "Ben Cole restated 'on-site' for 2026-12-17, 1bd before it is due",
      "Ben Cole restated 'in-store' for 2026-12-17, 1bd before it is due",
    ]);
  });

  test('the latest of the days that doers can is the floor; what is due no sooner puts none', () => {
    const later = (name: string, day: string, deal = both) => restated(deal, { delivers: 'later', later: on(day) }, { id: name }, [name]);
    const check = judged(two(DUE, DUE), [...later('on-site', '2027-01-05'), ...later('in-store', '2027-01-04')]).of(id);
    expect(check).toMatchObject({ verdict: 'fail', reason: `${id}/later`, earliest: on('2027-01-05'), dateless: false });
    expect(check.findings.map(({ message, at }) => [message, at.path])).toEqual([
      // From Friday 2026-12-18 to Monday 2027-01-04 are 11bd: five in each of two weeks, and the Monday.
      ['Ben Cole can deliver by 2027-01-05; the promise is due 2026-12-18, 12bd sooner', ['promises', 0]],
      ['Ben Cole can deliver by 2027-01-04; the promise is due 2026-12-18, 11bd sooner', ['promises', 1]],
    ]);
    // A day that is the promise's own is kept.
    const kept = judged(two(DUE, DUE), [...later('on-site', '2026-12-18'), ...later('in-store', '2026-12-18')]).of(id);
    expect(kept).toMatchObject({ verdict: 'pass', earliest: null });
    // `later` without a day of its own means the day that is said.
    const same = judged(two(DUE, DUE), restated(both, { delivers: 'later', due: on('2027-01-05') })).of(id);
    expect(same).toMatchObject({ reason: `${id}/later`, earliest: on('2027-01-05') });
  });

  test('a floor of the first phase is no later than what was said of it', () => {
    const open = judged(two());
    const words = [
      ...restated(open, { delivers: 'later', later: on('2026-12-09') }, { id: 'a' }, ['on-site']),
      ...restated(open, { delivers: 'later', later: on('2026-12-17') }, { id: 'b' }, ['in-store']),
    ];
    const asked = (day: string) =>
      two().replace('wanted: 2026-12-18', `dates: {wanted: {complete: 2026-12-18}, phases: [{phase: 1, complete: ${day}}]}`);
    const of = (day: string) => judged(asked(day), restatedAs(words, judged(asked(day)))).of(id);
    expect(of('2026-12-09')).toMatchObject({ verdict: 'pass', earliest: on('2026-12-17') });
    expect(of('2026-12-08')).toMatchObject({
      verdict: 'fail',
      reason: `${id}/later`,
      summary: 'phase 1, 2026-12-08, is before 2026-12-09, the day by which its doer can deliver',
    });
  });

  /** The same words of a deal that asks for another day. */
  function restatedAs(words: readonly SignOff[], deal: Judged): SignOff[] {
    return words.map((word, index) => ({ ...word, meaning: restated(deal)[index].meaning }));
  }
});

describe('a deal of the command line', () => {
  test('has no file that could be restated', () => {
    const { facts, schedule } = whole;
    const typed = { ...facts, schedule, others: [], deal: { ...facts.deal, path: COMMAND_LINE } };
    const outcome = doerRestated.check(typed, { words: 5, copied: 600_000 });
    expect(outcome).toMatchObject({ kind: 'fail', findings: [{ help: 'write the deal to a file, for ben to restate it' }] });
    const none = { ...typed, deal: { ...facts.deal, promises: [] } };
    expect(doerRestated.check(none, { words: 5, copied: 600_000 })).toEqual({
      kind: 'not-applicable',
      because: 'nothing is promised yet: no item is in the library',
      earliest: null,
    });
  });
});
