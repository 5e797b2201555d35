// Which of the dates in a text are told as none of the deal's, and in what words; of facts made for it, without a deal. Whole documents are in
// proposal-matches.test.ts.
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { DealDate } from '../../src/rules/dates/deal-dates.ts';
import type { RuleFacts } from '../../src/rules/rule.ts';
import { sentenceAround, soonerDates, writtenDates, wrongDates, wrongMonths } from '../../src/rules/texts/proposal-dates.ts';

const day = (text: string): Day => parseDay(text) as Day;
/** Today is Monday 2026-11-16 where nothing else is said. */
const factsOf = ({ timezone = 'Europe/Berlin', because = undefined as string | undefined, today = '2026-11-16', wanted = true } = {}) =>
  ({ today: day(today), policy: { timezone }, deal: { file: { dates: wanted ? { wanted: { because } } : {} } } }) as unknown as RuleFacts;
const date = (on: string, name = 'offered.complete', more: Partial<DealDate> = {}): DealDate => ({
  name,
  day: day(on),
  onlyWanted: false,
  closed: false,
  ...more,
});
const OFFERED = date('2026-12-18');
const ASKED = date('2026-12-14', 'wanted.complete', { onlyWanted: true });

/** What is told of a text: `[words] message`. */
function told(text: string, dates: readonly DealDate[] = [OFFERED], facts = factsOf()): string[] {
  return wrongDates(text, writtenDates(text, facts), dates, facts).map(
    ({ start, end, message }) => `[${text.slice(start, end)}] ${message}`,
  );
}

/** The same of months. */
function months(text: string, dates: readonly DealDate[] = [OFFERED], facts = factsOf()): string[] {
  return wrongMonths(text, writtenDates(text, facts), dates, facts).map(({ message }) => message);
}

describe('how numbers are read', () => {
  const order = (timezone: string): string => told('On 03/02/2027.', [OFFERED], factsOf({ timezone }))[0].replace(/;.*/, '');

  test.each(['America/New_York', 'US/Eastern', 'America/Indiana/Knox', 'Pacific/Guam', 'Asia/Manila'])('month first in %s', (timezone) => {
    expect(order(timezone)).toBe(`[03/02/2027] '03/02/2027' (2027-03-02, read month first as in ${timezone}) is no date of the deal`);
  });

  test.each(['Europe/Berlin', 'America/Sao_Paulo', 'Asia/Zulu', 'Africa/US/None', 'Europe/UTC'])('day first in %s', (timezone) => {
    expect(order(timezone)).toBe(`[03/02/2027] '03/02/2027' (2027-02-03, read day first as in ${timezone}) is no date of the deal`);
  });

  test.each(['UTC', 'GMT', 'Etc/GMT+5', 'Z', 'America/Toronto', 'Canada/Eastern'])('either way in %s', (timezone) => {
    expect(order(timezone)).toBe("[03/02/2027] '03/02/2027' (2027-02-03, read either way) is no date of the deal");
    // One of the two is asked for, and the other nothing.
    const asked = date('2027-03-02', 'wanted.complete', { onlyWanted: true });
    expect(told('On 03/02/2027.', [asked], factsOf({ timezone }))).toHaveLength(1);
    expect(told('On 03/02/2027.', [asked], factsOf({ timezone }))[0]).toContain('only what the customer asked for');
  });

  test('is said of numbers alone', () => {
    const message = (text: string) => told(text)[0];
    expect(message('On 2027-02-03.')).toMatch(/^\[2027-02-03\] '2027-02-03' is no date/);
    expect(message('On 2027/02/03.')).toMatch(/'2027\/02\/03' \(2027-02-03\) is no date/);
    expect(message('On 3-Feb-2027.')).toMatch(/'3-Feb-2027' \(2027-02-03\) is no date/);
    expect(message('On 3 February 2027.')).toMatch(/'3 February 2027' \(2027-02-03\) is no date/);
    expect(message('On 3.2.2027.')).toMatch(/'3\.2\.2027' \(2027-02-03, read day first as in Europe\/Berlin\) is no date/);
  });
});

