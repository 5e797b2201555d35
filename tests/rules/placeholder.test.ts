import { expect, test } from 'vitest';
import { isBlank, placeholderIn } from '../../src/rules/placeholder.ts';

test.each([
  'TBD',
  'tba',
  'Tbc.',
  'n/a',
  'N.A.',
  'NA',
  'null',
  'xxx',
  'x',
  '???',
  '…',
  '...',
  '-',
  '—',
  '',
  '  ',
  'todo',
  'TODO',
  'to do: ask Lee',
  'lorem ipsum dolor sit amet',
  'Lorem',
  'to be confirmed',
  'To be confirmed by Lee',
  'to be decided',
  'pending',
  'Pending legal',
  'not yet known',
  'Don’t know',
  'we do not know yet',
  'will advise',
  'The client will tell us',
  'as discussed.',
  'Unknown',
  'unknown until Friday',
  'not applicable',
  'coming soon',
  'ask again',
  'see above',
  'ditto',
  '<answer>',
  '[your text]',
  '{answer}',
  '${text}',
  '{{answer}}',
  '_____',
  'Dock 4, hours TBD',
  'FIXME later',
  'asdf',
  'foo',
  'test',
  'Which dock ???',
  'will follow',
  'Dock XXX',
])('%j says nothing', (text) => {
  expect(placeholderIn(text)).not.toBeNull();
});

test.each([
  '4',
  'none',
  'No',
  'Yes',
  'Door 4 before noon',
  'Open from 8 to 12',
  'Later than 14:00 is fine',
  'Same dock as last time',
  'Sizes S to XXXL',
  'XXX-large',
  'todo list signed by Acme',
  'Na Li decides',
  'Tbilisi',
  'x-ray report',
  'Test bench 3',
  'Nobody is against it',
  '- 3 of 5 want it',
  'The unknown is the door',
  'Todo el día',
  'They follow',
  'Is it [red]? Yes',
])('%j says something', (text) => {
  expect(placeholderIn(text)).toBeNull();
});

test('the words that say so are told as they stand', () => {
  expect(placeholderIn(' Dock 4, hours tbd. ')).toBe('tbd');
  expect(placeholderIn('To be confirmed by Lee')).toBe('To be confirmed');
  expect([isBlank(undefined), isBlank('TBD'), isBlank('Dock 4')]).toEqual([true, true, false]);
});
