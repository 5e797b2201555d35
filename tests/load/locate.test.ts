// Places → file:line:col.
import { describe, expect, test } from 'vitest';
import { locate } from '../../src/load/locate.ts';
import { loadDeal } from '../../src/load/workspace.ts';
import { at, keyAt, type Place } from '../../src/model/place.ts';
import { formats, source } from './read.ts';

const LONG = `handoff: 1
customer: Acme
dates:
  wanted: {complete: 2026-12-18}
items:
  - {deliverable: branded-bag, quantity: 300}
  - deliverable: branded-bag
    id: more
    quantity: 20
    skip: polybag
`;
const SHORT = 'handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: ["branded-bag:300", poster:20]\n';

/** Returns `line:column text` of a place in a deal. */
function where(text: string, place: Place): string {
  const { source: parsed } = loadDeal(source('deal', text));
  const { line, column, endLine, endColumn } = locate({ sources: [parsed] }, place);
  const lines = text.split('\n');
  return `${line}:${column} ${line === endLine ? lines[line - 1].slice(column - 1, endColumn - 1) : '…'}`;
}

describe('a place in a deal', () => {
  test.each<[string, string, Place, string]>([
    ['a value', LONG, at('deal', 'items', 0, 'quantity'), '6:42 300'],
    ['a key', LONG, keyAt('deal', 'items', 1, 'quantity'), '9:5 quantity'],
    ['a flow map is marked whole', LONG, at('deal', 'dates', 'wanted'), '4:11 {complete: 2026-12-18}'],
    ['a block by its key', LONG, at('deal', 'dates'), '3:1 dates'],
    ['an entry of a block list by its first key', LONG, at('deal', 'items', 1), '7:5 deliverable'],
    ["what is missing by its parent's key", LONG, at('deal', 'dates', 'offered', 'complete'), '3:1 dates'],
    ['what is missing at the top by the first key', LONG, at('deal', 'delivery', 'owner'), '1:1 handoff'],
    [
      'what is missing in a flow entry by the entry',
      LONG,
      at('deal', 'items', 0, 'custom'),
      '6:5 {deliverable: branded-bag, quantity: 300}',
    ],
    ['entry 0 of a value that stands alone', LONG, at('deal', 'items', 1, 'skip', 0), '10:11 polybag'],
    ['an entry by its id', LONG, at('deal', 'items', 'more', 'quantity'), '9:15 20'],
    ['wanted in short', SHORT, at('deal', 'dates', 'wanted', 'complete'), '3:9 2026-12-18'],
    ['a name in short', SHORT, at('deal', 'customer', 'name'), '2:11 Acme'],
    ['a quantity in short', SHORT, at('deal', 'items', 1, 'quantity'), '4:35 20'],
    ['a quantity in short and in quotes', SHORT, at('deal', 'items', 0, 'quantity'), '4:22 300'],
    ['a deliverable in short and in quotes', SHORT, at('deal', 'items', 0, 'deliverable'), '4:10 branded-bag'],
  ])('%s', (_, text, place, expected) => {
    expect(where(text, place)).toBe(expected);
  });
});

test('a library of several files: the one that has the deliverable', () => {
  const library = (id: string) => source('deliverables', `handoff: 1\ndeliverables:\n  ${id}:\n    version: 2\n`, `${id}.yaml`);
  const { workspace, diagnostics } = formats({ deliverables: [library('bag'), library('poster')] });
  expect(diagnostics).toEqual([]);
  expect(locate(workspace!, at('deliverables', 'deliverables', 'poster', 'version'))).toEqual({
    file: 'poster.yaml',
    line: 4,
    column: 14,
    endLine: 4,
    endColumn: 15,
  });
});

test('a file that is not there has a first character all the same', () => {
  expect(locate({ sources: [] }, at('history', 'projects', 0))).toEqual({
    file: 'history.csv',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  });
});
