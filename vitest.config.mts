import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

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
    globalSetup: 'tests/build-first.ts',
    // Many tests start the program: on a busy machine a process alone may take a second.
    testTimeout: 20_000,
  },
});
