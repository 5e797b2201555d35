// Runs a developers' tool from a fresh build: node run.mjs NAME ARGUMENT…
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [, , name, ...rest] = process.argv;
const tool = join(here, '..', '..', 'dist', 'dev', `${name}.cjs`);

if (!existsSync(join(here, `${name}.ts`))) {
  process.stderr.write(`${name}: there is no src/dev/${name}.ts\n`);
} else {
  const built = spawnSync(process.execPath, [join(here, 'build.mjs'), '--if-stale'], { stdio: 'inherit' });
  process.exitCode = built.status || (spawnSync(process.execPath, [tool, ...rest], { stdio: 'inherit' }).status ?? 3);
}
