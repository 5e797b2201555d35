// The interview about a promise: what is shown gives nothing away, what is said is kept as it was said, and a form asks the same as a terminal.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadForm } from '../../../src/load/form.ts';
import { loadSignOff } from '../../../src/load/signoffs.ts';
import { parseDay, type Day } from '../../../src/model/day.ts';
import { changesBetween } from '../../../src/model/signoff.ts';
import { paintFor } from '../../../src/report/render/paint.ts';
import { comparedText } from '../../../src/report/render/restated.ts';
import { comparedWith } from '../../../src/signoff/interview/compare.ts';
import { changedSince, fillIn, formText, stampOf } from '../../../src/signoff/interview/form.ts';
import { answer, begin, next, valueText, type Answers, type Question, type State } from '../../../src/signoff/interview/machine.ts';
import { introductionOf, questionsAbout, restatementOf } from '../../../src/signoff/interview/restate.ts';
import { topicOfLibrary, topicOfPromise } from '../../../src/signoff/interview/topic.ts';
import { formAbout, partOf, restatingOf, saidBefore, sealedRestatement, type RestateQuestion } from '../../../src/signoff/restating.ts';
import { factsOfDeal } from './deal.ts';

const facts = factsOfDeal();
const [onSite, sample] = facts.deal.promises.map((promise) => topicOfPromise(facts, promise));
const standing = topicOfLibrary(facts.library.bag, 300);
const questions = questionsAbout(onSite, { facts });
const on = (text: string) => parseDay(text) as Day;

const WORDS = 'Every crate stands counted and dry beside the ramp';
const SAID = {
  words: WORDS,
  'by-when': '2026-12-18',
  'how-many': '300',
  evidence: ['signed delivery note of all ___'],
  'not-included': ['Gift wrapping', 'Storage after the ___'],
  deliver: 'Yes',
  'three-times': 'I hesitate',
  reversible: 'Yes, it can be undone',
  undo: 'the label is cut out',
  'goes-wrong': ['Thread is out of stock'],
  'goes-wrong-1': 'The lorry is late',
  'goes-wrong-1-step': 'Any of them',
  'goes-wrong-1-effect': 'It delays: all wait',
  'goes-wrong-1-much': '2bd',
  'goes-wrong-2': 'A needle breaks',
  'goes-wrong-2-step': 'Sew',
  'goes-wrong-2-effect': 'costs',
  'goes-wrong-2-much': '90m',
  'goes-wrong-3': 'The print smears',
  'goes-wrong-3-step': 'cut',
  'goes-wrong-3-effect': 'repeats',
  'goes-wrong-3-much': '12.5%',
  'work.bags.liner': 'sewer 40h, cutter: 3h',
  drawn: '6',
};

/** The interview with these answers, as they would be typed one after the other. */
function typed(from: readonly Question[], said: Readonly<Record<string, unknown>>): State {
  let state = begin(from);
  for (let step = next(state); step !== 'done'; step = next(state)) {
    const { id } = step.question;
    const after = answer(state, id, said[id]);
    if ('no' in after) throw new Error(`${id}: ${after.no}`);
    state = after;
  }
  return state;
}
const refused = (id: string, value: unknown, before: Readonly<Record<string, unknown>> = SAID): string => {
  const state = typed(questions, before);
  const after = answer(state, id, value);
  return 'no' in after ? after.no : 'was taken';
};

test('what was said is kept in the notations of the files', () => {
  expect(restatementOf(onSite, typed(questions, SAID).answers, facts.capacity)).toEqual({
    words: WORDS,
    due: on('2026-12-18'),
    quantity: 300,
    evidence: ['signed delivery note of all 300'],
    excludes: expect.arrayContaining(['Gift wrapping', 'Storage after the 18th']) as string[],
    delivers: 'yes',
    can_hold_standard: 'hesitate',
    commitment: 'reversible',
    undo: 'the label is cut out',
    failures: [
      { id: 'thread', what: 'Thread is out of stock', hits: ['sew'], delays: { unit: 'bd', n: 1 } },
      { id: 'restated-on-site-1', what: 'The lorry is late', hits: 'any', delays: { unit: 'bd', n: 2 } },
      { id: 'restated-on-site-2', what: 'A needle breaks', hits: ['sew'], costs: { unit: 'min', n: 90 } },
      { id: 'restated-on-site-3', what: 'The print smears', hits: ['cut'], repeats: 125_000 },
    ],
    efforts: [
      {
        custom: 'bags.liner',
        work: [
          { role: 'sewer', time: { unit: 'min', n: 2400 } },
          { role: 'cutter', time: { unit: 'min', n: 180 } },
        ],
      },
    ],
    drawn: 6,
  });
});

