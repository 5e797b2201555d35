import * as z from 'zod/mini';
import type { Capacity } from '../model/capacity.ts';
import { formatDay } from '../model/day.ts';
import { at } from '../model/place.ts';
import { suggestion } from '../model/suggest.ts';
import { listed, listedFew } from '../model/words.ts';
import { unknownWithout } from './missing.ts';
import { elsewhereOf } from './people/by-name.ts';
import { notSaidWhether, tidy, withoutHours } from './people/cared-for.ts';
import { beginOf, dayOfMinute, endOf, stretchesOf, stretchText, type Added, type Elsewhere, type Stretch } from './people/on-shift.ts';
import { option } from './texts/notation.ts';
import type { MissingFact, Outcome, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  accreditation: option(
    z.enum(['where-recorded', 'required'], { error: "is neither 'where-recorded' nor 'required'" }),
    'where-recorded',
    'Whether a group without an accreditation on record may be counted on: `required` asks for one of each.',
  ),
});

type SafetyRatioOptions = z.output<typeof options>;

type Reason =
  | 'over-ratio'
  | 'no-such-group'
  | 'accreditation'
  | 'renewal'
  | 'no-hours'
  | 'not-rostered'
  | 'not-accredited'
  | 'not-said'
  | 'wanted-twice';

type Group = Capacity['groups'][number];

/** What the deal adds to one group. */
interface Asked {
  readonly group: Group;
  /** Its index in `capacity.groups`. */
  readonly index: number;
  /** Each with its index in `requirements.groups`. */
  readonly added: readonly (Added & { readonly line: number })[];
}

/** The facts, and who is on the bookings of other deals by name. */
type Seen = RuleFacts & { readonly elsewhere: Elsewhere };

/** Nobody cares for more people than is safe, at any hour of any day. */
export const safetyRatio: Rule<SafetyRatioOptions, never, Reason> = {
  id: 'safety-ratio',
  family: 'capacity',
  title: 'At some hour there would be too few on shift for those they care for.',
  why: 'A ratio that holds on average is broken at two in the morning. Each hour of each night has to have enough people on shift for everybody who is there, before one more is promised a place.',
  source:
    'Staffing ratios of licensed care, child care and supervision: held at all times, not over a day; and the licence has to be there as long as the service.',
  waivable: 'leadership',
  date: false,
  options,
  final: ['over-ratio', 'no-such-group', 'accreditation'],
  reasons: {
    'over-ratio': 'At some time the group would have more weight than those on shift may care for.',
    'no-such-group': 'The deal adds to a group that capacity does not have.',
    accreditation: 'The accreditation of the group ends before the deal does, and no renewal is to be decided before that.',
    renewal: 'The accreditation ends before the deal does; its renewal is applied for and due before. Leadership may count on it.',
    'no-hours': 'Something is sold that is cared for in a group, and the deal does not say at which hours.',
    'not-rostered': 'At some time nobody is rostered, so nobody can say whether it holds.',
    'not-accredited': 'No accreditation of the group is on record, and this house asks for one.',
    'not-said': 'Capacity has groups, and the library does not say whether what is sold adds to one of them.',
    'wanted-twice': 'It holds, and another open deal wants the same places: both together do not.',
  },
  needs: [],
  check(facts, { accreditation }) {
    const asked = askedOf(facts);
    const unknown = unknownGroups(facts);
    const hours = withoutHours(facts);
    if (asked.length === 0 && unknown.length === 0 && hours.length === 0) {
      const owed = notSaidWhether(facts);
      return owed.length > 0
        ? unknownWithout('not-said', owed)
        : { kind: 'not-applicable', because: 'the deal adds to no group with a safety ratio' };
    }
    const last = Math.max(facts.today, ...asked.flatMap(({ added }) => added.map((each) => dayOfMinute(endOf(each)))));
    const seen: Seen = { ...facts, elsewhere: elsewhereOf(facts, last) };
    const ends = asked.flatMap((each) => accredited(each, facts));
    const final = [...unknown, ...asked.flatMap((each) => overIn(each, seen)), ...ends.filter(({ reason }) => reason !== 'renewal')];
    if (final.length > 0) return failureOf([...final, ...ends.filter(({ reason }) => reason === 'renewal')])!;
    const rosters = asked.flatMap((each) => notRostered(each, seen));
    const licences = accreditation === 'required' ? asked.flatMap(notAccredited) : [];
    const missing = [...hours, ...rosters, ...licences];
    if (missing.length > 0) {
      return unknownWithout(hours.length > 0 ? 'no-hours' : rosters.length > 0 ? 'not-rostered' : 'not-accredited', missing);
    }
    return failureOf(ends) ?? holds(asked, seen);
  },
};

