/** The ways to say yes: each is taken, in the texts of the deal and of capacity, and the whole check is asked again; so is one notch less of it. */
import { tooEarly, tryWays } from '../options/too-early.ts';
import { filesOf, type Gate } from './gate.ts';

/** Every way that is offered holds when it is taken, and one notch weaker it does not. */
export const ways: Gate = {
  name: 'ways to say yes',
  claim:
    'each way holds when it is taken (or needs the approval that it names), and one notch weaker it does not; at most five, within their budget',
  unit: 'failing workspaces',
  few: 6,
  all: 600,
  atLeast: 500,
  try: (n) => {
    const seed = 300_000 + n;
    const texts = tooEarly(seed);
    if (texts === null) return { compared: 0, wrong: [], files: {}, today: '' };
    const { ways: found, spent, wrong } = tryWays(seed, texts);
    const seen: Record<string, number> = {
      'with none': found.length === 0 ? 1 : 0,
      'searches that stopped at their budget': spent ? 1 : 0,
    };
    for (const { kind, tight } of found) {
      seen[kind] = (seen[kind] ?? 0) + 1;
      if (!tight) seen[`${kind}, perhaps not the nearest`] = (seen[`${kind}, perhaps not the nearest`] ?? 0) + 1;
    }
    return { compared: 1, wrong, seen, files: filesOf(texts), today: texts.today };
  },
};
