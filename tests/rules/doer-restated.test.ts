// A doer's word against the promise, on both sides of every edge; and what a deal's author can write to be rid of it. Today is Monday 2026-11-16.
import { describe, expect, test } from 'vitest';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import type { Restatement } from '../../src/model/restatement.ts';
import type { SignOff } from '../../src/model/signoff.ts';
import { judgeBase, restated, restatedLibrary, signOff, type Judged } from './workspace.ts';

const ID = 'doer-restated';
const on = (text: string) => parseDay(text) as Day;

const PROMISE = `promises:
  - id: on-site
    text: 300 branded bags at the dock of the winter sale
    complete_when: {observable: 300 bags accepted at the dock, measure: bags accepted, threshold: "300", evidence: signed delivery note}
    items: [bags]
    quantity: 300
    due: 2026-12-18
    excludes: [Gift wrapping]
    doer: ben
`;
const DEAL = `handoff: 1
customer: Acme Outdoor
seller: {name: Sam Reed, email: sam@larkfield.example}
wanted: 2026-12-18
items: [{id: bags, deliverable: bag, quantity: 300}]
`;
const asked = { policy: (text: string) => text.replace('doer-restated: off', 'doer-restated: error') };
const of = (deal = DEAL + PROMISE, signoffs: readonly SignOff[] = [], standing: readonly SignOff[] = [], more = {}) =>
  judgeBase({ ...asked, deal, ...more }, signoffs, standing);
const whole = of();
/** The check when the doer said something else than the promise says. */
const when = (said: Partial<Restatement>, more: Partial<SignOff> = {}) => of(DEAL + PROMISE, restated(whole, said, more)).of(ID);

test('passes when its doer said the same in their own words', () => {
  expect(when({})).toMatchObject({ verdict: 'pass', blocking: false, summary: 'the promise is restated by ben', notes: [] });
});

test('fails when nobody said it, and says whom to ask', () => {
  const { findings, ...check } = whole.of(ID);
  expect(check).toMatchObject({ verdict: 'fail', blocking: true, reason: `${ID}/not-restated`, approver: null, earliest: null });
  expect(findings).toMatchObject([
    {
      message: "ben has not restated 'on-site'",
      help: 'ask ben: handoff restate deal.yaml --promise on-site',
      at: { path: ['promises', 0] },
    },
  ]);
});

describe('numbers and days', () => {
  test.each([
    ['quantity', { quantity: 500 }, 'Ben Cole restated 500 bags; the promise says 300', ['promises', 0, 'quantity']],
    ['quantity', { quantity: 299 }, 'Ben Cole restated 299 bags; the promise says 300', ['promises', 0, 'quantity']],
    ['quantity', { quantity: null }, 'Ben Cole did not say how many; the promise says 300', ['promises', 0, 'quantity']],
    // One day later. Saturday 2026-12-19 is 1d after Friday 2026-12-18, and no business day after it.
    ['date', { due: on('2026-12-19') }, 'Ben Cole restated 2026-12-19; the promise is due 2026-12-18, 1d sooner', ['promises', 0]],
    ['date', { due: on('2026-12-21') }, 'Ben Cole restated 2026-12-21; the promise is due 2026-12-18, 1bd sooner', ['promises', 0]],
    ['no-date', { due: null }, "Ben Cole did not say by when 'on-site' is complete", ['promises', 0, 'due']],
  ])('%s: %j', (reason, said, message, path) => {
    const check = when(said);
    expect(check).toMatchObject({ verdict: 'fail', blocking: true, reason: `${ID}/${reason}`, summary: message });
    expect(check.findings).toMatchObject([{ message, at: { file: 'deal', path } }]);
    // It was restated, and has not changed since: only `--again` asks it once more.
    expect(check.findings[0].help).toContain('ask ben: handoff restate deal.yaml --promise on-site --again');
  });

  test('no day that its doer says yes to puts a floor under the date', () => {
    for (const due of ['2026-12-17', '2026-12-18', '2026-12-21']) {
      const { judgement } = of(DEAL + PROMISE, restated(whole, { due: on(due) }));
      expect(judgement.floors.map(({ rule }) => rule)).not.toContain(ID);
      expect(judgement.safe).toBe(whole.judgement.safe);
    }
  });

  test('a day sooner is a note', () => {
    expect(when({ due: on('2026-12-17') })).toMatchObject({
      verdict: 'pass',
      notes: ["Ben Cole restated 'on-site' for 2026-12-17, 1bd before it is due"],
    });
  });

  test('a promise that counts nothing is restated without a number, or with what is sold', () => {
    const bare = DEAL + PROMISE.replace('    quantity: 300\n', '');
    const judged = of(bare);
    const verdict = (quantity: number | null) => of(bare, restated(judged, { quantity })).of(ID);
    expect(verdict(null).verdict).toBe('pass');
    expect(verdict(300).verdict).toBe('pass');
    expect(verdict(500)).toMatchObject({ reason: `${ID}/quantity`, summary: 'Ben Cole restated 500 bags; the deal sells 300' });
  });
});

