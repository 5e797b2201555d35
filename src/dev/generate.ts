/** Writes every generated file (generated.ts), or with `--check` says which are stale (exit code 1). */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GENERATED } from './generated.ts';

// The build is in dist/dev.
const root = join(__dirname, '..', '..');
const check = process.argv.includes('--check');

async function run(): Promise<void> {
  for (const { path, content } of GENERATED) {
    const file = join(root, path);
    const old = existsSync(file) ? readFileSync(file, 'utf8') : null;
    const now = await content(old, root);
    if (now === old) continue;
    console.log(check ? `${path} is stale: npm run generate` : `wrote ${path}`);
    if (check) {
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, now);
    }
  }
}

void run();
