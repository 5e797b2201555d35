// Stryker's own way, which reads all anew for each mutant: hours for all rules. For comparison: `npm run mutation -- --slow --mutate FILE`.
import { Stryker } from '@stryker-mutator/core';

/** Returns the mutants of one file, or of a range of its lines as Stryker writes it, and whether the tests noticed them. */
export async function byStryker(asked, tests, concurrency) {
  // Stryker's own `testFiles` is forgotten where a mutant is reached while a test file loads: all of them would run. (vitest.mutation.config.mts)
  process.env.MUTATION_TESTS = tests.join(',');
  const stryker = new Stryker({
    mutate: [asked],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.mutation.config.mts', related: false },
    coverageAnalysis: 'perTest',
    concurrency,
    // A mutant that loops for ever is noticed; one that was only slow on a busy machine must not be taken for one.
    timeoutMS: 60_000,
    // TypeScript 7 has no interface for programs, with which Stryker would read tsconfig.json.
    tsconfigFile: 'none',
    mutator: { excludedMutations: ['StringLiteral'] },
    ignorePatterns: ['dist', 'bench', 'docs'],
    tempDirName: 'dist/mutation',
    reporters: process.stdout.isTTY ? ['progress'] : [],
    logLevel: 'error',
    allowEmpty: true,
  });
  const mutants = (await stryker.runMutationTest()).filter(({ status }) => status !== 'Ignored');
  // A mutant with which no test file loads ends in an error: that is noticed.
  return mutants.map(({ status, location: { start, end }, ...mutant }) => ({
    ...mutant,
    // Told from 1, where the instrumenter itself counts from 0.
    location: { start: { line: start.line - 1, column: start.column - 1 }, end: { line: end.line - 1, column: end.column - 1 } },
    noticed: status !== 'Survived' && status !== 'NoCoverage',
    how: status,
  }));
}
