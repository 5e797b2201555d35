// The interview machine: what is asked next, what an answer is taken for, and that no order of answers and no answer breaks it.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay } from '../../../src/model/day.ts';
import {
  answer,
  back,
  begin,
  next,
  valueText,
  whenText,
  without,
  type Question,
  type State,
  type Value,
} from '../../../src/signoff/interview/machine.ts';

const COLOURS = [
  { value: 'r', label: 'Red' },
  { value: 'g', label: 'Green' },
  { value: 'b', label: 'Blue' },
];
const QUESTIONS: readonly Question[] = [
  { kind: 'text', id: 'words', ask: 'What?', whyNot: (text) => (text.includes('soon') ? "'soon' is no day" : null) },
  { kind: 'date', id: 'due', ask: 'By when?' },
  { kind: 'number', id: 'many', ask: 'How many?' },
  { kind: 'pick one', id: 'one', ask: 'Which?', choices: COLOURS },
  { kind: 'text', id: 'why-red', ask: 'Why red?', optional: true, when: { question: 'one', is: ['r'] } },
  { kind: 'date', id: 'red-until', ask: 'Until when?', when: { question: 'why-red', is: 'anything' } },
  { kind: 'pick several', id: 'some', ask: 'Which of them?', choices: COLOURS },
  { kind: 'number', id: 'greens', ask: 'How many green ones?', least: 0, when: { question: 'some', is: ['g'] } },
  { kind: 'confirm', id: 'sure', ask: 'Are you sure?', whyNot: (yes, { due }) => (yes && due === null ? 'no day' : null) },
];

const said = (answers: Readonly<Record<string, unknown>>, from = begin(QUESTIONS)): State =>
  Object.entries(answers).reduce((state, [id, value]) => {
    const after = answer(state, id, value);
    if ('no' in after) throw new Error(`${id}: ${after.no}`);
    return after;
  }, from);
const refused = (id: string, value: unknown, from = begin(QUESTIONS)): string => {
  const after = answer(from, id, value);
  return 'no' in after ? after.no : `was taken: ${JSON.stringify(after.answers[id])}`;
};
const ALL = { words: 'All is there', due: '2026-12-18', many: 300, one: 'Green', some: ['Blue', 'r'], sure: true };

test('asks each question in turn, and only those that the answers lead to', () => {
  const asked: string[] = [];
  let state = begin(QUESTIONS);
  const values: Readonly<Record<string, unknown>> = { ...ALL, one: 'red', 'why-red': 'it is the brand', 'red-until': '2027-01-01' };
  for (let step = next(state); step !== 'done'; step = next(state)) {
    asked.push(`${step.nth}/${step.of} ${step.question.id}`);
    state = said({ [step.question.id]: values[step.question.id] }, state);
  }
  // Without red and green six questions are asked; red adds why, and why until when.
  expect(asked).toEqual(['1/6 words', '2/6 due', '3/6 many', '4/6 one', '5/7 why-red', '6/8 red-until', '7/8 some', '8/8 sure']);
  expect(state.answers).toEqual({
    words: 'All is there',
    due: parseDay('2026-12-18'),
    many: 300,
    one: 'r',
    'why-red': 'it is the brand',
    'red-until': parseDay('2027-01-01'),
    some: ['r', 'b'],
    sure: true,
  });
});

test('keeps what is left empty as nothing, and asks nothing that hangs on it', () => {
  const state = said({ ...ALL, one: 'r', 'why-red': ' ' });
  expect(state.answers['why-red']).toBeNull();
  expect(next(state)).toBe('done');
  expect(refused('red-until', '2027-01-01', state)).toBe("is not asked: only where 'why-red' is answered");
});

test('forgets with an answer what was only asked because of it, and goes back by one', () => {
  const red = said({ ...ALL, one: 'r', 'why-red': 'brand', 'red-until': '2027-01-01' });
  const green = said({ one: 'g' }, red);
  expect(Object.keys(green.answers)).toEqual(['words', 'due', 'many', 'one', 'some', 'sure']);
  expect(Object.keys(without(red, 'why-red').answers)).not.toContain('red-until');
  expect(next(back(green))).toMatchObject({ question: { id: 'sure' } });
  expect(back(begin(QUESTIONS)).answers).toEqual({});
});