test('nothing that is shown says how many or by when', () => {
  expect(introductionOf(standing)).toEqual({
    title: 'What the library says of bag version 2, 101 to 1000',
    text: "___ bags accepted at the customer's door",
    of: '',
  });
  const { title, text, of } = introductionOf(onSite);
  // What is delivered tells two promises of one product apart.
  expect(of).toBe(`${facts.library.bag.title ?? 'bags'} (Recycled liner for all ___)`);
  expect(questions.find(({ id }) => id === 'how-many')?.help).toBe('A whole number, as you know it, of: bags accepted.');
  const black = factsOfDeal((deal) =>
    deal.replace('    quantity: 300\n    custom', '    quantity: 300\n    options: { body: sand, size: 40 }\n    custom'),
  );
  expect(introductionOf(topicOfPromise(black, black.deal.promises[0])).of).toContain('(body sand, size ___, Recycled');
  expect(title).toBe("'on-site', promised to Acme Outdoor by Sam Reed");
  expect(text).toBe("___ bags with liner at Acme's dock by ___ for the corporate event");
  const shown = questions.flatMap((question) => [
    question.ask,
    ...('choices' in question ? question.choices.map(({ label }) => label) : []),
  ]);
  expect(shown).toContain("How much work is 'Recycled liner for all ___', and whose?");
  expect([text, ...shown].join('\n')).not.toMatch(/\d/);
  // What the deal leaves out besides is no wrong answer.
  expect(shown).not.toContain('Disposal of packaging');
});

test('asks only what the promise counts, and of the library no day and no number', () => {
  const ids = (topic: typeof onSite) => questionsAbout(topic, { facts }).map(({ id }) => id);
  expect(ids(onSite)).toEqual(expect.arrayContaining(['by-when', 'how-many', 'deliver-by', 'work.bags.liner', 'drawn']));
  expect(ids(sample)).not.toContain('how-many');
  expect(ids(standing)).not.toEqual(expect.arrayContaining(['by-when']));
  expect(ids(standing)).not.toContain('deliver-by');
  expect(ids(standing)).not.toContain('how-many');
  const bare = { ...SAID, evidence: ['signed delivery note'], 'not-included': [], 'goes-wrong': [], 'goes-wrong-1': '' };
  expect(restatementOf(standing, typed(questionsAbout(standing, { facts }), bare).answers, facts.capacity)).toMatchObject({
    due: null,
    quantity: null,
    failures: [],
    efforts: [],
  });
});

