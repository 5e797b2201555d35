/**
 * What was never delivered often enough is sold as what it is: to be built first. Its day comes from the library's roadmap, or from the effort that its doer
 * restated, with its standard lead time after it; where that is later than the date that was asked for, the dates move after it.
 */
import { listed } from '../model/words.ts';
import { plainEdit } from './edit.ts';
import { blockedFor, blockingCheck, proven, type Bench, type Family, type Mend } from './mend.ts';
import { nameOf } from './words.ts';

/** Offers a build. */
export const build: Family = {
  about: (base) => blockedFor(base, ['proven-output/too-few-runs', 'proven-output/too-few-doers']),
  mends: (bench) => {
    const mend = buildMend(bench);
    return mend === null ? [] : [mend];
  },
};

function buildMend(bench: Bench): Mend | null {
  const { items } = bench.base.facts.deal;
  const { findings } = blockingCheck(bench.base, 'proven-output')!;
  // Another line of the same deliverable is as little proven.
  const unproven = new Set(findings.flatMap(({ at: { path } }) => (path[0] === 'items' ? [items[path[1] as number].deliverable] : [])));
  const built = items.filter(({ deliverable, offer }) => unproven.has(deliverable) && offer === 'deliver');
  if (built.length === 0) return null;
  return proven(bench, {
    kind: 'build',
    rules: ['proven-output'],
    movesDates: true,
    words: () => `${listed(built.map(nameOf))} built first`,
    edits: built.map(({ index }) => plainEdit(['items', index, 'offer'], 'build')),
    // Each of them alone would still be sold as if it were there.
    notches:
      built.length === 1
        ? []
        : built.map((item) => built.filter((other) => other !== item).map(({ index }) => plainEdit(['items', index, 'offer'], 'build'))),
    rewrite: [],
  });
}