describe('an answer', () => {
  test.each<[string, unknown, Value]>([
    ['words', '  two\n lines\t here ', 'two lines here'],
    ['words', 300, '300'],
    ['words', 'cafe\u0301', 'café'],
    ['many', '007', 7],
    ['one', 'b', 'b'],
    ['one', 'BLUE', 'b'],
    ['some', 'green', ['g']],
    ['some', ['b', 'r', 'b'], ['r', 'b']],
    ['sure', 'Yes', true],
    ['sure', 'n', false],
  ])('%s: %j is taken as %j', (id, value, kept) => {
    expect(said({ [id]: value }).answers[id]).toEqual(kept);
  });

  test.each<[string, unknown, string]>([
    ['words', '', 'nothing is said yet: say it in a few words'],
    ['words', null, 'nothing is said yet: say it in a few words'],
    ['words', 'very soon', "'soon' is no day"],
    ['words', { a: 1 }, 'that is a list or a map, and one text is asked for'],
    ['words', '\u001b[31mred', 'that holds a character that cannot be seen (U+001B): type it instead of pasting it'],
    ['words', 'a\u202Eb', 'that holds a character that cannot be seen (U+202E): type it instead of pasting it'],
    ['words', 'a\uD800b', 'that holds half a character: type it instead of pasting it'],
    ['words', 'ab '.repeat(700), 'that has 2099 characters, and 2000 are the most: say it shorter'],
    ['words', '\u001b'.repeat(10_240), 'that has 10240 characters, and 2000 are the most: say it shorter'],
    ['due', '', 'no date is given yet: write it as YYYY-MM-DD'],
    ['due', '18.12.2026', "'18.12.2026' is not a date: write it as YYYY-MM-DD"],
    ['due', '2026-02-30', "'2026-02-30' does not exist: that month has 28 days"],
    ['due', ['2026-02-03'], 'that is a list or a map, and one text is asked for'],
    ['many', '0', "'0' is not a whole number from 1"],
    ['many', '3.5', "'3.5' is not a whole number from 1"],
    ['many', '9'.repeat(99), `'${'9'.repeat(60)}…' is not a whole number from 1`],
    ['one', 'pink', "'pink' is not one of the choices: 'Red', 'Green' or 'Blue'"],
    ['some', [], 'nothing is picked yet: pick at least one'],
    ['some', ['r', 'pink'], "'pink' is not one of the choices: 'Red', 'Green' or 'Blue'"],
    ['sure', 'maybe', 'that is neither yes nor no'],
    ['why-red', 'x', "is not asked: only where the answer to 'one' is 'Red'"],
    ['nothing', 'x', 'is not asked here'],
  ])('%s: %j is refused: %s', (id, value, because) => {
    expect(refused(id, value)).toBe(because);
  });
});

test('says when a question is asked, and what was answered', () => {
  expect(QUESTIONS.map((question) => whenText(question, QUESTIONS)).filter((text) => text !== null)).toEqual([
    "only where the answer to 'one' is 'Red'",
    "only where 'why-red' is answered",
    "only where the answer to 'some' is 'Green'",
  ]);
  const { answers } = said({ ...ALL, one: 'r', 'why-red': '' });
  expect(QUESTIONS.flatMap((question) => (question.id in answers ? [valueText(question, answers[question.id])] : []))).toEqual([
    'All is there',
    '2026-12-18',
    '300',
    'Red',
    '-',
    'Red; Blue',
    'yes',
  ]);
});

test('no answer in any order breaks it: what is kept is asked, and nothing is kept that could not be said again', () => {
  const ids = [...QUESTIONS.map(({ id }) => id), 'nothing', '__proto__'];
  const step = fc.record({ id: fc.constantFrom(...ids), back: fc.boolean(), said: fc.oneof(sensible(), fc.anything()) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state = begin(QUESTIONS);
      for (const each of steps) {
        const after = answer(state, each.id, each.said);
        state = 'no' in after ? (each.back ? back(state) : state) : after;
        const of = next(state);
        for (const [id, value] of Object.entries(state.answers)) {
          const question = QUESTIONS.find((asked) => asked.id === id)!;
          // The same, as it would be written into a form.
          const text = valueText(question, value);
          const again = answer(state, id, value === null ? null : 'choices' in question && Array.isArray(value) ? value : text);
          expect(again).toEqual(state);
        }
        if (of !== 'done') expect(state.answers).not.toHaveProperty(of.question.id);
      }
    }),
  );
});

function sensible(): fc.Arbitrary<unknown> {
  return fc.constantFrom('Red', 'g', ['r', 'g'], 'some words', '2026-12-18', 7, '0', true, 'no', '', null);
}
