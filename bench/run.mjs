// Bundles one of the benchmarks that are written in TypeScript and runs it: node bench/run.mjs NAME ARGUMENT…
// The bundle is not minified and keeps each function's name, so that a profile of it reads like the source. It runs under the flags of the program.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { flagsOfProgram } from './as-the-program.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [, , name, ...rest] = process.argv;
const bundle = join(here, '..', 'dist', 'bench', `${name}.mjs`);

await build({
  absWorkingDir: join(here, '..'),
  entryPoints: [`bench/${name}.ts`],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  loader: { '.yaml': 'text', '.md': 'text', '.csv': 'text' },
  // Some packages ask for Node's own modules the old way.
  banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
  logLevel: 'warning',
});
process.exitCode = spawnSync(process.execPath, [...flagsOfProgram(), bundle, ...rest], { stdio: 'inherit' }).status ?? 3;
