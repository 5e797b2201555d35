/**
 * Sign-offs as files → sign-offs with the level that each has reached. A deal without a signature, under a policy that wants none, is not asked about:
 * then no program is started, and what could start one is not even loaded.
 */
import type { Capacity } from '../model/capacity.ts';
import type { Diagnostic } from '../model/place.ts';
import type { Policy } from '../model/policy.ts';
import type { Signers } from '../model/signers.ts';
import type { SignOff } from '../model/signoff.ts';
import type { World } from '../world.ts';

/** A file as it was read. */
export interface FileBytes {
  /** As printed. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files of a folder of sign-offs. */
interface SignOffFiles {
  readonly signoffs: readonly FileBytes[];
  readonly signatures: readonly FileBytes[];
}

/** A deal, as far as its sign-offs go. */
export interface Signed {
  readonly signoffs: readonly SignOff[];
  readonly text: SignOffFiles;
  /** Restatements of the library, the same for all deals of a run, and their files. */
  readonly standing: readonly SignOff[];
  readonly library: SignOffFiles;
  readonly workspace: {
    readonly policy: Pick<Policy, 'signatures'>;
    readonly capacity: Pick<Capacity, 'people'>;
    readonly signers: Signers | null;
  };
}

/** Deals that were read, and what is wrong with the input. */
interface Read<Deal> {
  readonly deals: readonly Deal[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Returns the deals with the level that each sign-off has reached, and why it is no more; with no deal and the reason where that could not be found out.
 * `all`: commits are looked at too where policy does not ask for them.
 */
export async function withLevels<Deal extends Signed, All extends Read<Deal>>(
  read: All & Read<Deal>,
  world: Pick<World, 'cwd' | 'run'>,
  all: boolean,
): Promise<All> {
  const asks = read.deals.some(
    ({ signoffs, text, standing, library, workspace: { policy } }) =>
      signoffs.length + standing.length > 0 &&
      (text.signatures.length + library.signatures.length > 0 || all || policy.signatures.minimum === 'commit'),
  );
  if (!asks) {
    const deals = read.deals.map((deal) => ({ ...deal, signoffs: deal.signoffs.map(unsigned), standing: deal.standing.map(unsigned) }));
    return { ...read, deals };
  }
  const { levelsOf } = await import('./levels.ts');
  const [first] = read.deals;
  const ofLibrary = levelsOf({ ...first, signoffs: first.standing, text: first.library }, world, all);
  const found = read.deals.map((deal) => levelsOf(deal, world, all));
  const [wrong] = [ofLibrary, ...found].flatMap((each) => ('problem' in each ? [each.problem] : []));
  if (wrong !== undefined) return { ...read, deals: [], diagnostics: [wrong] };
  const signed = (each: (typeof found)[number]) => (each as { signoffs: readonly SignOff[] }).signoffs;
  return {
    ...read,
    deals: read.deals.map((deal, index) => ({ ...deal, signoffs: signed(found[index]), standing: signed(ofLibrary) })),
  };
}

/** Returns the name of a file without its folders and its ending. */
export function nameOf({ path }: FileBytes, ending: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -ending.length);
}

/** What is said of a sign-off that nobody has signed. */
export const UNSIGNED = 'it is not signed';

function unsigned(signoff: SignOff): SignOff {
  return { ...signoff, weakness: UNSIGNED };
}
