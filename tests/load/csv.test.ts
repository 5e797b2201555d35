// history.csv: the scanner against csv-parse, and what is recorded.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowsOf } from '../../src/load/csv.ts';
import { parseDay } from '../../src/model/day.ts';
import { formats, root, source } from './read.ts';

const history = (text: string) => formats({ history: source('history', text, 'history.csv') });
const texts = (text: string) => rowsOf(text)?.map((row) => row.map((cell) => cell.text));

test('what csv-parse writes down and reads, the scanner reads alike', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', ' ', ';', 'é'), maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (rows, eol, last) => {
        const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join(eol) + (last ? eol : '');
        expect(texts(text)).toEqual(rows);
        expect(parse(text, { record_delimiter: eol })).toEqual(rows);
      },
    ),
  );
});

test('each cell stands where it says', () => {
  const text = 'id,customer\r\n"po ""1""",Quill\r\n';
  const cells = rowsOf(text)!.flat();
  expect(cells.map(({ start, end }) => text.slice(start, end))).toEqual(['id', 'customer', '"po ""1"""', 'Quill']);
});

const spectrum = join(root, '..', 'shared', 'data', 'corpora', 'csv-spectrum', 'csvs');
describe.skipIf(!existsSync(spectrum))('csv-spectrum (skipped where it is not beside the repository)', () => {
  test.each(existsSync(spectrum) ? readdirSync(spectrum) : [])('%s', (name) => {
    const text = readFileSync(join(spectrum, name), 'utf8').replace(/^\ufeff/, '');
    expect(texts(text)).toEqual(
      parse(text, { relax_quotes: true, relax_column_count: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n'] }),
    );
  });
});

test('a project arrives in the units of the model', () => {
  const { workspace, diagnostics } = history(
    '\ufeffid,quantity,tags,started,completed,outcome,sold_margin,actual_margin,price,pilot,named,csat,x-ours\r\n' +
      'po-1,240,"rush; gift",2026-03-02,1970-01-01,delivered,31.5%,-2%,2400.50,FALSE,ana;senior,4.5,anything\r\n',
  );
  expect(diagnostics).toEqual([]);
  expect(workspace?.history).toEqual([
    {
      id: 'po-1',
      quantity: 240,
      tags: ['rush', 'gift'],
      started: parseDay('2026-03-02'),
      completed: undefined,
      outcome: 'delivered',
      sold_margin: 315_000,
      actual_margin: -20_000,
      price: 240_050,
      pilot: false,
      named: ['ana', 'senior'],
      csat: 4.5,
      staffed: [],
      doers: [],
    },
  ]);
});