describe('said at once', () => {
  test.each<[string, unknown, RegExp]>([
    ['words', 'The bags are there', /^that has 1 word that carries meaning, and 5 are needed: /],
    [
      'words',
      "bags with liner at Acme's dock by 18 December for the corporate event",
      /^100% of that is as the promise has it \('.*'\), and at most 60% may be/,
    ],
    ['words', 'Customers feel happier about all crates standing there', /^nobody can observe 'happier': /],
    ['by-when', '2026-11-15', /^2026-11-15 is over: today is 2026-11-16$/],
    ['by-when', 'Friday', /^'Friday' is not a date/],
    ['how-many', '30.5', /whole number/],
    ['undo', '', /^nothing is said yet/],
    ['goes-wrong-1-much', '6', /^'6' has no unit: say which, 6bd or 6d$/],
    ['goes-wrong-1-much', '6h', /^'6h' is in another unit: a delay is in bd or d, as 2bd or 2d$/],
    ['goes-wrong-1-much', '2 days', /^'2 days' is not a time: a delay is in bd or d, as 2bd or 2d$/],
    ['goes-wrong-1-much', '0bd', /^'0bd' is nothing: leave it out$/],
    ['goes-wrong-2-much', '2d', /^'2d' is in another unit: work is in h or bd, as 6h or 2bd$/],
    ['goes-wrong-2-much', '9999999h', /longer than a hundred years/],
    ['goes-wrong-3-much', '120%', /^120% is not between 0% and 100%$/],
    ['goes-wrong-3-much', '12', /is not a share/],
    ['work.bags.liner', '40h', /^'40h' is not a role and its time: write it as designer 6h$/],
    ['work.bags.liner', 'sewr 40h', /^'sewr' is no role of capacity \(lead, cutter, sewer and inspector\)$/],
    ['work.bags.liner', 'sewer.senior 4h', /^'senior' is no level of sewer \(it has none\)$/],
    ['work.bags.liner', 'sewer 4h, sewer 2h', /^'sewer' is there twice/],
    ['work.bags.liner', 'constructor 4h', /no role of capacity/],
  ])('%s: %j', (id, value, because) => {
    expect(refused(id, value)).toMatch(because);
  });

  test.each<[string, string]>([
    [
      '2026-12-17',
      "2026-12-17 is not after 2026-12-18, by when you say it was agreed: name a later day, or answer 'Yes' where you can by then",
    ],
    [
      '2026-12-18',
      "2026-12-18 is not after 2026-12-18, by when you say it was agreed: name a later day, or answer 'Yes' where you can by then",
    ],
    ['2026-11-15', '2026-11-15 is over: today is 2026-11-16'],
    ['2026-12-19', 'was taken'],
  ])('a later date is later than what was agreed: %s', (day, because) => {
    expect(refused('deliver-by', day, { ...SAID, deliver: 'later', 'deliver-by': '2026-12-21' })).toBe(because);
  });

  test('and is asked for again where what was agreed becomes later than it', () => {
    const state = typed(questions, { ...SAID, deliver: 'later', 'deliver-by': '2026-12-21' });
    const of = (day: string): unknown => next(answer(state, 'by-when', day) as State);
    expect(of('2026-12-20')).toBe('done');
    expect(of('2026-12-21')).toMatchObject({ question: { id: 'deliver-by' } });
    // How much is said in the unit of what it does: of another effect it is asked anew.
    expect(next(answer(state, 'goes-wrong-1-effect', 'costs') as State)).toBe('done');
    expect(next(answer(state, 'goes-wrong-1-effect', 'repeats') as State)).toMatchObject({ question: { id: 'goes-wrong-1-much' } });
  });

  test('who cannot deliver it is not asked for three times of it', () => {
    // It is counted from the beginning, because all other answers lead to it: words, by-when, how-many, evidence, not-included, deliver, three-times,
    // reversible, goes-wrong, goes-wrong-1, work and drawn are 12.
    expect(next(begin(questions))).toMatchObject({ nth: 1, of: 12 });
    const state = typed(questions, { ...SAID, deliver: 'no', 'three-times': undefined });
    expect(Object.keys(state.answers)).not.toContain('three-times');
    expect(restatementOf(onSite, state.answers, facts.capacity)).toMatchObject({ delivers: 'no', can_hold_standard: 'no' });
    // Nor can it be said in a form.
    expect(refused('three-times', 'Yes', { ...SAID, deliver: 'no' })).toMatch(
      /^is not asked: only where the answer to 'deliver' is 'Yes', /,
    );
  });

  test('a wrong fact is taken, and shown only beside the promise', () => {
    const { answers } = typed(questions, {
      ...SAID,
      'by-when': '2026-12-19',
      'how-many': '500',
      'not-included': [],
      deliver: 'later',
      'deliver-by': '2026-12-21',
    });
    const rows = comparedWith(onSite, restatementOf(onSite, answers, facts.capacity), 480);
    expect(rows.filter(({ mark }) => mark !== null)).toEqual([
      { what: 'by when', promised: '2026-12-18', said: '2026-12-19', mark: 'differs' },
      { what: 'how many', promised: '300', said: '500', mark: 'differs' },
      { what: 'not included', promised: 'Gift wrapping; Storage after the 18th', said: 'none', mark: 'differs' },
      { what: 'can deliver', promised: 'yes', said: 'yes, by a later date, 2026-12-21', mark: 'differs' },
      { what: 'three times', promised: 'yes', said: 'hesitate', mark: 'differs' },
      // The deal has cutter 2h.
      { what: 'work: liner', promised: 'sewer 40h and cutter 2h', said: 'sewer 40h and cutter 3h', mark: 'differs' },
    ]);
    const sooner = comparedWith(
      onSite,
      restatementOf(onSite, typed(questions, { ...SAID, 'by-when': '2026-12-10' }).answers, facts.capacity),
      480,
    );
    expect(sooner.find(({ what }) => what === 'by when')?.mark).toBe('earlier');
  });
});

