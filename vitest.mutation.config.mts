import { defineConfig } from 'vitest/config';
import type { Reporter, Vitest } from 'vitest/node';
import config from './vitest.config.mts';

/** A test file that does not load has no tests, so for Stryker all of them pass: makes it an error of the run. */
class Unread implements Reporter {
  private vitest!: Vitest;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestModuleEnd(module: Parameters<NonNullable<Reporter['onTestModuleEnd']>>[0]): void {
    for (const { message } of module.errors()) this.vitest.state.catchError(new Error(`${module.relativeModuleId}: ${message}`), 'unread');
  }
}

// For `npm run mutation`: what judges in this process. The tests that start the program would run the build, which is not mutated.
export default defineConfig({
  ...config,
  test: { include: process.env.MUTATION_TESTS?.split(',') ?? [], reporters: [new Unread()], testTimeout: 20_000 },
});
