/** Where sign-offs are kept: one file each, written once. Two branches write different names, so that merging them is no conflict. */
import { join } from 'node:path';
import type { World } from '../world.ts';
import type { Sealed } from './seal.ts';

/** The folder of all sign-offs, and the one that its real path must not leave. */
export interface Ledger {
  readonly path: string;
  readonly inside: string;
}

/** Writes a signature beside its sign-off, whole and once; another one that is there already is an OutputError. */
export function keepSignature(path: string, armored: string, { inside }: Ledger, world: Pick<World, 'create'>): void {
  world.create(path, armored, inside);
}

/** Writes sign-offs into the folder of their deal. One that is there already is the same one: its name is its content. */
export function keepSignOffs(sealed: readonly Sealed[], ledger: Ledger | null, world: Pick<World, 'create'>): void {
  if (ledger === null) return;
  for (const { name, text, signoff } of sealed) world.create(join(ledger.path, signoff.deal, name), text, ledger.inside);
}
