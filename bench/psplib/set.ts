/** Reads a set: a folder of instances, and the bounds that are published for them in a CSV file beside it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, readInstance, type Instance } from './instance.ts';
import { readKnown, type Known } from './known.ts';

/** Returns every n-th instance of a folder, in the order of their numbers, and what is published of them. */
export function readSet(folder: string, sample: number): { instances: Instance[]; known: Map<string, Known> | null } {
  const path = folder.replace(/[\\/]+$/, '');
  if (!existsSync(path) || !statSync(path).isDirectory()) throw new BadInput(`${folder} is no folder`);
  const files = readdirSync(path)
    .filter((name) => name.endsWith('.sm'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .filter((_, index) => index % sample === 0);
  if (files.length === 0) throw new BadInput(`${folder} holds no .sm file`);
  const instances = files.map((name) => readInstance(readFileSync(join(path, name), 'utf8'), join(path, name)));
  const csv = `${path}.csv`;
  const known = existsSync(csv) ? readKnown(readFileSync(csv, 'utf8'), csv) : null;
  for (const { name } of instances) {
    if (known !== null && !known.has(name)) throw new BadInput(`${csv}: there is no row for ${name}`);
  }
  return { instances, known };
}
