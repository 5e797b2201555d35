// Names that operations' files have not: each with its line, what it might have been, and what is no mistake.
import { describe, expect, test } from 'vitest';
import { at, keyAt } from '../../src/model/place.ts';
import { notAPerson, unknownInputs, unknownOfCapacity, unknownPeople } from '../../src/rules/texts/named.ts';
import { judgeBase } from './workspace.ts';

type Changes = NonNullable<Parameters<typeof judgeBase>[0]>;

function factsOf(lines: string, changes: Changes = {}, items = '[bag:10]') {
  const { facts, schedule } = judgeBase({
    deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: ${items}\n${lines}\n`,
    ...changes,
  });
  return { ...facts, schedule, others: [] };
}

describe('people', () => {
  const told = (lines: string) => unknownPeople(factsOf(lines)).map(({ message, at: place }) => [message, place.path.join('.')]);

  test('are known by id and by address, in any case; a deal that names nobody names nobody wrong', () => {
    expect(told('')).toEqual([]);
    expect(told('delivery: {project_manager: ana}')).toEqual([]);
    expect(told('delivery: {project_manager: ANA@Larkfield.example}')).toEqual([]);
  });

  test('who are not there are told each by what they are to do', () => {
    const lines = `delivery: {project_manager: zoe}
promises: [{id: bags, text: Ten bags, doer: yan}]
staffing: [{person: xan}]
soft_promises: [{said: Photos, owner: will}]`;
    expect(told(lines)).toEqual([
      ["the project manager 'zoe' is not among the people of capacity", 'delivery.project_manager'],
      ["'yan', who is to do 'bags', is not among the people of capacity", 'promises.0.doer'],
      ["'xan', who is to staff it, is not among the people of capacity", 'staffing.0.person'],
      ["'will', who owns 'Photos', is not among the people of capacity", 'soft_promises.0.owner'],
    ]);
  });

  test('with who might be meant', () => {
    const { capacity } = factsOf('');
    const place = at('deal', 'delivery', 'owner');
    expect(notAPerson(capacity, 'cleoo', "the owner 'cleoo'", place)).toEqual({
      message: "the owner 'cleoo' is not among the people of capacity",
      at: place,
      help: "did you mean 'cleo'?",
      data: { person: 'cleoo' },
    });
  });
});

describe('inputs', () => {
  const artwork: Changes = {
    deliverables: (text) => text.replace('    steps:', '    inputs: [{id: artwork, blocks: [cut]}]\n    steps:'),
  };

  test('that nothing needs are told, with those that are needed', () => {
    const lines = 'inputs: [{id: artwork, due: 2026-11-20}, {id: artwrk, due: 2026-11-20}]';
    expect(unknownInputs(factsOf(lines, artwork))).toEqual([
      {
        message: "'artwrk' is no input of what is sold, so nothing waits for it",
        at: at('deal', 'inputs', 1, 'id'),
        help: "did you mean 'artwork'? Else leave the line out",
        data: { input: 'artwrk' },
      },
    ]);
    expect(unknownInputs(factsOf(lines))[0].help).toMatch(/: leave the line out$/);
    expect(unknownInputs(factsOf('', artwork))).toEqual([]);
  });

  test('may be of an item that the library does not have', () => {
    const lines = 'inputs: [{id: logo, due: 2026-11-20}]';
    expect(unknownInputs(factsOf(lines, artwork, '[bag:10, bagg:1]'))).toEqual([]);
    expect(unknownInputs(factsOf(lines, artwork))).toHaveLength(1);
  });
});

describe('materials, roles and levels', () => {
  const felt: Changes = { capacity: (text) => `${text}materials: [{id: felt, unit: m, on_hand: 1}]\n` };
  const of = (lines: string, changes: Changes = {}) => unknownOfCapacity(factsOf(lines, changes));

  test('are those of capacity; an empty list has none', () => {
    const lines = 'materials: [{material: felt, quantity: 3, eta: 2026-11-17}, {material: flet, quantity: 3, eta: 2026-11-17}]';
    const message = (name: string) => `'${name}' is no material of capacity, so no plan counts on it`;
    expect(of(lines, felt)).toEqual([
      { message: message('flet'), at: at('deal', 'materials', 1, 'material'), help: "did you mean 'felt'?", data: { name: 'flet' } },
    ]);
    expect(of(lines).map((each) => each.message)).toEqual([message('felt'), message('flet')]);
  });

  test('a level is one of its role', () => {
    const capacity = (text: string) =>
      text
        .replace('cutter: {rate: 40}', 'cutter: {levels: [junior, senior], rate: {junior: 40, senior: 60}}')
        .replace('role: cutter}', 'role: cutter, level: senior}');
    const deliverables = (text: string) => text.replace('needs: {cutter: 1}', 'needs: {cutter.senior: 1}');
    const staffed = (needs: string) => of(`staffing: [{needs: {${needs}}}]`, { capacity, deliverables });
    expect(staffed('cutter.senior: 1, sewer: 2')).toEqual([]);
    expect(staffed('cutter.seniour: 1, sewers: 2')).toEqual([
      {
        message: "'seniour' is no level of cutter, so nobody can staff it",
        at: keyAt('deal', 'staffing', 0, 'needs', 'cutter.seniour'),
        help: "did you mean 'senior'?",
        data: { name: 'seniour' },
      },
      {
        message: "'sewers' is no role of capacity, so nobody can staff it",
        at: keyAt('deal', 'staffing', 0, 'needs', 'sewers'),
        help: "did you mean 'sewer'?",
        data: { name: 'sewers' },
      },
    ]);
  });
});