test('a date is told in one line, however it is wrapped, with what to do', () => {
  const text = 'Ready on 17\n  December 2026.';
  const facts = factsOf();
  expect(wrongDates(text, writtenDates(text, facts), [OFFERED], facts)).toEqual([
    {
      start: 9,
      end: 27,
      message: "'17 December 2026' (2026-12-17) is no date of the deal; the nearest is 2026-12-18 (offered.complete)",
      help: 'write 2026-12-18, or change the deal, and check it again',
    },
  ]);
  expect(wrongDates(text, writtenDates(text, facts), [], facts)[0]).toMatchObject({
    message: "'17 December 2026' (2026-12-17) is no date of the deal; the deal has no date",
    help: 'write the date into the deal',
  });
});

describe('the year that nobody writes', () => {
  // Today is 16 November 2026: sixty days ago was 17 September.
  test.each([
    ['16 September', '2027-09-16'],
    ['17 September', '2026-09-17'],
    ['17 November', '2026-11-17'],
    ['1 January', '2027-01-01'],
    ['29 February', '2027-02-28'],
  ])('of %s is that of %s', (written, meant) => {
    expect(told(`Delivered by ${written}.`, [OFFERED])[0]).toContain(`(${meant})`);
  });

  test('is the one before, early in January', () => {
    // Sixty days before 10 January 2027 was 11 November 2026.
    const facts = factsOf({ today: '2027-01-10' });
    expect(told('Delivered by 20 December.', [], facts)[0]).toContain('(2026-12-20)');
    expect(told('Delivered by 10 November.', [], facts)[0]).toContain('(2027-11-10)');
  });
});

describe('a past day', () => {
  test.each([
    ['We met on 2026-11-13.', 0],
    ['We met on 2026-11-16.', 0],
    ['We meet on 2026-11-17.', 1],
    ['Delivered by 2026-11-13.', 1],
    // The day of the deal, of another year.
    ['We met on 2025-12-18.', 1],
    ['We met on 2025-11-18.', 0],
    ['We met on 2025-12-17.', 0],
  ])('%s', (text, many) => {
    expect(told(text, [date('2026-11-20', 'valid until'), OFFERED])).toHaveLength(many);
  });

  test.each([
    'by', 'until', 'till', 'before', 'no later than', 'not later than', 'on or before', 'due', 'due on', 'due on the', 'deadline', 'deadline:', 'deliver by',
    'delivery date:', 'shipped on', 'shipping', 'completion', 'completed by', 'finish is on', 'handover', 'ready', 'ready on', 'ready by', 'by  Friday',
  ])('is told where something is due: %s', (words) => {
    expect(told(`It is ${words} 2026-11-13.`)).toHaveLength(1);
  }); // prettier-ignore

  test.each(['nearby', 'whereby', 'overdue', 'by then on', 'on', 'by two of'])('is not where nothing is: %s', (words) => {
    expect(told(`It was ${words} 2026-11-13.`)).toHaveLength(0);
  });

  test('is not due by what another sentence says, or a line that is far away', () => {
    expect(told('Delivered by Ana. 2026-11-13 is when we met.')).toEqual([]);
    expect(told('By\n\n2026-11-13')).toEqual([]);
  });
});

