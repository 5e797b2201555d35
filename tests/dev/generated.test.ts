// What is generated and committed is what the source makes of it now.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GENERATED } from '../../src/dev/generated.ts';

test.each(GENERATED.map(({ path, content }) => [path, content] as const))('%s is fresh (npm run generate)', (path, content) => {
  const now = readFileSync(join(import.meta.dirname, '..', '..', path), 'utf8');
  expect(now === content(now)).toBe(true);
});
