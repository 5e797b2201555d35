// What is generated and committed is what the source makes of it now.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GENERATED } from '../../src/dev/generated.ts';

const root = join(import.meta.dirname, '..', '..');

test.each(GENERATED.map(({ path, content }) => [path, content] as const))('%s is fresh (npm run generate)', async (path, content) => {
  const now = readFileSync(join(root, path), 'utf8');
  expect(now === (await content(now, root))).toBe(true);
});