describe('what was only asked for', () => {
  const both = [ASKED, OFFERED];

  test('is told, with the offer where there is one', () => {
    const text = 'Ready on 2026-12-14.';
    expect(told(text, both)).toEqual([
      "[2026-12-14] '2026-12-14' is only what the customer asked for (wanted.complete), and the deal offers 2026-12-18",
    ]);
    expect(told(text, [ASKED])).toEqual(["[2026-12-14] '2026-12-14' is only what the customer asked for (wanted.complete)"]);
    // Not the offer of another day.
    const start = date('2026-11-23', 'offered.start');
    expect(told(text, [start, ASKED])[0]).toMatch(/\(wanted\.complete\)$/);
    expect(told(text, [start, ASKED, OFFERED])[0]).toMatch(/offers 2026-12-18$/);
    const facts = factsOf();
    const help = (dates: DealDate[]) => wrongDates(text, writtenDates(text, facts), dates, facts)[0].help;
    expect(help(both)).toBe('write 2026-12-18, or change the deal, and check it again');
    expect(help([ASKED])).toBe('write the date into the deal');
  });

  test.each([
    'ask', 'asked', 'request', 'requests', 'requested', 'want', 'wanted', 'wants', 'wish', 'wished', 'wishes', 'hope', 'hoped', 'hoping', 'prefer', 'preferred',
    'prefers', 'need', 'needs', 'needed', 'originally', 'instead of', 'rather than',
  ])('is free beside %s', (word) => {
    expect(told(`It is ${word} 2026-12-14 for you.`, both)).toEqual([]);
    expect(told(`2026-12-14 is ${word} it.`, both)).toEqual([]);
    expect(told(`It is x${word} 2026-12-14.`, both)).toHaveLength(1);
  }); // prettier-ignore

  test('is free beside what it is for, in any case, by words of four letters and more', () => {
    const facts = factsOf({ because: 'Winter FAIR, for us' });
    expect(told('The fair is on 2026-12-14.', both, facts)).toEqual([]);
    expect(told('In WINTER, on 2026-12-14.', both, facts)).toEqual([]);
    expect(told('It is for you on 2026-12-14.', both, facts)).toHaveLength(1);
    expect(told('It is us on 2026-12-14.', both, factsOf({ because: '' }))).toHaveLength(1);
    expect(told('Ready on 2026-12-14.', both, factsOf({ wanted: false }))).toHaveLength(1);
  });
});

describe('a weekday', () => {
  // 18 December 2026 is a Friday.
  test.each([
    ['Friday', true], ['friday', true], ['Fri', true], ['Fri.', true], ['Friday,', true], ['Friday the', true], ['Friday  the ', true],
    ['Mon', false], ['Monday', false], ['Tue', false], ['Tues', false], ['Tuesday', false], ['Wed', false], ['Wednesday', false], ['Thu', false], ['Thur', false],
    ['Thurs', false], ['Thursday,', false], ['Thu.', false], ['Thurs. the', false], ['Sat', false], ['Saturday', false], ['Sun', false], ['Sunday  the  ', false],
  ])('%s', (weekday, isRight) => {
    const text = `Ready on ${weekday} 18 December.`;
    const shown = `${weekday} 18 December`;
    expect(told(text)).toEqual(isRight ? [] : [`[${shown}] '${shown}' is a Friday`]);
  }); // prettier-ignore

  test('is right before the day, and a word of its own', () => {
    expect(told('On Monday, Ana is there. 18 December it is.')).toEqual([]);
    expect(told('From Monday to 18 December.')).toEqual([]);
    expect(told('From xMonday 18 December.')).toEqual([]);
    expect(told('We rest on Monday. 18 December it is.')).toEqual([]);
  });
});

test('sooner dates are those before a day, unless something ends there', () => {
  const sooner = (text: string, limit?: string) =>
    soonerDates(text, writtenDates(text, factsOf()), limit === undefined ? undefined : day(limit), factsOf()).map((each) => each.text);
  expect(sooner('On 2026-12-17, 2026-12-18 and 2026-12-19.', '2026-12-18')).toEqual(['2026-12-17']);
  expect(sooner('On 2026-12-17 and 2026-12-19.')).toEqual(['2026-12-17', '2026-12-19']);
  expect(sooner('Until 2026-12-14, till 2026-12-15, through  2026-12-16')).toEqual([]);
  expect(sooner('Until you say so: 2026-12-14; xuntil 2026-12-15')).toEqual(['2026-12-14', '2026-12-15']);
});

