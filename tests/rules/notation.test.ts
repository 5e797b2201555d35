// Options as policy writes them: what is read, and what is told of anything else.
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import * as notation from '../../src/rules/texts/notation.ts';

/** What an option becomes, or what is wrong with it: `place: message`. */
function read(schema: z.ZodMiniType, value: unknown): unknown {
  const { data, error } = z.safeParse(schema, value);
  return error === undefined ? data : error.issues.map(({ path, message }) => [...path, message].join(': '));
}

test.each<[string, z.ZodMiniType, unknown, unknown]>([
  ['business days', notation.businessDays, '5bd', 5],
  ['business days', notation.businessDays, '5d', ['is not in business days: write it as 5bd']],
  ['business days', notation.businessDays, 5, ['is not text']],
  ['a whole number of some', notation.wholeNumber(0, 1, 2), 2, 2],
  ['a whole number of some', notation.wholeNumber(0, 1, 2), 3, ['is not one of 0, 1, 2']],
  ['a yes or a no', notation.flag, false, false],
  ['a yes or a no', notation.flag, 'no', ['is neither true nor false']],
  ['a number', notation.aNumber, 0, 0],
  ['a number', notation.aNumber, -0.5, ['is negative']],
  ['a number', notation.aNumber, '5', ['is not a number']],
  ['a count', notation.count, 1, 1],
  ['a count', notation.count, 0, ['is not a whole number from 1']],
  ['a count', notation.count, 1.5, ['is not a whole number from 1']],
  ['a count', notation.count, '1', ['is not a number']],
  ['words', notation.words, ['any', 'fast'], ['any', 'fast']],
  ['words', notation.words, 'any', ['is not a list']],
  ['words', notation.words, ['any', 5], ['1: is not text']],
  ['elapsed time', notation.elapsed, '3d', { unit: 'd', n: 3 }],
  ['elapsed time', notation.elapsed, '3bd', { unit: 'bd', n: 3 }],
  ['elapsed time', notation.elapsed, '3h', ['is not elapsed time: write it in bd or d']],
  ['a share', notation.share, '12.5%', 125_000],
  // An amount is kept in cents.
  ['a share or an amount', notation.shareOrAmount, '20%', { kind: 'share', share: 200_000 }],
  ['a share or an amount', notation.shareOrAmount, 2400, { kind: 'amount', cents: 240_000 }],
  ['a share or an amount', notation.shareOrAmount, 0, { kind: 'amount', cents: 0 }],
  ['a share or an amount', notation.shareOrAmount, 0.07, { kind: 'amount', cents: 7 }],
  ['a share or an amount', notation.shareOrAmount, 0.075, ['has more than two decimals']],
  ['a share or an amount', notation.shareOrAmount, 0.071, ['has more than two decimals']],
  ['a share or an amount', notation.shareOrAmount, -1, ['is negative']],
  ['a share or an amount', notation.shareOrAmount, -0.071, ['is negative']],
  ['a share or an amount', notation.shareOrAmount, true, ['is neither a share nor an amount: write it as 20% or 2400']],
])('%s is written %3$j: %4$j', (_, schema, value, wanted) => {
  expect(read(schema, value)).toEqual(wanted);
});

test('what is no notation at all is told with how it is written', () => {
  const [days] = read(notation.businessDays, 'soon') as string[];
  expect(days).toBe((read(notation.duration, 'soon') as string[])[0]);
  expect(days).toBe((read(notation.elapsed, 'soon') as string[])[0]);
  expect(days).not.toContain('undefined');
  const [share] = read(notation.shareOrAmount, '20') as string[];
  expect(share).toBe((read(notation.share, '20') as string[])[0]);
  expect(share).not.toContain('undefined');
});

test('entries of a list differ in their ids', () => {
  const list = notation.listById(z.object({ id: z.string() }));
  const ids = (...all: string[]) => all.map((id) => ({ id }));
  expect(read(list, ids('a', 'b'))).toEqual(ids('a', 'b'));
  expect(read(list, ids('a', 'b', 'a', 'b'))).toEqual([
    '2: id: is the id of two entries of this list',
    '3: id: is the id of two entries of this list',
  ]);
  expect(read(list, 'a')).toEqual(['is not a list']);
});

test('a failure has an id, a sentence, what it hits, and one effect', () => {
  const sick = { id: 'sick-1', what: 'Somebody is sick', hits: 'any', costs: '2bd' };
  const of = (more: object) => read(notation.failure, { ...sick, ...more });
  expect(of({})).toEqual({ ...sick, costs: { unit: 'bd', n: 2 } });
  expect(of({ hits: 'cut' })).toMatchObject({ hits: ['cut'] });
  expect(of({ hits: ['cut', 'sew'] })).toMatchObject({ hits: ['cut', 'sew'] });
  expect(of({ id: 5 })).toEqual(['id: is not an id']);
  expect(of({ id: '-sick' })).toEqual(['id: is not an id']);
  expect(of({ id: 'sick!' })).toEqual(['id: is not an id']);
  expect(of({ what: 5 })).toEqual(['what: is not text']);
  expect(of({ hits: 5 })).toEqual(["hits: is neither 'any' nor steps"]);
  expect(of({ costs: '2d' })).toEqual(['costs: is not work: write it in m, h or bd']);
  expect(of({ delays: '1bd' })).toEqual(['needs exactly one of costs, delays and repeats']);
  expect(of({ costs: undefined })).toEqual(['needs exactly one of costs, delays and repeats']);
  expect(of({ costs: undefined, delays: '1h' })).toEqual(['delays: is not elapsed time: write it in bd or d']);
  expect(of({ costs: undefined, repeats: '50%' })).toMatchObject({ repeats: 500_000 });
});
