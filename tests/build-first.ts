import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Many tests run the built program: it must be built from the source that is being tested. */
export default function buildFirst(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, '..', 'src', 'dev', 'build.mjs'), '--if-stale'], { stdio: 'inherit' });
}
