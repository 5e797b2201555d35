/**
 * A pattern in place of a name: the roles and levels that the deal's own steps need, at the largest share of their time that can be staffed on the dates of
 * the work. A line that named somebody, or could not be staffed, becomes the pattern; a text that names somebody says their role.
 */
import type { Day } from '../model/day.ts';
import type { Person } from '../model/capacity.ts';
import { pathText } from '../model/place.ts';
import { formatDay } from '../model/day.ts';
import { formatNeed, formatShare, WHOLE, type Need, type Ppm } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { patternOf, patternWords } from '../rules/people/pattern-of-steps.ts';
import { peopleIn, textsOf } from '../rules/texts/people-in-texts.ts';
import { roleSingular } from '../rules/texts/roles-in-words.ts';
import { stepNeeds } from '../schedule/staffing.ts';
import { goneEdit, type Edit } from './edit.ts';
import { blockedFor, blockingCheck, isMended, proven, ruleFactsOf, settingsOf, type Bench, type Family, type Mend } from './mend.ts';
import type { Checked } from './way.ts';
import { toRewrite } from './words.ts';

const RULE = 'staffing-pattern';
/** Shares are offered in whole percents. */
const NOTCH: Ppm = WHOLE / 100;

/** Promises the roles that the steps need, where people were promised who are not free. */
export const pattern: Family = {
  about: (base) =>
    blockedFor(base, [
      'staffing-pattern/named',
      'staffing-pattern/not-free',
      'staffing-pattern/nobody',
      'staffing-pattern/no-pattern',
      'staffing-pattern/does-not-cover',
      'staffing-pattern/no-day',
      'staffing-pattern/no-such-name',
    ]),
  mends: (bench) => {
    const mend = patternMend(bench);
    return mend === null ? [] : [mend];
  },
};

/** A pattern on some days, for a share. */
interface Line {
  readonly from: Day | null;
  readonly to: Day | null;
  readonly share: Ppm;
}

function patternMend(bench: Bench): Mend | null {
  const { base } = bench;
  const { facts, schedule, judgement } = base;
  const check = blockingCheck(base, RULE)!;
  const needs = patternOf(stepNeeds(ruleFactsOf(base)), facts);
  if (needs.length === 0) return null;
  const { staffing = [] } = facts.deal.file;
  const lines = new Set(
    check.findings.flatMap(({ at: { file, path } }) =>
      file === 'deal' && path[0] === 'staffing' && typeof path[1] === 'number' ? [path[1]] : [],
    ),
  );
  // Who is not in capacity, and a pattern that is too small, are no matter of one line.
  if (check.verdict === 'unknown' || check.reason === `${RULE}/does-not-cover`) for (const index of staffing.keys()) lines.add(index);
  const texts = unnamed(
    base,
    check.findings.map(({ at: { path } }) => pathText(path)),
  );
  const own = [...lines].map((index) => staffing[index]);
  const usual = settingsOf(facts, RULE).options['share'] as Ppm;
  const share = own.reduce((most, line) => Math.max(most, line.share ?? usual), own.length === 0 ? usual : 0);
  const of = (line: Line): Edit[] => [
    ...[...lines].map((index) => goneEdit(['staffing', index])),
    lineEdit(staffing.length, needs, line, usual),
    ...texts.edits,
  ];

  const lesser =
    own.length > 0 && check.reason === `${RULE}/not-free` && texts.edits.length === 0 ? lesserShare(bench, [...lines], share, usual) : null;
  if (lesser !== null) return lesser;

  // On the days that were promised; else on those of the work itself.
  const first = schedule.status === 'planned' ? Math.min(...schedule.rows.map(({ start }) => start)) : null;
  const days: Omit<Line, 'share'>[] = [
    ...(own.length === 0 ? [] : [{ from: own[0].from ?? null, to: own[0].to ?? null }]),
    { from: null, to: null },
    ...(first === null
      ? []
      : [
          { from: first, to: null },
          { from: first, to: judgement.safe },
        ]),
  ];
  for (const [index, span] of days.entries()) {
    if (days.slice(0, index).some((other) => other.from === span.from && other.to === span.to)) continue;
    const best = largestShare(share, index === days.length - 1, (less) => howIs(bench, of({ ...span, share: less })));
    if (best === null) continue;
    const line = { ...span, share: best };
    return proven(bench, {
      kind: 'pattern',
      rules: [RULE],
      isFree: true,
      words: () =>
        wordsOf(
          needs,
          line,
          check.findings.flatMap(({ data }) => (typeof data?.['person'] === 'string' ? [data['person']] : [])),
          base,
        ),
      edits: of(line),
      // A share that was asked for has nothing above it: the notch is then what was promised before.
      notches: best === share ? [] : [of({ ...line, share: best + NOTCH })],
      rewrite: texts.paths,
    });
  }
  return null;
}

