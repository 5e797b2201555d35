// Each way that a story's report prints, held against the text of its deal.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE_TODAY } from '../../src/example/index.ts';
import { ROOT } from '../cli/run.ts';
import type { Texts } from '../rules/workspace.ts';
import { waysOf, wrongsOf } from './again.ts';

const stories = join(ROOT, 'fixtures', 'stories');
const folders = [
  { name: 'the example', folder: join(ROOT, 'src', 'example'), today: EXAMPLE_TODAY },
  ...readdirSync(stories).map((name) => {
    const folder = join(stories, name);
    const [today] = /\d{4}-\d\d-\d\d/.exec(readFileSync(join(folder, 'cmd'), 'utf8'))!;
    return { name, folder, today };
  }),
];

describe.each(folders)('$name', ({ folder, today }) => {
  const text = (name: string): string =>
    readFileSync(existsSync(join(folder, name)) ? join(folder, name) : join(folder, 'ops', name), 'utf8');
  const texts = { policy: text('handoff.yaml'), capacity: text('capacity.yaml'), deliverables: text('deliverables.yaml'), today };

  test.each(readdirSync(join(folder, 'deals')))('%s', (file) => {
    const deal: Texts = { ...texts, deal: readFileSync(join(folder, 'deals', file), 'utf8') };
    const { ways, spent } = waysOf(deal);
    expect(spent).toBe(false);
    expect(ways.flatMap((way) => [...(way.tight ? [] : [`'${way.words}' may not be the nearest`]), ...wrongsOf(deal, way)])).toEqual([]);
  });
});
