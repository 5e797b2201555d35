/** Ways to say yes to what is no date: each is taken on the text of the deal, and leaves what it says; each notch less of it leaves more. */
import { waysOf } from '../options/again.ts';
import { mendWrongs } from '../options/mended.ts';
import { judgeTexts } from '../rules/workspace.ts';
import { faulty } from './faulty.ts';
import { filesOf, type Gate } from './gate.ts';

/** A person on a call reads no more. */
const SHOWN = 5;

export const mends: Gate = {
  name: 'mends',
  claim: 'a way to say yes to what is no date holds when it is taken, and one notch less does not',
  unit: 'ways',
  few: 14,
  all: 700,
  atLeast: 600,
  try: (n) => {
    const texts = faulty(310_000 + n);
    const files = { ...filesOf(texts), ...(texts.history ? { 'history.csv': texts.history } : {}) };
    const { ways, spent, fault, checks } = waysOf(texts);
    const seen: Record<string, number> = { [judgeTexts(texts).judgement.verdict === 'fail' ? 'failing deals' : 'passing deals']: 1 };
    const count = (name: string): void => void (seen[name] = (seen[name] ?? 0) + 1);
    const wrong = [
      ...(fault === null ? [] : [fault]),
      ...(ways.length > SHOWN ? [`${ways.length} ways`] : []),
      ...(checks > 100 ? [`${checks} checks`] : []),
    ];
    for (const way of ways) {
      count(way.kind);
      if (way.remain.length === 0) count('that leave nothing');
      for (const rule of way.remain) count(`leave ${rule}`);
      if (!way.tight) count(spent ? 'not tight, the budget was spent' : 'not tight');
      wrong.push(...mendWrongs(texts, way));
    }
    if (ways.length > 0) count('deals with a way');
    if (spent) count('deals whose budget was spent');
    return { compared: ways.length, wrong, seen, files, today: texts.today };
  },
};