/** The same people for the largest share of their time that can be staffed, where that is enough for the steps. */
function lesserShare(bench: Bench, lines: readonly number[], asked: Ppm, usual: Ppm): Mend | null {
  const { staffing = [] } = bench.base.facts.deal.file;
  const at = (share: Ppm): Edit[] =>
    lines.flatMap((index) =>
      (staffing[index].share ?? usual) <= share ? [] : [{ path: ['staffing', index, 'share'], value: share, written: formatShare(share) }],
    );
  if (lines.some((index) => staffing[index].person !== undefined)) return null;
  const share = largestShare(asked, true, (each) => howIs(bench, at(each)));
  if (share === null) return null;
  const words = patternWords(lines.flatMap((index) => staffing[index].needs));
  return proven(bench, {
    kind: 'pattern',
    rules: [RULE],
    isFree: true,
    words: () => `with ${words} at ${formatShare(share)} of their time instead of ${formatShare(asked)}`,
    edits: at(share),
    notches: [at(share + NOTCH)],
    rewrite: toRewrite(bench.base.facts.deal.file, [formatShare(asked)]),
  });
}

/** Whether a pattern holds, promises too little for the steps, or more than there is. */
type Answer = 'holds' | 'too-little' | 'too-much' | 'spent';

function howIs(bench: Bench, edits: readonly Edit[]): Answer {
  const tried = bench.tryOut(edits);
  if (tried === null) return 'spent';
  const reason = blockingCheck(tried, RULE)?.reason;
  if (reason !== undefined) return reason === `${RULE}/does-not-cover` ? 'too-little' : 'too-much';
  // People who are there all day cost more than the steps: that is to be promised only as far as nobody has to approve it.
  return isMended(bench.base, tried, [RULE], { isFree: true }) ? 'holds' : 'too-much';
}

/** The largest whole share up to what was asked for that holds; null where none does. Only the last resort is less than was asked for. */
function largestShare(asked: Ppm, isLast: boolean, how: (share: Ppm) => Answer): Ppm | null {
  const first = how(asked);
  if (first === 'holds') return asked;
  if (first !== 'too-much' || !isLast) return null;
  let low = 0;
  let high = Math.ceil(asked / NOTCH);
  let best: number | null = null;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const answer = how(middle * NOTCH);
    if (answer === 'spent') return null;
    if (answer === 'holds') best = middle;
    if (answer === 'too-much') high = middle;
    else low = middle;
  }
  return best === null ? null : best * NOTCH;
}

function lineEdit(index: number, needs: readonly Need[], { from, to, share }: Line, usual: Ppm): Edit {
  const value = {
    needs,
    skills: [],
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(share === usual ? {} : { share }),
  };
  const written = {
    needs: Object.fromEntries(needs.map((need) => [formatNeed({ ...need, units: 1 }), need.units])),
    ...(from === null ? {} : { from: formatDay(from) }),
    ...(to === null ? {} : { to: formatDay(to) }),
    ...(share === usual ? {} : { share: formatShare(share) }),
  };
  return { path: ['staffing', index], value, written };
}

/** The texts of some places that name people, with their role in the place of the name. */
function unnamed({ facts }: Checked, places: readonly string[]): { edits: Edit[]; paths: string[] } {
  const { file } = facts.deal;
  const edits: Edit[] = [];
  for (const { text, at: place } of textsOf(file)) {
    if (!places.includes(pathText(place.path))) continue;
    const said = peopleIn(text, facts.capacity, file).reduce(
      (sofar, { person, as }) => sofar.replaceAll(as, roleOf(person)),
      text.normalize('NFC'),
    );
    if (said !== text) edits.push({ path: place.path, value: said, written: said });
  }
  return { edits, paths: edits.map(({ path }) => pathText(path)) };
}

/** `a senior engineer`. */
function roleOf({ role, level }: Person): string {
  const name = roleSingular(role, level ?? null, false);
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}

/** `with one principal, two seniors, one analyst from 2026-12-14 in place of sofia`. */
function wordsOf(needs: readonly Need[], { from, to, share }: Line, people: readonly string[], { facts }: Checked): string {
  const when = [from === null ? '' : ` from ${formatDay(from)}`, to === null ? '' : ` to ${formatDay(to)}`].join('');
  const at = share === WHOLE ? '' : ` at ${formatShare(share)} of their time`;
  const names = [...new Set(people)].map((id) => facts.capacity.people.find((person) => person.id === id)?.name ?? id);
  return `with ${patternWords(needs)}${at}${when}${names.length === 0 ? '' : `, in place of ${listed(names)}`}`;
}
