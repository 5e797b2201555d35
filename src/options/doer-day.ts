/** The day that a promise's doer restated, where it is later than the one that was promised: promised so, it only has to be restated as it then is. */
import { addBusinessDays } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts, PromiseFact } from '../model/facts.ts';
import { dueOf, promiseMeaning, promiseSubject } from '../model/promise-meaning.ts';
import { restatedOf } from '../model/restated.ts';
import type { SignOff } from '../model/signoff.ts';
import { listed } from '../model/words.ts';
import { dayEdit, offerEdits, type Edit } from './edit.ts';
import type { Desk, Tried } from './recheck.ts';
import { startOf } from './scope.ts';
import type { Way } from './way.ts';
import { toRewrite } from './words.ts';
import { amountOf, NOTHING } from './worth.ts';

/** A promise whose doer restated a later day, with what they signed. */
interface Apart {
  readonly promise: PromiseFact;
  readonly index: number;
  readonly day: Day;
  readonly signoff: SignOff;
}

/**
 * Returns the way to say yes on the days that the doers restated; null where none restated a later one. It is judged as if they restated the promise as it
 * then is, in the same words: what a doer signs nobody else can, so they are asked first.
 */
export function doerDayWay(desk: Desk): Way | null {
  const { facts } = desk.before;
  const { deal, calendar } = facts;
  const apart = apartOf(facts);
  if (apart.length === 0) return null;
  const judge = (days: readonly Apart[]): Tried | null => {
    const edits = editsOf(facts, days);
    const first = desk.tryOut(edits);
    if (first === null) return null;
    const again = days.map(({ promise, signoff }): SignOff => {
      const now = first.after.facts.deal.promises.find(({ id }) => id === promise.id)!;
      return {
        ...signoff,
        id: `${signoff.id} again`,
        meaning: promiseMeaning(first.after.facts, now),
        at: facts.today,
        supersedes: [signoff.id],
      };
    });
    return desk.tryOut(edits, { signoffs: again });
  };
  const holds = (tried: Tried | null): boolean => tried?.passes === true && !tried.remain.includes('doer-restated');
  const tried = judge(apart);
  if (tried === null || !holds(tried)) return null;
  const sooner = apart.map((each) => ({ ...each, day: addBusinessDays(calendar, each.day, -1) ?? each.day }));
  const less = judge(sooner);
  const complete = tried.after.facts.deal.judgedCompletion?.day ?? null;
  const by = [...new Set(apart.map(({ signoff }) => signoff.by))];
  return {
    kind: 'date',
    words: `${formatDay(Math.max(...apart.map(({ day }) => day)))} with everything, as ${listed(by)} restated`,
    edits: editsOf(facts, apart),
    asks: { who: listed(by), act: 'restate it again', capacity: [] },
    victims: [],
    rewrite: toRewrite(deal.file, [...new Set(apart.map(({ promise }) => formatDay(dueOf(facts, promise)!)))]),
    result: { start: startOf(tried), complete },
    approvers: tried.approvers,
    remain: tried.remain,
    tight: less !== null && !holds(less),
    worth: { dropped: NOTHING, inTime: amountOf(facts, []), deliveries: 1 },
  };
}

function apartOf(facts: Facts): Apart[] {
  return facts.deal.promises.flatMap((promise): Apart[] => {
    const stand = restatedOf(facts, promise);
    const due = dueOf(facts, promise);
    if (stand.state !== 'restated' || due === null) return [];
    return stand.words.flatMap(({ said, by, standing }): Apart[] => {
      const signoff = facts.signoffs.find((each) => each.restatement === said && each.subject === promiseSubject(promise));
      if (standing || said.delivers === 'later' || said.due === null || said.due <= due || signoff === undefined) return [];
      const index = (facts.deal.file.promises ?? []).findIndex(({ id }) => id === promise.id);
      return [{ promise, index, day: said.due, signoff: { ...signoff, by } }];
    });
  });
}

/** The promises fall due on these days, and the whole is complete with the last of them. */
function editsOf(facts: Facts, apart: readonly Apart[]): Edit[] {
  const asked = facts.deal.judgedCompletion;
  const last = Math.max(...apart.map(({ day }) => day));
  const offered = facts.deal.file.dates.offered?.complete ?? facts.deal.file.dates.wanted?.complete;
  const isEarly = offered?.kind === 'on' ? offered.on < last : asked !== null && asked.day < last;
  return [
    ...offerEdits(facts, { start: null, complete: isEarly ? last : null }),
    ...apart.flatMap(({ promise, index, day }) =>
      index < 0 || promise.due === undefined ? [] : [dayEdit(['promises', index, 'due'], day)],
    ),
  ];
}