test('what differs stays open until those agree who can: of the library nobody sells it', async () => {
  const legend = async (topic: typeof onSite): Promise<string> => {
    const rows = comparedWith(topic, restatementOf(onSite, typed(questions, SAID).answers, facts.capacity), 480);
    return comparedText(rows, topic.standing, 80, await paintFor(false)).replace(/\s+/g, ' ');
  };
  expect(await legend(onSite)).toContain('stay open until you and the seller agree.');
  expect(await legend(standing)).toContain('stay open until the library says so too, or you say it as it does.');
});

describe('whatever is said', () => {
  test('a finished interview is kept, read again and means the same', () => {
    fc.assert(
      fc.property(finished(questions), ({ answers }) => {
        const said = restatementOf(onSite, answers, facts.capacity);
        const { name, text } = sealedRestatement(onSite, 'ben', said, facts);
        const { signoff, diagnostics } = loadSignOff(
          { kind: 'signoff', path: `signoffs/acme-7/${name}`, bytes: Buffer.from(text) },
          'acme-7',
        );
        expect(diagnostics).toEqual([]);
        expect(signoff?.restatement).toEqual(said);
        expect(changesBetween(signoff!.meaning, onSite.meaning)).toEqual([]);
      }),
    );
  });

  test('a form that is filled in says the same as what is typed', () => {
    const restating = restatingOf(QUESTION, facts, null);
    if ('refused' in restating) throw new Error(restating.refused);
    const { head, parts } = formAbout(restating, facts, 'handoff restate');
    const empty = formText(head, parts);
    fc.assert(
      fc.property(finished(questions), ({ answers }) => {
        const { form, diagnostics } = loadForm(sourceOf(filled(empty, questions, answers)));
        expect(diagnostics).toEqual([]);
        const { state, refused: no } = fillIn(questions, form!.parts[partOf(onSite)].said);
        expect(no).toEqual([]);
        expect(state.answers).toEqual(answers);
      }),
    );
  });
});

const QUESTION: RestateQuestion = {
  command: 'restate',
  as: 'ben',
  promise: 'on-site',
  library: null,
  again: false,
  form: { to: null },
  answers: null,
};
const sourceOf = (text: string) => ({ kind: 'form', path: 'ben.yaml', bytes: Buffer.from(text) }) as const;

/** The form with the answers written after its colons, as somebody would. */
function filled(form: string, asked: readonly Question[], answers: Answers): string {
  return asked.reduce((text, question) => {
    const value = answers[question.id] ?? null;
    const list = Array.isArray(value) ? (value as readonly string[]) : [];
    const labels = list.map((each) => ('choices' in question ? question.choices.find((choice) => choice.value === each)!.label : each));
    const written =
      value === null
        ? ''
        : question.kind === 'pick several'
          ? JSON.stringify(labels)
          : question.kind === 'date'
            ? valueText(question, value)
            : JSON.stringify(valueText(question, value));
    const line = new RegExp(`^    ${question.id}:.*$`, 'm');
    expect(text).toMatch(line);
    return text.replace(line, () => `    ${question.id}: ${written}`);
  }, form);
}

