// Dates as people write them, one way of writing after the other: what is one, where it ends, and what is only like one.
import { describe, expect, test } from 'vitest';
import { datesIn, monthsIn, type SlashOrder } from '../../src/rules/texts/written-dates.ts';

/** `[as it stands] what it may mean` of each date; of one without a year `12-18`. */
function dates(text: string, order: SlashOrder = 'either'): string[] {
  return datesIn(text, order).map(({ start, end, text: shown, readings }) => {
    expect(shown).toBe(text.slice(start, end));
    return `[${shown}] ${readings.map(({ year, month, day }) => `${year === null ? '' : `${year}-`}${month}-${day}`).join(' or ')}`;
  });
}

/** The same of months: `[mid-March] mid 3`. */
function months(text: string): string[] {
  return monthsIn(text, datesIn(text, 'either')).map(({ start, end, part, year, month }) =>
    [`[${text.slice(start, end)}]`, part, year, month].filter((each) => each !== null).join(' '),
  );
}

describe('is a date', () => {
  test.each<[string, ...string[]]>([
    // Year first.
    ['on 2026-12-18.', '[2026-12-18] 2026-12-18'],
    ['2026/1/8 or 2026.12.08', '[2026/1/8] 2026-1-8', '[2026.12.08] 2026-12-8'],
    ['2026-12-18T10:00', '[2026-12-18] 2026-12-18'],
    ['1900-01-01, 2199-12-31', '[1900-01-01] 1900-1-1', '[2199-12-31] 2199-12-31'],
    ['2028-02-29', '[2028-02-29] 2028-2-29'],
    // Day and month in words.
    ['by 18 December 2026', '[18 December 2026] 2026-12-18'],
    ['18 december', '[18 december] 12-18'],
    ['the 1st of December', '[1st of December] 12-1'],
    ['2nd of  December', '[2nd of  December] 12-2'],
    ['the 18th  December', '[18th  December] 12-18'],
    ['3 Dec, 2026', '[3 Dec, 2026] 2026-12-3'],
    ['18 Dec. 2026', '[18 Dec. 2026] 2026-12-18'],
    ['18-Dec-2026', '[18-Dec-2026] 2026-12-18'],
    ["18 Dec '26, 18 Dec ’27", "[18 Dec '26] 2026-12-18", '[18 Dec ’27] 2027-12-18'],
    ['18\u00a0Dec\u00a02026', '[18\u00a0Dec\u00a02026] 2026-12-18'],
    ['29 February', '[29 February] 2-29'],
    ['10 May', '[10 May] 5-10'],
    ['4 march', '[4 march] 3-4'],
    // A number behind it is no year of it.
    ['18 December 2026.50', '[18 December] 12-18'],
    ['18 December 2026,500 bags', '[18 December] 12-18'],
    ['18 December 14 bags', '[18 December] 12-18'],
    ['(18 Dec)', '[18 Dec] 12-18'],
    ['On 18 December. Bags', '[18 December] 12-18'],
    // Month and day.
    ['December 18', '[December 18] 12-18'],
    ['Dec. 3rd,  2026', '[Dec. 3rd,  2026] 2026-12-3'],
    ['December 18 2026', '[December 18 2026] 2026-12-18'],
    ['December 18, bags 2026', '[December 18] 12-18'],
    ['May 10, March 4', '[May 10] 5-10', '[March 4] 3-4'],
    // Numbers alone; with dots the day is first.
    ['18.12.2026', '[18.12.2026] 2026-12-18'],
    ['03.12.2026', '[03.12.2026] 2026-12-3'],
    ['01.12.26', '[01.12.26] 2026-12-1'],
    ['1/12/26', '[1/12/26] 2026-12-1 or 2026-1-12'],
    ['18-12-2026', '[18-12-2026] 2026-12-18'],
    ['5/5/2026', '[5/5/2026] 2026-5-5'],
    ['18/12/2026.', '[18/12/2026] 2026-12-18'],
    // In their order, however each is written.
    ['18.12.2026, 17 Dec, Dec 16 and 2026-12-15', '[18.12.2026] 2026-12-18', '[17 Dec] 12-17', '[Dec 16] 12-16', '[2026-12-15] 2026-12-15'],
  ])('%j', (text, ...found) => {
    expect(dates(text)).toEqual(found);
  });

  test.each([
    ['Jan', 'January', 1],
    ['Feb', 'February', 2],
    ['Mar', 'March', 3],
    ['Apr', 'April', 4],
    ['May', 'May', 5],
    ['Jun', 'June', 6],
    ['Jul', 'July', 7],
    ['Aug', 'August', 8],
    ['Sept', 'September', 9],
    ['Sep', 'SEPTEMBER', 9],
    ['Oct', 'October', 10],
    ['Nov', 'November', 11],
    ['Dec', 'December', 12],
  ])('in %s and in %s', (short, long, month) => {
    expect(dates(`9 ${short}; ${long} 8`)).toEqual([`[9 ${short}] ${month}-9`, `[${long} 8] ${month}-8`]);
    expect(dates(`9 ${long}ly`)).toEqual([]);
  });

  test.each<[string, ...string[]]>([
    ['14–18 December 2026', '[14] 2026-12-14', '[18 December 2026] 2026-12-18'],
    ['14th - 18th of December', '[14th] 12-14', '[18th of December] 12-18'],
    ['14-18 Dec', '[14] 12-14', '[18 Dec] 12-18'],
    ['14  to  18 Dec', '[14] 12-14', '[18 Dec] 12-18'],
    ['14 until 18 Dec, 14 and 18 Dec', '[14] 12-14', '[18 Dec] 12-18', '[14] 12-14', '[18 Dec] 12-18'],
    ['14 or 18 Dec, 14 through 18 Dec', '[14] 12-14', '[18 Dec] 12-18', '[14] 12-14', '[18 Dec] 12-18'],
    ['December 14–18', '[December 14] 12-14', '[18] 12-18'],
    ['December 14th to 18th, 2026', '[December 14th] 2026-12-14', '[18th, 2026] 2026-12-18'],
    ['30 November – 4 December', '[30 November] 11-30', '[4 December] 12-4'],
    ['30 Nov-4 Dec', '[30 Nov] 11-30', '[4 Dec] 12-4'],
    ['30 Nov.-4 Dec', '[30 Nov] 11-30', '[4 Dec] 12-4'],
    ['Nov 30-Dec 4', '[Nov 30] 11-30', '[Dec 4] 12-4'],
    // Of two days only the one that exists.
    ['30 to 31 November', '[30] 11-30'],
  ])('from one day to another: %j', (text, ...found) => {
    expect(dates(text)).toEqual(found);
  });
});