describe('picked from the lists', () => {
  test.each([
    [{ evidence: ['photo'] }, "Ben Cole takes 'photo' for the evidence; the promise says 'signed delivery note'"],
    [{ evidence: [] }, "Ben Cole named no evidence; the promise says 'signed delivery note'"],
    [
      { evidence: ['signed delivery note', 'photo'] },
      "Ben Cole takes 'signed delivery note' and 'photo' for the evidence; the promise says 'signed delivery note'",
    ],
    [{ excludes: [] }, "Ben Cole did not say that 'Gift wrapping' is not included"],
    [{ excludes: ['Gift wrapping', 'Sewing'] }, "Ben Cole leaves out 'Sewing', which the promise does not exclude"],
  ])('%j is wrong', (said, message) => {
    expect(when(said).findings.map((finding) => finding.message)).toEqual([message]);
  });

  test('case and spacing are nothing, and what the library leaves out may be known besides', () => {
    const library = { deliverables: (text: string) => text.replace('    options:', '    exclusions: [Repairs]\n    options:') };
    const judged = of(DEAL + PROMISE, [], [], library);
    const said = { evidence: ['Signed  delivery note'], excludes: ['gift wrapping', 'repairs'] };
    expect(of(DEAL + PROMISE, restated(judged, said), [], library).of(ID).verdict).toBe('pass');
  });
});

describe('one’s own words', () => {
  test.each([
    // crates | stand | counted | ramp, and ben: a name carries none.
    ['The crates stand counted by the ramp', 'too-short', "Ben Cole restated 'on-site' in 4 words that carry meaning; 5 are needed"],
    // As it is written, without its number, which nobody can say otherwise.
    [
      'branded bags at the dock of the winter sale',
      'copied',
      "100 % of what Ben Cole said of 'on-site' stands in the promise ('branded bags at the dock of the winter sale'), and 60 % may",
    ],
    ['Customers feel happier about their whole shopping trip', 'vague', "Ben Cole said 'happier' of 'on-site', which nobody can observe"],
  ])('%s: %s', (words, reason, message) => {
    expect(when({ words })).toMatchObject({ reason: `${ID}/${reason}`, summary: message });
  });

  test('five words, and three of five threes, are enough', () => {
    expect(when({ words: 'The crates stand counted by the ramp outside' }).verdict).toBe('pass');
    // branded bags at the dock: three threes as in the promise, and two that end with crates and ramp. 3 of 5 is 60 %.
    expect(when({ words: 'branded bags at the dock crates ramp' }).verdict).toBe('pass');
    // The fourth of six is as in the promise too: 4 of 6 is 67 %.
    expect(when({ words: 'branded bags at the dock of crates ramp' }).reason).toBe(`${ID}/copied`);
  });

  test('policy may ask for more or less', () => {
    const said = (words: string, options: string) => {
      const policy = (text: string) => text.replace('doer-restated: off', `doer-restated: {severity: error, ${options}}`);
      return judgeBase({ policy, deal: DEAL + PROMISE }, restated(whole, { words })).of(ID).reason;
    };
    expect(said('The crates stand counted by the ramp outside', 'words: 6')).toBe(`${ID}/too-short`);
    expect(said('branded bags at the dock crates ramp', 'copied: 59%')).toBe(`${ID}/copied`);
  });
});