/** Finished interviews: each question in turn gets an answer that it takes. */
function finished(from: readonly Question[]): fc.Arbitrary<State> {
  const sentences = [
    WORDS,
    'Dozens of crates wait labelled inside the yard',
    '  Kisten stehen\n gezählt neben der Rampe draußen ',
    'Kräne: heben # alles "vom" Hof herunter',
  ];
  const words = fc.constantFrom(...sentences);
  return fc
    .record({ picks: fc.infiniteStream(fc.nat()), texts: fc.infiniteStream(fc.oneof(words, fc.constant(''))) })
    .map(({ picks, texts }) => {
      let state = begin(from);
      const take = <T>(stream: Iterator<T>): T => stream.next().value as T;
      // A stream may say one thing for ever, and a question may not take it: what is tried moves on by itself.
      let refused = 0;
      for (let step = next(state); step !== 'done'; step = next(state)) {
        const { question } = step;
        const said = (): unknown => {
          const n = (take(picks) + refused) >>> 0;
          if (question.id.endsWith('-much')) return ['2bd', '6h', '30%', '1d', '45m', '12.5%'][n % 6];
          if (question.id.startsWith('work.')) return ['sewer 40h', 'cutter 2bd and lead 90m'][n % 2];
          switch (question.kind) {
            case 'text':
              return refused > 20 ? sentences[n % sentences.length] : take(texts);
            case 'date':
              // Nothing of that year is after its last day that is drawn.
              return `202${refused > 100 ? 8 : 7}-0${(n % 9) + 1}-1${n % 10}`;
            case 'number':
              return question.optional && n % 3 === 0 ? '' : String((n % 1000) + 1);
            case 'pick one':
              return question.choices[n % question.choices.length].value;
            case 'pick several':
              return question.choices.filter((_, i) => (n >> i) % 2 === 1).map(({ value }) => value);
            case 'confirm':
              return n % 2 === 0;
          }
        };
        const after = answer(state, question.id, said());
        refused = 'no' in after ? refused + 1 : 0;
        if (!('no' in after)) state = after;
        else if (refused > 1000) throw new Error(`'${question.id}' takes nothing: ${after.no}`);
      }
      return state;
    });
}