test('03/12/2026 is read as the country writes it, and as it can only be', () => {
  expect(dates('03/12/2026', 'day-first')).toEqual(['[03/12/2026] 2026-12-3']);
  expect(dates('03/12/2026', 'month-first')).toEqual(['[03/12/2026] 2026-3-12']);
  expect(dates('03-12-2026', 'month-first')).toEqual(['[03-12-2026] 2026-3-12']);
  expect(dates('03/12/2026', 'either')).toEqual(['[03/12/2026] 2026-12-3 or 2026-3-12']);
  expect(dates('18/12/2026', 'month-first')).toEqual(['[18/12/2026] 2026-12-18']);
  expect(dates('12/18/2026', 'day-first')).toEqual(['[12/18/2026] 2026-12-18']);
  expect(dates('12/18/2026', 'either')).toEqual(['[12/18/2026] 2026-12-18']);
  // A dot is no slash: there is no eighteenth month.
  expect(dates('03.12.2026', 'month-first')).toEqual(['[03.12.2026] 2026-12-3']);
  expect(dates('12.18.2026', 'month-first')).toEqual([]);
});

test.each([
  // Days that do not exist.
  '2026-13-01', '2026-00-10', '2026-12-00', '2026-12-32', '2027-02-29', '1899-12-18', '2200-01-01', '31 November', '30 February', '0 December',
  '29 February 2027', '18.13.2026', '18/13/2026', '32 Dec',
  // Parts of something else: of a number, a name, a path or a version.
  '12026-12-18', '2026-12-188', '2026-12-18-3', '2026-12-18/3', '2026-12-18.5', 'v2026-12-18', '/2026-12-18', '-2026-12-18', '1.2026-12-18', '2026-12/18',
  '118 December', 'a18 December', '1.18 December', '10:18 December', '4,18 December', '2/18 December', 'A-18 December', '18 Decembers', '18 December5',
  'xDecember 18', 'mid-December 18', 'December 18%', 'December 18.5', 'December 18:30', 'December 188', 'December 18x', '18of December', '18December', 'December18',
  '118.12.2026', 'v18.12.2026', '.18.12.2026', '/18.12.2026', '-18.12.2026', '18.12.20265', '18.12.2026x', '18.12.2026/3', '18.12.2026.3', '18.12.2026-3',
  '18.12-2026', '118/12/2026', '1.12.26', '12-18-26', '01-12-26', '12.2026', '18.12.202', '1.12.3', '030 18122026',
  // Words that are months only with a capital.
  '10 may be late', 'may 10', 'march 4 abreast',
])('is none: %s', (text) => {
  expect(dates(text)).toEqual([]);
}); // prettier-ignore

describe('a month', () => {
  test.each<[string, ...string[]]>([
    ['by February. Bags', '[February] 2'],
    ['in Feb. 2027', '[Feb. 2027] 2027 2'],
    ["in February,  '27", "[February,  '27] 2027 2"],
    ['by the end of February 2027', '[the end of February 2027] end 2027 2'],
    ['at the  end of the month of May', '[the  end of the month of May] end 5'],
    ['late February', '[late February] end 2'],
    ['Mid-March, mid March', '[Mid-March] mid 3', '[mid March] mid 3'],
    ['the middle of March', '[the middle of March] mid 3'],
    ['early March, beginning of  April', '[early March] early 3', '[beginning of  April] early 4'],
    ['at the start of May', '[the start of May] early 5'],
    ['MAY', '[MAY] 5'],
    ['between January and March', '[January] 1', '[March] 3'],
    // The day of another date is no part of it.
    ['18 December, and January', '[January] 1'],
    ['in March 20275', ''],
    ['May 10', ''],
    ['may', ''],
    ['we march', ''],
    ['of Marches', ''],
    ['X-March', ''],
    ['in 3March', ''],
  ])('%j', (text, ...found) => {
    expect(months(text)).toEqual(found.filter((each) => each !== ''));
  });
});