describe('whether they can', () => {
  test.each([
    ['no', "Ben Cole said that 'on-site' cannot be delivered"],
    ['unsure', "Ben Cole is not sure that 'on-site' can be delivered"],
  ] as const)('%s', (delivers, message) => {
    expect(when({ delivers })).toMatchObject({ reason: `${ID}/refused`, summary: message, blocking: true });
  });

  const open = DEAL + PROMISE.replace('    due: 2026-12-18\n', '');
  const later = restated(of(open), { delivers: 'later', later: on('2027-01-05') });

  test('yes, by another date, is a floor', () => {
    const { judgement, of: check } = of(open, later);
    expect(check(ID)).toMatchObject({
      verdict: 'fail',
      reason: `${ID}/later`,
      earliest: on('2027-01-05'),
      summary: 'Ben Cole can deliver by 2027-01-05; the promise is due 2026-12-18, 12bd sooner',
      dateless: false,
    });
    expect(judgement.floors[0]).toMatchObject({ rule: ID, date: on('2027-01-05'), binding: true });
    expect(formatDay(judgement.safe!)).toBe('2027-01-05');
  });

  test.each([
    ['2027-01-04', 'fail'],
    ['2027-01-05', 'pass'],
    ['2027-01-06', 'pass'],
  ])('the deal is asked for %s: %s', (day, verdict) => {
    const check = of(open.replace('wanted: 2026-12-18', `wanted: ${day}`), later).of(ID);
    expect(check).toMatchObject({ verdict, earliest: on('2027-01-05') });
  });
});

describe('its doer', () => {
  const doer = (line: string, more = {}) => of((DEAL + PROMISE).replace('    doer: ben\n', line), [], [], more).of(ID);
  const gone = (line: string) => ({ capacity: (text: string) => text.replace('{id: ben,', `{id: ben, ${line},`) });

  test.each([
    [
      'nobody',
      '',
      { deliverables: (text: string) => text.replace('    doer: ben\n', '') },
      'no-doer',
      "nobody is named who will do 'on-site'",
    ],
    ['a stranger', '    doer: zoe\n', {}, 'not-in-capacity', "'zoe' is to do 'on-site', and is nobody of capacity"],
    ['gone', '    doer: ben\n', gone('until: 2026-11-15'), 'left', "ben is to do 'on-site', and left on 2026-11-15"],
    [
      'gone by then',
      '    doer: ben\n',
      gone('until: 2026-12-17'),
      'left',
      "ben is to do 'on-site', and leaves on 2026-12-17, before it is due on 2026-12-18",
    ],
  ])('%s', (_, line, more, reason, message) => {
    expect(doer(line, more)).toMatchObject({ verdict: 'fail', reason: `${ID}/${reason}`, summary: message });
  });

  test('who is there until the very day is there', () => {
    const more = gone('until: 2026-12-18');
    expect(of(DEAL + PROMISE, restated(whole), [], more).of(ID).verdict).toBe('pass');
  });

  test('who sells it cannot restate it', () => {
    const own = (DEAL + PROMISE).replace('Sam Reed, email: sam@larkfield.example', 'Ben Cole');
    expect(of(own, restated(whole)).of(ID)).toMatchObject({
      reason: `${ID}/seller`,
      summary: "ben sells this deal and is to do 'on-site'",
    });
  });

  test('nobody else can', () => {
    expect(when({}, { by: 'cleo' })).toMatchObject({
      reason: `${ID}/does-not-count`,
      summary: "the restatement of 'on-site' does not count: cleo is not ben",
    });
  });

  test('the deal has to say who sells it', () => {
    const { reason, summary } = of((DEAL + PROMISE).replace(/seller.*\n/, ''), restated(whole)).of(ID);
    expect(reason).toBe(`${ID}/does-not-count`);
    expect(summary).toContain('does not say who sells it');
  });

  test('signs as strongly as policy wants', () => {
    const strict = { policy: (text: string) => `${asked.policy(text)}signatures: {minimum: ssh, allowed_signers: ops/allowed_signers}\n` };
    const signed = (level: SignOff['level']) => judgeBase({ ...strict, deal: DEAL + PROMISE }, restated(whole, {}, { level })).of(ID);
    // Its name is twelve characters of its file's.
    expect(signed('commit').findings[0].help).toBe('ask ben to sign it: handoff sign deal.yaml promise/on-s');
    expect(signed('commit')).toMatchObject({
      reason: `${ID}/does-not-count`,
      summary: "the restatement of 'on-site' does not count: the restatement of ben is only commit, and policy wants ssh",
    });
    expect(signed('ssh').verdict).toBe('pass');
  });
});

