import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import type { Reporter } from 'vitest/node';

/** Ends a run with its counts alone on a line, for readers that know no test runner. */
const counts: Reporter = {
  onTestRunEnd(modules, errors) {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    // A file that could not even be read has no test to count.
    const unread = modules.filter((module) => module.errors().length > 0).length;
    const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length;
    const [passed, failed, skipped] = [count('passed'), count('failed') + unread + errors.length, count('skipped', 'pending')];
    process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  },
};

export default defineConfig({
  plugins: [
    {
      // The build's text loader, for tests that import the source.
      name: 'text',
      enforce: 'pre',
      load(id) {
        const file = id.replace(/\?.*$/, '');
        return /\.(yaml|md|csv)$/.test(file) ? `export default ${JSON.stringify(readFileSync(file, 'utf8'))}` : undefined;
      },
    },
  ],
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', counts],
    globalSetup: 'tests/build-first.ts',
    // Left to itself it keeps one core for its own work, which is half of a small machine.
    maxWorkers: '100%',
    // One process runs many files: the program is read, and made fast, once. No test may leave anything behind for the next.
    isolate: false,
    // Against what never ends, not what is slow: where many work at once, a test of a second has taken half a minute.
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
