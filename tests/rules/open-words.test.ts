// Real phrasings, both ways: which words promise without a limit, and what a limit is.
import { describe, expect, test } from 'vitest';
import { OPEN_WORDS, openWordsIn } from '../../src/rules/texts/open-words.ts';

const found = (text: string, words: readonly string[] = OPEN_WORDS, titles: readonly string[] = [], quotations = true): string[] =>
  openWordsIn(text, words, { quotations, titles }).map(({ word }) => word);

describe('has no limit', () => {
  test.each<[string, ...string[]]>([
    ['Support as needed for the first weeks', 'as needed'],
    ['Support as\n  needed', 'as needed'],
    ['SUPPORT AS NEEDED', 'AS NEEDED'],
    ['as-needed support', 'as-needed'],
    ['training as required', 'as required'],
    ['Changes as discussed', 'as discussed'],
    ['Artwork, labels, tags, etc.', 'etc'],
    ['Including but not limited to artwork and labels', 'Including but not limited to'],
    ['any colour', 'any'],
    ['ASAP', 'ASAP'],
    ['We ship a.s.a.p.', 'a.s.a.p'],
    ['Reasonable effort', 'Reasonable'],
    ['Best-effort support', 'Best-effort'],
    ['priority support', 'priority'],
    ['Quick turnaround and fast delivery', 'Quick', 'fast'],
    ['Setup, and more', 'and more'],
    ['Weekly calls when needed', 'when needed'],
    ['A call whenever you like', 'whenever'],
    ['Unlimited revisions', 'Unlimited'],
    ['As many calls as you like', 'as you like'],
    ['Rounds of changes until the client is happy', 'until the client is happy'],
    ['24/7 support', '24/7'],
    ['Any number of users', 'Any number of'],
    ['24 hours a day, 7 days a week, around the clock', 'around the clock'],
    ['24/7-support', '24/7'],
    ['A fast- and clean job', 'fast'],
    ['Clean -fast delivery', 'fast'],
    ['A few bags, several bags, minor changes', 'A few', 'several', 'minor changes'],
    ['Best\u2011effort support, best  effort repairs', 'Best\u2011effort', 'best effort'],
    ['a. s. a. p', 'a. s. a. p'],
    ['Labels including ,but not limited to, tags', 'including ,but not limited to'],
    ["Changed to the customer's satisfaction", "to the customer's satisfaction"],
    ['Bags whether fast or slow', 'fast'],
  ])('%j', (text, ...words) => {
    expect(found(text)).toEqual(words);
  });

  test.each<[string, string, string]>([
    ['the number of what is sold', 'Support as needed for 300 bags', 'as needed'],
    ['that number right behind', 'Fast delivery of 300 bags', 'Fast'],
    ['a limit of the next sentence', 'Support at any time; training takes 2 days', 'at any time'],
    ['a date of the next sentence', 'Artwork, labels, etc. Delivered by 18 December 2026', 'etc'],
    ['a limit of something else', 'we deliver quickly and cleanly, and 10 bags are packed per box', 'quickly'],
    ['another entry of the list', '- Support as needed\n- Training for 2 days', 'as needed'],
    ['another line of a table', '| Support | as needed |\n| Training | 2 days |', 'as needed'],
    ['a free setup', 'No setup fee and unlimited users', 'unlimited'],
    ['what is named as the limit of the phrase itself', 'including but not limited to 5 labels', 'including but not limited to'],
    ['a date of another part, where every limit is denied', 'Unlimited revisions and delivery by 18 December', 'Unlimited'],
    ['a time of another part, where every limit is denied', 'Unlimited revisions, and delivery within 10 business days', 'Unlimited'],
    ['how soon somebody answers, where every limit is denied', '24/7 support with a 4h response', '24/7'],
    ['how much of the day', 'unlimited support, 24 hours a day', 'unlimited'],
    ['how many have it, where every limit is denied', 'unlimited storage for 40 users', 'unlimited'],
    ['an hour of each day', 'Support as needed, 24 hours a day', 'as needed'],
    ['an hour of each day, written short', 'Support as needed, 24h', 'as needed'],
    ['an hour of each day, with a blank', 'Support as needed 24 h', 'as needed'],
    ['an hour of each day, in one word', 'Support as needed, 24-hour per-day', 'as needed'],
    ['an hour of each day, abbreviated', 'Support as needed, 24 hrs per day', 'as needed'],
    ['every day of the week', 'Support as needed, 7 days a week', 'as needed'],
    ['every day of the week in words', 'Support as needed, seven days per week', 'as needed'],
    ['every day of the year', 'Support as needed, 365 days a year', 'as needed'],
    ['every day of the year, alone', 'Support as needed, 365 days', 'as needed'],
    ['a limit of what comes before', 'Training takes 2 days, and support as needed', 'as needed'],
    ['a limit of what comes before, right beside it', 'Training takes 2 days, and as needed support', 'as needed'],
    ['a limit of what comes before in the second sentence', 'Bags. Training takes 2 days, and as needed support', 'as needed'],
    ['a limit of what comes next', 'Support as needed, and training takes 2 days', 'as needed'],
    ['what the next sentence is limited to', 'Support as needed. Up to 3 colours', 'as needed'],
    ['a number of things', 'Support as needed, and 10 handles', 'as needed'],
    ['a word that only begins like a time', 'Support as needed, and 2 daysheets', 'as needed'],
    ['the end of something else', 'Unlimited revisions, delivery until 18 December', 'Unlimited'],
    ['a date that ends nothing', 'Unlimited revisions until you like the draft of 18 December', 'Unlimited'],
    ['a day on which it is', 'Unlimited support on 18 December', 'Unlimited'],
    ['an article', 'Any drawing a customer wants', 'Any'],
    ['a part that has no name', 'Done as agreed in section five', 'as agreed'],
    ['a longer word', 'Done as agreed in subsection 4', 'as agreed'],
    ['a part of several', 'Done as agreed in annex both', 'as agreed'],
    ['a word and a number', 'Done as agreed in Plan 9', 'as agreed'],
    ['a single letter and a number', 'Done as agreed in A 9', 'as agreed'],
    ['the end of a longer word', 'Done as agreed in xISO 9001', 'as agreed'],
  ])('%s is none: %j', (_, text, word) => {
    expect(found(text)).toEqual([word]);
  });
});