describe('what changed since is told, from what to what, at its line', () => {
  test.each([
    ['    quantity: 300', '    quantity: 299', 'quantity became 299 (was 300)', ['promises', 0, 'quantity']],
    ['due: 2026-12-18', 'due: 2026-12-17', 'due became 2026-12-17 (was 2026-12-18)', ['promises', 0, 'due']],
    [
      'evidence: signed',
      'evidence: stamped',
      'complete_when.evidence became stamped delivery note (was signed delivery note)',
      ['promises', 0, 'complete_when', 'evidence'],
    ],
    ['bag, quantity: 300', 'bag, quantity: 301', 'items.bags.quantity became 301 (was 300)', ['items', 0, 'quantity']],
  ])('%s → %s', (from, to, told, path) => {
    const check = of((DEAL + PROMISE).replace(from, to), restated(whole)).of(ID);
    expect(check).toMatchObject({ reason: `${ID}/changed`, summary: `ben restated 'on-site' on 2026-11-16, and since then ${told}` });
    expect(check.findings[0].at.path).toEqual(path);
  });
});

test('of two words of one day that do not know each other, each has to hold', () => {
  const [good] = restated(whole, {}, { id: 'a' });
  const [bad] = restated(whole, { delivers: 'no' }, { id: 'b' });
  expect(of(DEAL + PROMISE, [good, bad]).of(ID).reason).toBe(`${ID}/refused`);
  expect(of(DEAL + PROMISE, [bad, good]).of(ID).reason).toBe(`${ID}/refused`);
  // One that takes the other's place stands alone.
  expect(of(DEAL + PROMISE, [bad, { ...good, supersedes: ['b'] }]).of(ID).verdict).toBe('pass');
});

