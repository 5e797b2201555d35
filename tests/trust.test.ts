// docs/trust.md says of each attempt which test holds it: the test has to be there, under that name.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './cli/run.ts';

const PAGE = readFileSync(join(ROOT, 'docs', 'trust.md'), 'utf8');
const rows = PAGE.split('\n').filter(
  (line) => line.startsWith('| ') && !line.startsWith('| ---') && !/^\| what (?:a seller|somebody) /.test(line),
);

test('each attempt names a test that there is', () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const found = /\| `([^`]+)`: `([^`]+)` \|$/.exec(row);
    expect(found, row).not.toBeNull();
    const [, file, name] = found!;
    const path = join(ROOT, 'tests', `${file}.test.ts`);
    expect(existsSync(path), `${row}: there is no ${file}.test.ts`).toBe(true);
    expect(readFileSync(path, 'utf8'), row).toContain(name);
  }
});