describe('has a limit beside it', () => {
  test.each([
    'Support as needed, up to 10h',
    'Up to 10h of support as needed per month',
    'Support as needed until 2027-01-31',
    'Support on demand: 4 visits a year',
    'a 10-day window to change as needed',
    'Fast and reliable delivery within 4h',
    'Quick turnaround: 2 business days',
    'Quick turnaround in a week',
    'ASAP, and no later than 18 December 2026',
    'As soon as possible, at the latest 18 December',
    'Any 2 of the 6 colours',
    'Any of the six colours',
    'Any one of 3 venues',
    'Reasonable changes, 2 rounds',
    'Reasonable changes (max. 2)',
    'Reasonable scrap: 3%',
    'Reasonable extras, at most $200',
    'Spare parts as needed (2)',
    'Unlimited revisions, at most 5',
    'Unlimited users up to 500',
    '24/7 support until 2027-01-31',
    '24/7 monitoring for 2 weeks',
    '24/7 support, at most 10h a month',
    'Round-the-clock support, 10 hours per month',
    'as required by ISO 9001:2015',
    'as agreed in annex B',
    'as agreed in Annex b',
    'as agreed in section 4.2',
    'as agreed in section4',
    'as agreed in clause no. 4',
    'as agreed in clause no 4',
    'as agreed in § 4',
    'as agreed in §4',
    'as required by ISO-9001',
    'as required by EN1090',
    // The letter is the name of one of the two.
    'as agreed in a table a customer gave, drawing B',
    'Support as needed, 124 hours',
    'Support as needed, 36 hours a day in all',
    'Labels, including, but not limited to tags, 3 rounds',
    'Unlimited revisions,  up to 5',
    'Unlimited revisions  and  up to 5',
    'Unlimited support until and including 18 December',
    'Unlimited support till the 18 December',
    'Unlimited support through 18 December',
    'Unlimited support from today to 18 December',
    'Unlimited support ending on 18 December',
    'Unlimited support ends  18 December',
    'Unlimited support by 18 December',
    'Unlimited support before 18 December',
    'Support as needed, but at the latest 18 December',
    'Support as needed,  and  at most 5',
    'Support as needed, and no more than two',
    'Support as needed, and no later than 18 December',
    'Support as needed, and not exceeding 5',
    'Support as needed, and not to exceed 5',
    'Support as needed, and never more than 3',
    'Support as needed, and maximum 4',
    'Support as needed, and limited to 5',
    'Support as needed, but capped at 5',
    'Support as needed, but until 2027-01-31',
    'Support as needed, and by 18 December',
    'Support as needed, but within 2bd',
    'Support as needed, and in 2 days',
    'Support as needed, and for 2 weeks',
    'Support as needed, and (2 visits)',
    'Support as needed, and 10 hours',
    'Support as needed, and 2rounds, 2 visits',
    'Support as needed, which is, and is all  in any case at most 5',
    'Support as needed, then which  are at most 5',
  ])('%j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('is free', () => {
  test.each([
    ['a promise of nothing', 'Delivered without any defects'],
    ['what is not included', 'Does not include unlimited revisions'],
    ['what there is not', 'No unlimited support, and no retouching as needed'],
    ['a list of exclusions', 'Not included: unlimited revisions'],
    ['a condition', 'If any bag is torn it is replaced'],
    ['a harmless phrase', 'Sent by Priority Mail, in order of priority; in any case on foot'],
    ['a quotation', 'A slogan "Any colour you like" on 300 bags'],
    ['a quotation in curly quotes', 'A slogan “as needed” and one ‘any colour’ on 300 bags'],
    ['a quotation with an apostrophe in it', "The slogan 'any of Acme's colours' on 300 bags"],
    ['a compound', 'Fast-dry ink, a colour-fast lining and the quick-release buckle'],
    ['a longer word', 'breakfast, company, anyone, priorities, germany'],
    ['a date', 'on 24/7/2026'],
    ['what nobody does', "We don't do any retouching, nor can't we do fast"],
    ['a condition in other words', 'Should any bag tear, or whether any bag tears, unless any does'],
    ['what is marked', 'Fields marked as required; in any event on foot; a priority list by order of priority'],
    ['a heading of exclusions', '- **Not included**: unlimited revisions'],
    ['a quoted list of exclusions', '> Excluded: tea, cake, sugar, milk and unlimited revisions'],
    ['exclusions', 'Exclusions: tea, cake, sugar, milk and unlimited revisions'],
    ['an exclusion', 'Exclusion: tea, cake, sugar, milk and unlimited revisions'],
    ['what is out of scope', 'Out of scope: tea, cake, sugar, milk and unlimited revisions'],
    ['what is not part of it', 'Not part of it: tea, cake, sugar, milk and unlimited revisions'],
    ['a quotation as Germans write it', 'The slogan „as needed“ and „any colour” on 300 bags'],
    ['a quotation as the French write it', 'The slogan «as needed» on 300 bags'],
    ['a quotation that begins with a number', "The slogan '5 as needed' on 300 bags"],
    ['words that no phrase is made of', 'Bags as, needed; best/effort; best- effort, and soon as possible'],
  ])('%s: %j', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  test('the title of what is sold', () => {
    expect(found('Ten Quick Stands, fast', OPEN_WORDS, ['quick stand'])).toEqual(['fast']);
    expect(found('Ten Quick Stands', OPEN_WORDS, [''])).toEqual(['Quick']);
    expect(found('Quick Stand, Quick Stand', OPEN_WORDS, ['quick stand'])).toEqual([]);
    expect(found('Quick Boxes, quickly', OPEN_WORDS, ['Quick Box'])).toEqual(['quickly']);
    // A longer word is no title, nor is the end of one.
    expect(found('Quick Standing', OPEN_WORDS, ['quick stand'])).toEqual(['Quick']);
    expect(found('quick fast', OPEN_WORDS, ['ck fast'])).toEqual(['quick', 'fast']);
    // The lower case of this letter is longer: where the title is cannot be told by it.
    expect(found('İ Quick Stand', OPEN_WORDS, ['quick stand'])).toEqual(['Quick']);
  });

  test('but no text that is nothing but a quotation, and none where quotations count', () => {
    expect(found('"Unlimited support"')).toEqual(['Unlimited']);
    expect(found('They said "unlimited support"')).toEqual([]);
    expect(found('They said "unlimited support"', OPEN_WORDS, [], false)).toEqual(['unlimited']);
    expect(found("the customers' dock and any partners' needs")).toEqual(['any']);
  });

  test('what is only hardly denied is not', () => {
    expect(found('No fee, any colour')).toEqual(['any']);
    expect(found('not only fast')).toEqual(['fast']);
    expect(found('if needed, fast')).toEqual(['if needed', 'fast']);
    // The fifth word before is too far away to deny it.
    expect(found('no bag of this one shop any colour')).toEqual(['any']);
    expect(found('no bag of this any colour')).toEqual([]);
    // What another sentence excludes, or what is said somewhere of an exclusion.
    expect(found('Not included: tea. Unlimited revisions')).toEqual(['Unlimited']);
    expect(found('Here is what is excluded by all other people: unlimited revisions')).toEqual(['unlimited']);
    expect(found('Exclusionary is nothing of this, so unlimited revisions')).toEqual(['unlimited']);
  });
});

test('where it stands, and what would bind it', () => {
  expect(openWordsIn('Ten bags, fast', OPEN_WORDS, { quotations: true, titles: [] })).toEqual([
    { word: 'fast', start: 10, end: 14, help: "say by when: 'within 2bd', or a date" },
  ]);
});

test('of words that overlap the longest is told, and each place of a word', () => {
  expect(found('any and all changes, as and when needed')).toEqual(['any and all', 'as and when needed']);
  expect(found('any strap; any buckle')).toEqual(['any', 'any']);
  for (const words of [
    ['any and all', 'any'],
    ['any', 'any and all'],
  ])
    expect(found('any and all changes', words)).toEqual(['any and all']);
});

test('a word of the policy’s own list is bound by an amount, one of the tool’s as it always is', () => {
  const helpOf = (text: string, word: string) => openWordsIn(text, [word], { quotations: true, titles: [] }).map(({ help }) => help);
  expect(helpOf('Nach Bedarf', 'nach bedarf')).toEqual(["say how much, or until when: 'up to 10h'"]);
  expect(helpOf('Ten bags, fast', 'fast')).toEqual(["say by when: 'within 2bd', or a date"]);
  expect(helpOf('Labels, including, but not limited to tags', 'including, but not limited to')).toEqual(['write the list to its end']);
});

test('the words are those of the list, in any case and Unicode form; a star ends a stem', () => {
  expect(found('as needed, nach Bedarf', ['nach bedarf'])).toEqual(['nach Bedarf']);
  expect(found('autant que ne\u0301cessaire', ['autant que n\u00e9cessaire'])).toEqual(['autant que ne\u0301cessaire']);
  expect(found('generously and generous', ['generous*'])).toEqual(['generously', 'generous']);
  expect(found('generously', ['generous'])).toEqual([]);
  // Of several words the last is the stem.
  expect(found('so schnell wie möglich', ['so schnell wie mögl*'])).toEqual(['so schnell wie möglich']);
  expect(found('soo schnell wie möglich', ['so schnell wie mögl*'])).toEqual([]);
  expect(found('so schnell, wie möglich', ['so schnell wie mögl*'])).toEqual([]);
  expect(found('anything', ['', '*', 'x'])).toEqual([]);
});

test('a text of nothing but open words ends, with the first fifty told; a limit is looked for nearby', () => {
  expect(found('any '.repeat(20_000))).toHaveLength(50);
  expect(found(`as needed ${'and so we go on '.repeat(20)}up to 10h`)).toEqual([]);
  expect(found(`as needed ${'and so we go on '.repeat(40)}up to 10h`)).toEqual(['as needed']);
});

test('letters that only look like ours are read as ours, and wide ones as narrow', () => {
  // е U+0435, о U+043E and і U+0456 are Cyrillic, ο U+03BF is Greek.
  const found = (text: string) => openWordsIn(text, OPEN_WORDS, { quotations: true, titles: [] }).map(({ word }) => word);
  expect(found('unlimitеd changes')).toEqual(['unlimitеd']);
  expect(found('as nееded')).toEqual(['as nееded']);
  expect(found('ｕｎｌｉｍｉｔｅｄ changes')).toEqual(['ｕｎｌｉｍｉｔｅｄ']);
  expect(found('unlіmited')).toEqual(['unlіmited']);
  // A word of another alphabet is none of ours.
  expect(found('быстро и всё')).toEqual([]);
});
