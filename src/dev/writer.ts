/**
 * Writes files as the program does, for the gates that end it in the middle or let many write at once (tests/gates/writes.ts): `turn FOLDER` until it is
 * ended, `together FOLDER COUNT NAME` its share.
 */
import { join } from 'node:path';
import { realWorld } from '../world.ts';

const [command, folder, count, name] = process.argv.slice(2);
const world = realWorld();

/** Long enough that no system writes it in one step, and whole only with its end. */
const textOf = (nth: number): string => `${`${nth} `.repeat(30_000)}end of ${nth}`;

if (command === 'turn') {
  let was: Uint8Array | null = null;
  for (let nth = 0; ; nth++) {
    world.write(join(folder, 'rewritten'), textOf(nth));
    world.replace(join(folder, 'replaced'), was, textOf(nth));
    was = Buffer.from(textOf(nth));
    world.create(join(folder, 'deal', `created-${nth}`), textOf(nth), folder);
    // Whoever waits for the first of them ends it some time after.
    if (nth === 0) world.out('begun\n');
  }
}
if (command === 'together') {
  for (let nth = 0; nth < Number(count); nth++) {
    // Every other one is the same file for all, as when two branches are checked out in one folder.
    world.create(join(folder, 'deal', nth % 2 === 0 ? `shared-${nth}` : `${name}-${nth}`), textOf(nth), folder);
  }
}