describe('in a standard deal nobody has to be asked, and what its doer said there counts all the same', () => {
  // As make-to-order has it of its own: asked of deals that are not standard.
  const own = { policy: (text: string) => text.replace(/^.*doer-restated: off.*\n/m, '') };
  const standard =
    'handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed}\nwanted: 2026-12-18\nitems: [bag:10, {id: more, deliverable: bag, quantity: 5}]\n';
  const before = judgeBase({ ...own, deal: standard });
  const signed = (said: Partial<Restatement>, more: Partial<SignOff> = {}) => {
    const [word] = restated(before, said, more);
    return [word];
  };
  const check = (signoffs: readonly SignOff[], deal = standard) => judgeBase({ ...own, deal }, signoffs).of(ID);

  test('is not asked of anybody', () => {
    expect(before.facts.notStandard).toEqual([]);
    expect(check([])).toMatchObject({ verdict: 'not-applicable', reason: `${ID}/standard-deal` });
  });

  test('of the promise that was restated, and of no other', () => {
    expect(check(signed({}))).toMatchObject({ verdict: 'pass', summary: 'the promise is restated by ben' });
  });

  test.each([
    ['quantity', { quantity: 500 }, 'Ben Cole restated 500; the promise says 10'],
    // Fourteen weeks from Friday 2026-12-18 to Friday 2027-03-26, and three days more.
    ['date', { due: on('2027-03-31') }, 'Ben Cole restated 2027-03-31; the promise is due 2026-12-18, 73bd sooner'],
  ])('%s', (reason, said, message) => {
    expect(check(signed(said))).toMatchObject({ verdict: 'fail', blocking: true, reason: `${ID}/${reason}`, summary: message });
  });

  test('what changed since, and another name for the promise, have to be asked again', () => {
    expect(check(signed({}), standard.replace('bag:10', 'bag:9')).reason).toBe(`${ID}/changed`);
    const [word] = signed({ quantity: 500 });
    expect(check([{ ...word, subject: 'promise/gone' }]).summary).toBe("ben has not restated 'bag'");
  });

  test('another doer does not take it away', () => {
    expect(check(signed({ quantity: 500 }, { by: 'cleo' })).reason).toBe(`${ID}/does-not-count`);
  });
});

describe('a standard item rests on what was restated of the library', () => {
  const care = { policy: (text: string) => asked.policy(text).replace('make-to-order', 'regulated-care') };
  const plain = 'handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: [bag:10]\n';
  const judged = judgeBase({ ...care, deal: plain });
  const library = restatedLibrary(judged);
  const check = (deal: string, standing: readonly SignOff[] = library, signoffs: readonly SignOff[] = [], more = {}) =>
    judgeBase({ ...care, deal, ...more }, signoffs, standing).of(ID);

  test('with no sign-off and no seller of its own', () => {
    expect(judged.facts.notStandard).toEqual([]);
    expect(check(plain, [])).toMatchObject({ verdict: 'fail', reason: `${ID}/not-restated` });
    expect(check(plain)).toMatchObject({ verdict: 'pass', notes: ["'bag' rests on what was restated of the library"] });
  });

  test('in its band of quantities', () => {
    // No lead time: 1 to 10, 11 to 100.
    expect(check(plain.replace('bag:10', 'bag:1')).verdict).toBe('pass');
    expect(check(plain.replace('bag:10', 'bag:11')).reason).toBe(`${ID}/not-restated`);
  });

  test('by the doer of the library, who still is', () => {
    expect(check(plain, restatedLibrary(judged, {}, { by: 'cleo' })).summary).toBe(
      "the restatement of 'bag' does not count: cleo is not ben",
    );
    const other = { deliverables: (text: string) => text.replace('doer: ben', 'doer: cleo') };
    expect(check(plain, library, [], other).summary).toBe("the restatement of 'bag' does not count: ben is not cleo");
  });

  test('while the process is the same, whatever its version says', () => {
    const faster = { deliverables: (text: string) => text.replace('window: 2d', 'window: 1d') };
    expect(check(plain, library, [], faster)).toMatchObject({
      reason: `${ID}/changed`,
      summary: "ben restated 'bag' on 2026-11-16, and since then steps.glue.window became 1d (was 2d)",
    });
    const next = { deliverables: (text: string) => text.replace('version: 2', 'version: 3') };
    expect(check(plain, library, [], next).reason).toBe(`${ID}/not-restated`);
  });

  test('and is held to it: words, evidence, a yes', () => {
    expect(check(plain, restatedLibrary(judged, { words: 'Bags are done' })).reason).toBe(`${ID}/too-short`);
    expect(check(plain, restatedLibrary(judged, { evidence: [] })).reason).toBe(`${ID}/evidence`);
    // Where the word is the library's, it is the library's that is asked again: the deal names no seller, and nobody restates it without one.
    expect(check(plain, restatedLibrary(judged, { evidence: [] })).findings[0].help).toBe(
      'ask ben: handoff restate --library bag --quantity 10 --again',
    );
    expect(check(plain, []).findings[0].help).toBe('ask ben: handoff restate --library bag --quantity 10');
    expect(check(plain, restatedLibrary(judged, { delivers: 'unsure' })).reason).toBe(`${ID}/refused`);
    expect(check(plain, restatedLibrary(judged, { delivers: 'later' })).reason).toBe(`${ID}/refused`);
  });

  test.each([
    ['a promise of the deal’s own', `${plain}${PROMISE.replace('[bags]', '[bag]')}`],
    ['an option outside of the library', plain.replace('[bag:10]', '[{id: bag, deliverable: bag, quantity: 10, options: {colour: red}}]')],
    ['custom work', plain.replace('[bag:10]', '[{id: bag, deliverable: bag, quantity: 10, custom: [{id: liner, what: A liner}]}]')],
  ])('not for %s', (_, deal) => {
    expect(check(deal).reason).toBe(`${ID}/not-restated`);
  });

  test('not for a lead below the standard one', () => {
    const lead = { deliverables: (text: string) => text.replace('    options:', '    lead_time: 15bd\n    options:') };
    const standing = restatedLibrary(judgeBase({ ...care, deal: plain, ...lead }));
    // From Tuesday 2026-11-17 the 15th business day is Monday 2026-12-07.
    expect(check(plain.replace('12-18', '12-07'), standing, [], lead).verdict).toBe('pass');
    expect(check(plain.replace('12-18', '12-04'), standing, [], lead).reason).toBe(`${ID}/not-restated`);
  });

  test('nor for one of a deal that is standard in no other way, but where the rule is for those that are not', () => {
    const usual = judgeBase({ policy: (text) => text.replace('  doer-restated: off # the same\n', ''), deal: plain });
    expect(usual.of(ID)).toMatchObject({ verdict: 'not-applicable', reason: `${ID}/standard-deal` });
  });
});

