import type { World } from './world.ts';

/** Runs one command and returns the exit code. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  world.out(`handoff ${argv.join(' ')}\n`);
  return 0;
}