function askedOf({ deal, capacity }: RuleFacts): Asked[] {
  const lines = (deal.file.requirements?.groups ?? []).map((each, line) => ({ ...each, line }));
  return capacity.groups.flatMap((group, index) => {
    const added = lines.filter((line) => line.group === group.id && endOf(line) > beginOf(line));
    return added.length === 0 ? [] : [{ group, index, added }];
  });
}

function unknownGroups({ deal, capacity }: RuleFacts): Wrong<Reason>[] {
  const groups = capacity.groups.map(({ id }) => id);
  return (deal.file.requirements?.groups ?? []).flatMap(({ group }, line) => {
    if (groups.includes(group)) return [];
    const message = `'${group}' is no group of capacity, so its safety ratio cannot be held`;
    const place = at('deal', 'requirements', 'groups', line, 'group');
    return [{ reason: 'no-such-group', finding: { message, at: place, help: suggestion(group, groups, 'groups'), data: { group } } }];
  });
}

function limitOf({ staff }: Stretch, { per_staff }: Group): number {
  return staff.length * per_staff;
}

function isOver(stretch: Stretch, group: Group): boolean {
  return isRostered(stretch) && stretch.there + stretch.added > limitOf(stretch, group) + 1e-9;
}

function isRostered({ staff, away, elsewhere }: Stretch): boolean {
  return staff.length + away.length + elsewhere.length > 0;
}

/** One finding for each line of the deal that overfills the group: the first time that it does, and how often it does so again. */
function overIn({ group, index, added }: Asked, { capacity, elsewhere }: Seen): Wrong<Reason>[] {
  const over = stretchesOf(group, added, capacity, elsewhere).filter((stretch) => isOver(stretch, group));
  const lastLine = (stretch: Stretch): number => stretch.by.at(-1)!;
  return [...new Set(over.map(lastLine))].map((line): Wrong<Reason> => {
    const own = over.filter((stretch) => lastLine(stretch) === line);
    const [first, ...more] = own;
    const { weight, line: at_ } = added[line];
    const again = more.length === 0 ? '' : `; again ${more.length === 1 ? '' : `${more.length} times, last `}${stretchText(more.at(-1)!)}`;
    const short = Math.max(
      ...own.map((stretch) => Math.ceil((stretch.there + stretch.added) / group.per_staff - 1e-9) - stretch.staff.length),
    );
    const room = Math.min(...own.map((stretch) => limitOf(stretch, group) - stretch.there - stretch.added + weight));
    const less = room > 0 ? `or add at most ${tidy(room)}` : 'or offer other hours: there is no room at these';
    return {
      reason: 'over-ratio',
      finding: {
        message: `'${group.id}' would have ${tidy(first.there + first.added)} (${tidy(first.there)} there, ${tidy(first.added)} of this deal) ${stretchText(first)}, and ${staffText(first)} may care for ${tidy(limitOf(first, group))}${again}`,
        at: at('deal', 'requirements', 'groups', at_, 'weight'),
        help: `roster ${short} more at these hours, ${less}`,
        related: [{ message: `the group '${group.id}'`, at: at('capacity', 'groups', index) }],
        data: {
          group: group.id,
          first: stretchText(first),
          weight: tidy(first.there + first.added),
          limit: tidy(limitOf(first, group)),
          on_shift: first.staff,
          away: first.away,
          ...(first.elsewhere.length > 0 && { elsewhere: first.elsewhere }),
          times: own.length,
        },
      },
    };
  });
}

/** `2 on shift (ana and marta)`, `1 on shift (ana; marta is away)`, `1 on shift (ana; marta is on the booking of another deal by name)`. */
function staffText({ staff, away, elsewhere }: Stretch): string {
  const are = (who: readonly string[], what: string): string[] =>
    who.length === 0 ? [] : [`${listed(who)} ${who.length === 1 ? 'is' : 'are'} ${what}`];
  const gone = [...are(away, 'away'), ...are(elsewhere, 'on the booking of another deal by name')];
  const who = [...(staff.length === 0 ? [] : [listed(staff)]), ...gone].join('; ');
  return `${staff.length === 0 ? 'nobody' : staff.length} on shift (${who})`;
}