// What somebody who may only commit a deal, and sign-offs made by hand, can try. Those are `typed`: policy's minimum is what refuses them.
describe('a deal’s author cannot', () => {
  const refused = restated(whole, { delivers: 'no' });
  const usual = (deal: string, signoffs: readonly SignOff[], standing: readonly SignOff[] = []): Judged =>
    judgeBase({ policy: (text) => text.replace('  doer-restated: off # the same\n', ''), deal }, signoffs, standing);
  /** Whether it is still asked for, or still fails. */
  const stops = (judged: Judged) => expect(judged.of(ID)).toMatchObject({ verdict: 'fail', blocking: true });

  test('sign for the doer where policy wants more than a name', () => {
    const strict = {
      policy: (text: string) => `${asked.policy(text)}signatures: {minimum: commit, allowed_signers: ops/allowed_signers}\n`,
    };
    stops(judgeBase({ ...strict, deal: DEAL + PROMISE }, restated(whole)));
  });

  test('take a no back with a yes that does not count, dated ahead or put in its place', () => {
    const strict = {
      policy: (text: string) =>
        `${text.replace('  doer-restated: off # the same\n', '')}signatures: {minimum: ssh, allowed_signers: ops/allowed_signers}\n`,
    };
    const [no] = restated(whole, { delivers: 'no' }, { level: 'ssh', at: on('2026-11-13') });
    const says = (yes: Partial<SignOff>) =>
      judgeBase({ ...strict, deal: DEAL + PROMISE }, [no, ...restated(whole, {}, { id: 'yes', at: on('2026-11-16'), ...yes })]).facts
        .notStandard;
    const said = "ben said no to 'on-site' on 2026-11-13";
    expect(says({ level: 'typed' })).toContain(said);
    expect(says({ level: 'typed', supersedes: [no.id] })).toContain(said);
    expect(says({ level: 'ssh', at: on('2026-11-17') })).toContain(said);
    expect(says({ level: 'ssh' })).not.toContain(said);
  });

  test('rest their own deal on their own standing word', () => {
    const sold = (by: string) => DEAL.replace(/^promises:[^]*/m, '').replace(/^seller: .*$/m, `seller: {name: ${by}}`);
    const standing = restatedLibrary(judgeBase({ ...asked, deal: sold('Sam Reed') }));
    expect(judgeBase({ ...asked, deal: sold('Sam Reed') }, [], standing).of(ID).verdict).toBe('pass');
    expect(judgeBase({ ...asked, deal: sold('B. Cole') }, [], standing).of(ID)).toMatchObject({ verdict: 'fail', reason: `${ID}/seller` });
  });

  test('use what was said of another promise, or of another deal', () => {
    const two =
      DEAL + PROMISE + PROMISE.replace('promises:\n', '').replace('id: on-site', 'id: in-store').replace('300 branded', '900 branded');
    const judged = of(two);
    const [first] = restated(judged);
    stops(of(two, [first, { ...first, id: 'copy', subject: 'promise/in-store' }]));
    // The loader refuses a file of another deal (tests/cli/sign.test.ts); renamed to this deal, it means something else.
    stops(of((DEAL + PROMISE).replace('300 branded bags', '400 branded bags'), restated(whole)));
  });

  test('name themselves, somebody who is not there, or nobody', () => {
    const whose = (doer: string) => (DEAL + PROMISE).replace('    doer: ben\n', doer);
    for (const doer of ['    doer: zoe\n', '']) stops(of(whose(doer), refused));
    const own = whose('    doer: cleo\n').replace('Sam Reed, email: sam@larkfield.example', 'Cleo Marsh');
    stops(of(own, [...refused, ...restated(of(own), {}, { by: 'cleo' })]));
    // Without `seller` nobody knows who may not, so nobody may.
    stops(of(own.replace(/seller.*\n/, ''), restated(of(own), {}, { by: 'cleo' })));
  });

  test('give the promise another name', () => {
    stops(of((DEAL + PROMISE).replace('id: on-site', 'id: at-the-door'), restated(whole)));
    stops(of((DEAL + PROMISE).replace('id: on-site', 'id: at-the-door'), refused));
  });

  test('take the promise out, so that what was restated of the library stands', () => {
    // Without the promise the deal would be standard, and the rule not be for it.
    const bare = DEAL;
    const library = restatedLibrary(of(bare));
    expect(usual(bare, []).of(ID).verdict).toBe('not-applicable');
    const judged = usual(bare, refused, library);
    expect(judged.facts.notStandard).toEqual(["ben said no to 'on-site' on 2026-11-16, and the promise has changed since: ask again"]);
    stops(judged);
    // Its doer's yes to what is left lets it go.
    const yes = restated(judged);
    expect(usual(bare, [...refused, ...yes], library).of(ID).verdict).toBe('pass');
  });

  test('take a no back in the name of somebody else', () => {
    const other = signOff({ ...restated(whole)[0], id: 'other', by: 'sam', at: on('2026-11-17') });
    expect(usual(DEAL, [...refused, other]).facts.notStandard).toEqual([
      "ben said no to 'on-site' on 2026-11-16, and the promise has changed since: ask again",
    ]);
  });

  test('is told a no of the promise as it is, and of an earlier one', () => {
    expect(usual(DEAL + PROMISE, refused).facts.notStandard).toEqual(["ben said no to 'on-site' on 2026-11-16"]);
    const other = usual((DEAL + PROMISE).replace('    quantity: 300', '    quantity: 200'), refused);
    expect(other.facts.notStandard).toEqual(["ben said no to 'on-site' on 2026-11-16, and the promise has changed since: ask again"]);
  });

  test('change a word back and forth around a newer no', () => {
    const changed = (DEAL + PROMISE).replace('300 branded', '500 branded');
    const newer = restated(of(changed), { delivers: 'no' });
    stops(of(DEAL + PROMISE, [...restated(whole, {}, { at: on('2026-11-13') }), ...newer]));
  });
});