describe('months', () => {
  test.each([
    // Due, or a part of a month to come.
    ['Delivered by January', 'January'],
    ['Delivered in January 2027', 'January 2027'],
    ['Delivered by December 2027', 'December 2027'],
    ['Mid-January we begin', 'Mid-January'],
    ['Delivered by\n  the end\n of January', 'the end of January'],
    // 18 December is neither early nor in the middle of another month; early is up to the 10th.
    ['Delivered by early December', 'early December'],
  ])('%j is when nothing is', (text, shown) => {
    expect(months(text)).toEqual([`'${shown}' is when nothing of the deal is; the nearest is 2026-12-18 (offered.complete)`]);
  });

  test.each([
    ['early', '2026-12-01', true], ['early', '2026-12-10', true], ['early', '2026-12-11', false],
    ['mid', '2026-12-07', false], ['mid', '2026-12-08', true], ['mid', '2026-12-22', true], ['mid', '2026-12-23', false],
    ['end of', '2026-12-01', true], ['end of', '2026-12-31', true], ['end of', '2027-12-31', true], ['end of', '2026-11-30', false],
  ])('%s December has %s: %s', (part, on, has) => {
    expect(months(`Delivered by ${part} December`, [date(on)])).toHaveLength(has ? 0 : 1);
  }); // prettier-ignore

  test('a part of a month that is over is no promise: the 10th, the 15th and the end', () => {
    const said = (part: string, today: string) => months(`${part} November it was.`, [OFFERED], factsOf({ today })).length;
    expect([said('Early', '2026-11-09'), said('Early', '2026-11-10')]).toEqual([1, 0]);
    expect([said('Mid', '2026-11-14'), said('Mid', '2026-11-15')]).toEqual([1, 0]);
    expect([said('End of', '2026-11-29'), said('End of', '2026-11-30')]).toEqual([1, 0]);
    // The month as a whole is only told where something is due in it.
    expect(months('In January we rest.')).toEqual([]);
  });

  test('what was asked for, and days on which nobody works, are no dates to deliver on', () => {
    const text = 'Delivered by January';
    expect(months(text, [date('2027-01-15', 'wanted.complete', { onlyWanted: true })])).toEqual([
      "'January' is when nothing of the deal is; the deal has no date",
    ]);
    expect(months(text, [date('2027-01-01', 'closed to', { closed: true })])).toHaveLength(1);
    expect(months(text, [date('2027-01-15')])).toEqual([]);
    expect(months('You asked for delivery by January')).toEqual([]);
  });
});

describe('the sentence around a place', () => {
  test.each([
    ['One. Two @ here. Three', 'Two  here'],
    ['One; two @ here; three', 'two  here'],
    ['One! Two @ here! Three', 'Two  here'],
    ['One? Two @ here? Three', 'Two  here'],
    ['One.two @ here.three', 'One.two  here.three'],
    ['One. Two. Three @ here.', 'Three  here'],
    ['one\n\ntwo @ three\n\nfour', 'two  three'],
    ['one\n \t\ntwo @ three\n \t\nfour', 'two  three'],
    ['one\ntwo @ three\nfour', 'one\ntwo  three\nfour'],
    ['one\n- two @ three\n- four', '- two  three'],
    ['one\n  * two @ three\n  * four', '* two  three'],
    ['one\n| two @ three\n| four', '| two  three'],
    ['one\n# two @ three\n# four', '# two  three'],
    ['@ only', ' only'],
    ['only @', 'only '],
    [`${'a'.repeat(201)}@${'b'.repeat(201)}`, `${'a'.repeat(200)}${'b'.repeat(200)}`],
  ])('%j', (text, around) => {
    const at = text.indexOf('@');
    expect(sentenceAround(text, at, at + 1)).toBe(around);
  });
});