function notRostered({ group, index, added }: Asked, { capacity, elsewhere }: Seen): MissingFact[] {
  const open = stretchesOf(group, added, capacity, elsewhere).filter((stretch) => !isRostered(stretch));
  if (open.length === 0) return [];
  return [
    {
      fact: `who is on shift in '${group.id}' ${listedFew(open.map(stretchText))}`,
      file: 'capacity',
      key: `groups.${group.id}.shifts`,
      owedBy: 'capacity',
      at: at('capacity', 'groups', index, 'shifts'),
    },
  ];
}

function notAccredited({ group, index }: Asked): MissingFact[] {
  if (group.accreditation !== undefined) return [];
  const key = `groups.${group.id}.accreditation`;
  return [{ fact: `the accreditation of '${group.id}'`, file: 'capacity', key, owedBy: 'capacity', at: at('capacity', 'groups', index) }];
}

/** The accreditation has to outlast the deal: the last hour that is asked for, and its completion. */
function accredited({ group, index, added }: Asked, { deal, today }: RuleFacts): Wrong<Reason>[] {
  const { accreditation } = group;
  if (accreditation === undefined) return [];
  const longest = added.reduce((one, other) => (endOf(other) > endOf(one) ? other : one));
  const end = Math.max(dayOfMinute(endOf(longest) - 1), deal.judgedCompletion?.day ?? -Infinity);
  const { id, until, renewal } = accreditation;
  if (end <= until) return [];
  const decided = renewalText(renewal, until, today);
  const message = `the accreditation ${id} of '${group.id}' ends on ${formatDay(until)}, and the deal runs to ${formatDay(end)}; ${decided.text}`;
  return [
    {
      reason: decided.counts ? 'renewal' : 'accreditation',
      finding: {
        message,
        at: at('deal', 'requirements', 'groups', longest.line, 'to'),
        help: `${decided.counts ? 'leadership may count on the renewal' : 'have the renewal decided before it ends'}, or end by ${formatDay(until)}`,
        related: [{ message: `the accreditation ${id}`, at: at('capacity', 'groups', index, 'accreditation') }],
        data: { group: group.id, accreditation: id, until: formatDay(until), end: formatDay(end) },
      },
    },
  ];
}

/** Whether a renewal may be counted on, and why or why not. */
function renewalText(
  renewal: NonNullable<Group['accreditation']>['renewal'],
  until: number,
  today: number,
): { counts: boolean; text: string } {
  if (renewal === undefined) return { counts: false, text: 'no renewal is applied for' };
  const [applied, due] = [formatDay(renewal.applied), formatDay(renewal.decision_due)];
  if (renewal.applied > today) return { counts: false, text: `its renewal is not applied for before ${applied}` };
  if (renewal.decision_due > until) return { counts: false, text: `its renewal is decided on ${due}, after it ends` };
  if (renewal.decision_due < today)
    return { counts: false, text: `its renewal was to be decided by ${due}, and nobody has written down how` };
  return { counts: true, text: `its renewal, applied for on ${applied}, is to be decided by ${due}` };
}

/** It holds; said with how near it is, and whether it still does if the other open deals are signed too. */
function holds(asked: readonly Asked[], { capacity, others, elsewhere }: Seen): Outcome<Reason> {
  const notes = asked.map(({ group, added }) => {
    const fullest = stretchesOf(group, added, capacity, elsewhere).reduce((one, other) =>
      roomOf(other, group) < roomOf(one, group) ? other : one,
    );
    const unaccredited = group.accreditation === undefined ? '; no accreditation is recorded' : '';
    return `'${group.id}' is fullest ${stretchText(fullest)}: ${tidy(fullest.there + fullest.added)} of ${tidy(limitOf(fullest, group))}${unaccredited}`;
  });
  const rivals = asked.flatMap(({ group, added }) =>
    others.flatMap(({ deal, customer, groups }) => {
      const theirs = groups.filter((line) => line.group === group.id);
      const over = stretchesOf(group, [...added, ...theirs], capacity, elsewhere).find(
        (stretch) => stretch.by[0] < added.length && isOver(stretch, group),
      );
      return theirs.length === 0 || over === undefined
        ? []
        : [`${deal} (${customer}) wants places in '${group.id}' ${stretchText(over)} too, and both do not fit`];
    }),
  );
  const note = `the ratio holds at all hours in ${listed(asked.map(({ group }) => `'${group.id}'`))}`;
  return rivals.length === 0
    ? { kind: 'pass', note, notes }
    : { kind: 'pass', reason: 'wanted-twice', note: [note, ...rivals].join('; '), notes };
}

function roomOf(stretch: Stretch, group: Group): number {
  return limitOf(stretch, group) - stretch.there - stretch.added;
}
