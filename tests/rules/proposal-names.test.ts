// Which words of a document are somebody of ours whom the deal does not name; of facts made for it, without a deal. Whole documents are in
// proposal-matches.test.ts.
import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/model/capacity.ts';
import type { RuleFacts } from '../../src/rules/rule.ts';
import { wrongNames } from '../../src/rules/texts/proposal-names.ts';

const person = (id: string, name?: string, more: Partial<Person> = {}): Person => ({ id, name, role: 'sewer', off: [], ...more }) as Person;
const CLEO = person('cleo', 'Cleo Marsh', { email: 'Cleo@larkfield.example' });

function factsOf(people: readonly Person[], deal: object = {}, file: object = {}): RuleFacts {
  const base = { owner: null, escalation: [], seller: {}, customer: { name: 'Acme' } };
  return { capacity: { people }, deal: { ...base, ...deal, file: { delivery: {}, discovery: [], ...file } } } as unknown as RuleFacts;
}

/** The words that are told of a text. */
function told(text: string, people: readonly Person[] = [CLEO], deal: object = {}, file: object = {}): string[] {
  return wrongNames(text, factsOf(people, deal, file)).map(({ start, end }) => text.slice(start, end));
}

test('is told with who it is, and what to write instead', () => {
  expect(wrongNames('Cleo sews', factsOf([CLEO]))).toEqual([
    {
      start: 0,
      end: 4,
      message: "'Cleo' is cleo of capacity, and the deal names nobody",
      help: "write the role (sewer) in place of the name, or name cleo in the deal's staffing, and check it again",
    },
  ]);
  const people = [{ ...CLEO, level: 'senior' }, person('ana'), person('jo')];
  const [found] = wrongNames('Cleo sews', factsOf(people, { owner: { id: 'ana' }, escalation: [{ id: 'jo' }] }));
  expect(found.message).toBe("'Cleo' is cleo of capacity, and the deal names ana, jo");
  expect(found.help).toMatch(/^write the role \(senior sewer\) /);
});

test.each<[string, object, object]>([
  ['owner', { owner: { id: 'cleo' } }, {}],
  ['seller by name', { seller: { name: 'CLEO Marsh' } }, {}],
  ['seller by address', { seller: { email: 'cleo@larkfield.example' } }, {}],
  ['project manager', {}, { delivery: { project_manager: 'cleo' } }],
  ['owner of a question', {}, { discovery: [{ owner: 'cleo' }] }],
  ['who asked for soft promises', {}, { soft_promises_asked: { by: 'cleo' } }],
  ['who told a soft promise', {}, { soft_promises: [{ by: 'cleo' }] }],
])('is named by the deal as %s', (_, deal, file) => {
  expect(told('Cleo Marsh sews', [CLEO, person('jo')], deal, file)).toEqual([]);
});

test.each([
  // By the whole name, in any case and with any blanks.
  ['Cleo Marsh sews, CLEO MARSH too', 'Cleo Marsh', 'CLEO MARSH'],
  ['Cleo  Marsh', 'Cleo  Marsh'],
  ['cleo marsh, cLeo marsh'],
  // By title, by initial.
  ['Ms Marsh and C. Marsh and C.Marsh and C.  Marsh', 'Ms Marsh', 'C. Marsh', 'C.Marsh', 'C.  Marsh'],
  ['C Marsh, C-. Marsh, C., Marsh, D. Marsh'],
  ['Dear Ms'],
  ['Vitamin C'],
  // By address, and then not by the name in it.
  ['write to cleo@LARKFIELD.example', 'cleo@LARKFIELD.example'],
  ['Cleo@larkfield.example writes; Cleo sews', 'Cleo@larkfield.example', 'Cleo'],
  ['Cleo sews, to Cleo@larkfield.example', 'Cleo@larkfield.example', 'Cleo'],
  ['xcleo@larkfield.example, a.cleo@larkfield.example'],
  // Of this letter the lower case is longer: where the address is cannot be told by it.
  ['İ cleo@larkfield.example'],
  // By the first name.
  ['It is by Cleo', 'Cleo'],
  ['Cléo sews', 'Cléo'],
  ['cleo sews, Cleopatra too'],
  // The name goes on, or belongs to a firm or a place.
  ['Cleo Lopez, Cleo\u00a0Lopez'],
  ['Cleo, Lopez', 'Cleo'],
  ['Cleo  Lopez', 'Cleo'],
  ['Cleo LOPEZ', 'Cleo'],
  ['Cleo mcDonald', 'Cleo'],
  ['Cleo & Sons, Cleo  & Sons, Sons & Cleo, Sons &  Cleo, Sons &Cleo'],
  ['Cleo a& b', 'Cleo'],
  ['Sons &- Cleo', 'Cleo'],
  ['San Cleo, St Cleo, Santa Cleo, Saint Cleo'],
  ['San, Cleo', 'Cleo'],
  ['San  Cleo', 'Cleo'],
  ['Santafe Cleo', 'Cleo'],
  ['Msan Cleo, xSan Cleo', 'Cleo', 'Cleo'],
])('%j', (text, ...found) => {
  expect(told(text)).toEqual(found);
});

describe('names of other kinds', () => {
  test('of three words, of compounds, with two blanks in capacity, or of one word', () => {
    const people = [
      person('ana', 'Ana  Maria Ruiz'),
      person('sean', "Sean O'Neil"),
      person('dot', 'Anne-Marie Dot'),
      person('bob', 'Rose'),
    ];
    expect(told('Ana Maria Ruiz', people)).toEqual(['Ana Maria Ruiz']);
    expect(told('Ms Ruiz, not Ms Maria', people)).toEqual(['Ms Ruiz']);
    expect(told("Mr O'Neil, and Sean O'Neil", people)).toEqual(["Mr O'Neil", "Sean O'Neil"]);
    expect(told('Anne-Marie sews', people)).toEqual(['Anne-Marie']);
    // Who has one name only is meant by it, though it is a word.
    expect(told('Rose sews; Ms Rose sews', people)).toEqual(['Rose', 'Rose']);
  });

  test('a first name that is a word, or that two have, is nobody’s alone', () => {
    const people = [person('will', 'Will Ox'), person('kim', 'Kim One'), person('kit', 'KIM  Two'), person('jo'), CLEO];
    expect(told('Will you sew? Kim may', people)).toEqual([]);
    expect(told('Will Ox and Kim One sew', people)).toEqual(['Will Ox', 'Kim One']);
  });

  test('somebody without a name has only an address, and somebody without that none', () => {
    const people = [person('jo', undefined, { email: 'jo@larkfield.example' }), person('al')];
    expect(told('Jo, al and jo@larkfield.example', people)).toEqual(['jo@larkfield.example']);
  });

  test('the customer’s people have their first names, too', () => {
    expect(told('Cleo sews', [CLEO], { customer: { name: 'Acme - Cleo' } })).toEqual([]);
    expect(told('Cleo sews', [CLEO], {}, { context: { stakeholders: [{ name: 'Cleo Vance' }] } })).toEqual([]);
    expect(told('Cleo Marsh sews', [CLEO], { customer: { name: 'Cleo' } })).toEqual(['Cleo Marsh']);
  });
});