describe('a form', () => {
  const said = { ...SAID, evidence: ['signed delivery note of all ___'] };

  test('tells all that cannot be taken, and nothing that hangs on it', () => {
    const { refused: no } = fillIn(questions, {
      ...said,
      reversible: '',
      words: 'too short',
      'by-when': 'soon',
      deliver: 'maybe',
      'deliver-by': '2026-12-20',
      drwn: 3,
    });
    expect(no.map(({ id, no: because }) => `${id}: ${because}`)).toEqual([
      'words: that has 1 word that carries meaning, and 5 are needed: say what anybody could see, count or hold when it is done',
      "by-when: 'soon' is not a date: write it as YYYY-MM-DD",
      "deliver: 'maybe' is not one of the choices: 'Yes', 'Yes, by a later date', 'No' or 'I am not sure'",
      'reversible: nothing is picked yet: pick one',
      'drwn: is not asked here',
    ]);
  });

  test('says what is answered and not asked', () => {
    const { refused: no } = fillIn(questions, { ...said, 'deliver-by': '2026-12-20' });
    expect(no.map(({ id, no: because }) => `${id} ${because}`)).toEqual([
      "deliver-by is not asked: only where the answer to 'deliver' is 'Yes, by a later date'",
    ]);
  });

  test('knows which part of the promise changed since it was written, and not what it was', () => {
    const stamp = stampOf(onSite.meaning);
    const now = (from: string, to: string) => {
      const changed = factsOfDeal((text) => text.replace(from, to));
      return changedSince(stamp, topicOfPromise(changed, changed.deal.promises[0]).meaning);
    };
    expect(now('due: 2026-12-18', 'due:   "2026-12-18"')).toEqual([]);
    expect(now('due: 2026-12-18', 'due: 2026-12-17')).toEqual(['due']);
    expect(now('quantity: 300\n    custom', 'quantity: 200\n    custom')).toEqual(['items']);
    expect(now('    commitment: reversible\n    undo: the label is replaced\n', '')).toEqual(['commitment', 'undo']);
    expect(changedSince({}, onSite.meaning)).toContain('text');
    // No number of the promise stands in it.
    expect(Object.values(stamp).every((hash) => /^[0-9a-f]{12}$|^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });
});

describe('who restates', () => {
  const of = (more: Partial<RestateQuestion>, given = facts) => {
    const found = restatingOf({ ...QUESTION, promise: null, ...more }, given, null);
    return 'refused' in found ? found.refused : found.topics.map(({ subject }) => subject);
  };
  test.each<[Partial<RestateQuestion>, string | readonly string[]]>([
    [{}, ['promise/on-site', 'promise/sample']],
    [{ as: 'Ben@larkfield.example' }, ['promise/on-site', 'promise/sample']],
    [{ promise: 'sample' }, ['promise/sample']],
    [{ as: null }, 'git does not say who you are: restate with --as PERSON, an id or e-mail address of capacity.yaml → people'],
    [{ as: 'benn' }, "'benn' is nobody of capacity.yaml → people, and a promise is restated by who will keep it: did you mean ben?"],
    [{ as: 'cleo' }, "cleo is the doer of no promise of acme-7: 'on-site' is restated by ben and 'sample' is restated by ben"],
    [{ as: 'cleo', promise: 'sample' }, "'sample' is restated by ben, who will deliver it, and not by cleo (--as ben, if that is you)"],
    [{ promise: 'smple' }, "acme-7 has no promise 'smple': did you mean 'sample'?"],
    [{ promise: 'x' }, "acme-7 has no promise 'x': it has 'on-site' and 'sample'"],
    [{ library: { id: 'bag', quantity: 300 } }, ['deliverable/bag@2/101-1000']],
    [{ library: { id: 'bagg', quantity: 300 } }, "'bagg' is not in the library: did you mean bag?"],
    [
      { as: 'cleo', library: { id: 'bag', quantity: 3 } },
      "'bag version 2, 1 to 10' is restated by ben, who will deliver it, and not by cleo (--as ben, if that is you)",
    ],
  ])('%j', (question, expected) => {
    expect(of(question)).toEqual(expected);
  });

  test('never who sells, and nobody where that is not known', () => {
    const sold = factsOfDeal((text) => text.replace('email: sam@larkfield.example', 'email: ben@larkfield.example'));
    expect(of({}, sold)).toMatch(/^ben sells this deal, and nobody restates what they sell: 'on-site' is restated by ben/);
    const unsold = factsOfDeal((text) => text.replace(/^seller.*\n/m, ''));
    expect(of({}, unsold)).toBe(
      'the deal does not say who sells it, and nobody restates what they sell: add seller: {name: …, email: …} to deals/acme-7.yaml',
    );
    // The library is sold by nobody in particular.
    expect(of({ library: { id: 'bag', quantity: 3 } }, sold)).toEqual(['deliverable/bag@2/1-10']);
  });

  test('asks again only what changed, or when told to', () => {
    const { signoff } = sealedRestatement(onSite, 'ben', restatementOf(onSite, typed(questions, SAID).answers, facts.capacity), facts);
    const later = { ...facts, signoffs: [signoff] };
    expect(restatingOf({ ...QUESTION, promise: null }, later, null)).toMatchObject({
      topics: [{ name: 'sample' }],
      done: ["'on-site' was restated by ben on 2026-11-16, and has not changed since"],
    });
    expect(of({ again: true }, later)).toEqual(['promise/on-site', 'promise/sample']);
    const changed = { ...factsOfDeal((text) => text.replace('due: 2026-12-18', 'due: 2026-12-17')), signoffs: [signoff] };
    expect(of({}, changed)).toEqual(['promise/on-site', 'promise/sample']);
    // The same is the same, whatever was said before it was compared.
    const said = restatementOf(onSite, typed(questions, SAID).answers, facts.capacity);
    expect(saidBefore(onSite, 'ben', { ...said, first: [{ asked: 'How many?', said: '200' }] }, later)).toBe(facts.today);
    expect(saidBefore(onSite, 'ben', { ...said, quantity: 200 }, later)).toBeNull();
    // It takes the place of the one before.
    const anew = sealedRestatement(onSite, 'ben', restatementOf(onSite, typed(questions, SAID).answers, facts.capacity), later);
    expect(anew.signoff.supersedes).toEqual([signoff.id]);
  });
});
