// What bin/handoff.js tells V8 about how to run the program: benchmarks that were run another way would measure what no user has.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Returns the flags that the program sets as it starts, in their order; it is built first where it is stale. */
export function flagsOfProgram() {
  spawnSync(process.execPath, [join(root, 'src', 'dev', 'build.mjs'), '--if-stale'], { stdio: 'inherit' });
  const args = ['--require', join(root, 'bench', 'record-flags.cjs'), join(root, 'bin', 'handoff.js'), '--version'];
  const { status, output } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  if (status !== 0) throw new Error(`the program exited ${status} when asked for its version`);
  return JSON.parse(output[3]);
}
