import * as z from 'zod/mini';
import { formatDay, type Day } from '../model/day.ts';
import { at, keyAt, type PathPart } from '../model/place.ts';
import { suggestion } from '../model/suggest.ts';
import { listed } from '../model/words.ts';
import { unknownFor } from './missing.ts';
import { option } from './texts/notation.ts';
import { isBlank, placeholderIn } from './texts/placeholder.ts';
import type { Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

/** What delivery must know of the buyer, in the words of a question. */
const BUYER = {
  why_now: 'why they buy now',
  why_not_nothing: 'what happens if they do nothing',
  objections: 'what spoke against it',
  executive_concern: 'what the executive worries about',
  deciding_tradeoff: 'what they gave up to get it',
  politics: 'who gains and who loses',
} as const;
const BUYER_KEYS = Object.keys(BUYER) as (keyof typeof BUYER)[];

const options = z.strictObject({
  buyer: option(
    z.array(z.enum(BUYER_KEYS, { error: `is not one of ${BUYER_KEYS.join(', ')}` }), { error: 'is not a list' }),
    [...BUYER_KEYS],
    'What of `context.buyer` has to be answered.',
  ),
});

type HandoffContextOptions = z.output<typeof options>;

type Reason = 'missing' | 'placeholder' | 'no-failure' | 'no-input' | 'milestone';

/** Delivery begins with what sales know, not with finding it out again. */
export const handoffContext: Rule<HandoffContextOptions, never, Reason> = {
  id: 'handoff-context',
  family: 'handoff',
  title: 'What delivery has to know of the customer is only in the seller’s head.',
  why: 'After the signature the seller is on the next deal. Nine things are written before: the problem, the buyer, the outcomes, the limits, the risks, the people, the dependencies, the exceptions of the price and the first milestone.',
  source: 'Sales-to-delivery handoffs: what is not written before the signature is asked of the customer again.',
  waivable: 'delivery-lead',
  date: false,
  options,
  reasons: {
    missing: 'One of the nine is neither in the deal nor follows from it.',
    placeholder: 'One of the nine says only that it will be written: TBD, n/a.',
    'no-failure': 'A risk does not say which normal failure it becomes, so that the plan can survive it.',
    'no-input': 'A dependency does not say which input of the deal it is, so that nothing waits for it.',
    milestone: 'The first milestone lies outside of the plan.',
  },
  needs: [],
  check(facts, { buyer }) {
    const failure = failureOf([
      ...aboutProblem(facts),
      ...aboutBuyer(facts, buyer),
      ...aboutScope(facts),
      ...aboutRisks(facts),
      ...aboutPeople(facts),
      ...aboutDependencies(facts),
      ...aboutPrice(facts),
      ...aboutMilestone(facts),
    ]);
    if (failure !== null) return failure;
    // Whether the milestone lies inside the plan, and the risks among its failures, only a plan can tell.
    if (facts.schedule.status === 'unplannable') return unknownFor('plan', facts);
    return { kind: 'pass', note: 'the nine things that delivery must know are written' };
  },
};

function wrongAt(reason: Reason, message: string, help: string, ...path: PathPart[]): Wrong<Reason> {
  return { reason, finding: { message, at: at('deal', ...path), help } };
}

/** What a text that has to be there lacks: it is missing, or it says nothing. */
function lacking(text: string | undefined, what: string, help: string, ...path: PathPart[]): Wrong<Reason>[] {
  if (text === undefined) {
    return [{ reason: 'missing', finding: { message: `${what} is not written`, at: keyAt('deal', ...path), help } }];
  }
  const placeholder = placeholderIn(text);
  return placeholder === null ? [] : [wrongAt('placeholder', `'${placeholder}' does not say ${what}`, help, ...path)];
}

function aboutProblem({ deal }: RuleFacts): Wrong<Reason>[] {
  const help = 'write context: {business_problem: …}: what hurts, and how much';
  return lacking(deal.file.context?.business_problem, 'the business problem', help, 'context', 'business_problem');
}

function aboutBuyer({ deal }: RuleFacts, asked: readonly (keyof typeof BUYER)[]): Wrong<Reason>[] {
  const buyer = deal.file.context?.buyer;
  const lacks = asked.filter((key) => buyer?.[key] === undefined);
  const found = asked.flatMap((key) =>
    buyer?.[key] === undefined ? [] : lacking(buyer[key], BUYER[key], 'write it', 'context', 'buyer', key),
  );
  if (lacks.length === 0) return found;
  const message = `the buyer context does not say ${listed(lacks.map((key) => `${key} (${BUYER[key]})`))}`;
  const help = `ask once, and add buyer: {${lacks.map((key) => `${key}: …`).join(', ')}}`;
  return [{ reason: 'missing', finding: { message, at: keyAt('deal', 'context', 'buyer'), help, data: { lacks } } }, ...found];
}

/** Promised outcomes and scope boundaries follow from promises and exclusions, the library's where the deal has none. */
function aboutScope({ deal }: RuleFacts): Wrong<Reason>[] {
  // What is not in the library would say both.
  if (deal.items.some(({ entry }) => entry === null)) return [];
  const outcomes = deal.promises.filter(({ text }) => !isBlank(text));
  const limits = [
    deal.file.exclusions ?? [],
    ...deal.promises.map(({ excludes }) => excludes),
    ...deal.items.map(({ entry }) => entry?.exclusions ?? []),
  ];
  const found: Wrong<Reason>[] = [];
  if (outcomes.length < Math.max(1, deal.promises.length)) {
    const nth = deal.promises.findIndex(({ text }) => isBlank(text));
    const message = nth < 0 ? 'no outcome is promised' : `'${deal.promises[nth].text.trim()}' does not say the promised outcome`;
    const place = nth < 0 ? at('deal', 'promises') : deal.promises[nth].at;
    found.push({ reason: nth < 0 ? 'missing' : 'placeholder', finding: { message, at: place, help: 'write what the customer will have' } });
  }
  if (limits.flat().every(isBlank)) {
    const help = 'add exclusions: […]: what this customer may think is included, and is not';
    found.push({
      reason: 'missing',
      finding: { message: 'the scope has no boundary: nothing is excluded', at: keyAt('deal', 'exclusions'), help },
    });
  }
  return found;
}

function aboutRisks(facts: RuleFacts): Wrong<Reason>[] {
  const risks = facts.deal.file.context?.risks ?? [];
  const { schedule } = facts;
  const known = schedule.status === 'planned' ? (schedule.twoFailures?.known.map(({ id }) => id) ?? []) : null;
  const ids = [...new Set([...facts.deal.items.flatMap(({ entry }) => entry?.failures.map(({ id }) => id) ?? []), ...(known ?? [])])];
  if (risks.length === 0) {
    const help = `add risks: [{text: …, becomes: ${ids[0] ?? 'FAILURE'}}]: what went wrong the last time`;
    return [{ reason: 'missing', finding: { message: 'no risk is written', at: keyAt('deal', 'context', 'risks'), help } }];
  }
  return risks.flatMap(({ text, becomes }, nth) => {
    const said = lacking(text, 'the risk', 'write what may go wrong', 'context', 'risks', nth, 'text');
    if (said.length > 0) return said;
    const allowed = suggestion(becomes ?? '', ids, 'failures');
    if (becomes === undefined) {
      const message = `'${text}' does not say which normal failure it becomes, so no plan survives it`;
      return [wrongAt('no-failure', message, `add becomes: …; ${allowed}`, 'context', 'risks', nth)];
    }
    if (known === null || ids.includes(becomes)) return [];
    const message = `'${text}' becomes '${becomes}', which is no normal failure of this deal`;
    return [wrongAt('no-failure', message, allowed, 'context', 'risks', nth, 'becomes')];
  });
}

function aboutPeople({ deal }: RuleFacts): Wrong<Reason>[] {
  const people = deal.file.context?.stakeholders ?? [];
  if (people.length === 0) {
    const help = 'add stakeholders: [{name: …, role: decision-maker, stance: champion}]';
    const message = `nobody of ${deal.customer.name} is written down`;
    return [{ reason: 'missing', finding: { message, at: keyAt('deal', 'context', 'stakeholders'), help } }];
  }
  return people.flatMap(({ name, role, stance }, nth) => [
    ...lacking(name, 'who it is', 'write the name', 'context', 'stakeholders', nth, 'name'),
    ...lacking(role, `what ${name} does`, 'add role: decision-maker, user, …', 'context', 'stakeholders', nth, 'role'),
    ...lacking(stance, `where ${name} stands`, 'add stance: champion, sceptic, …', 'context', 'stakeholders', nth, 'stance'),
  ]);
}

/** The inputs are dependencies already; what is written beside them has to be one of them, or nothing waits for it. */
function aboutDependencies({ deal }: RuleFacts): Wrong<Reason>[] {
  const inputs = [...new Set(deal.inputs.map(({ id }) => id))];
  return (deal.file.context?.dependencies ?? []).flatMap(({ text, input }, nth) => {
    const said = lacking(text, 'the dependency', 'write what has to be there', 'context', 'dependencies', nth, 'text');
    if (said.length > 0) return said;
    const allowed = suggestion(input ?? '', inputs, 'inputs');
    if (input === undefined) {
      const message = `'${text}' does not say which input it is, so nothing waits for it`;
      return [wrongAt('no-input', message, `add input: …; ${allowed}`, 'context', 'dependencies', nth)];
    }
    // It may be an input of what the library does not have, and then that is what is wrong.
    if (inputs.includes(input) || deal.items.some(({ entry }) => entry === null)) return [];
    const message = `'${text}' is '${input}', which is no input of what is sold`;
    return [wrongAt('no-input', message, allowed, 'context', 'dependencies', nth, 'input')];
  });
}

/** A price without exceptions is the library's; of each exception it is said what it is. */
function aboutPrice({ deal }: RuleFacts): Wrong<Reason>[] {
  return (deal.file.pricing?.exceptions ?? []).flatMap(({ what }, nth) =>
    lacking(what, 'the pricing exception', 'write what is cheaper, and why', 'pricing', 'exceptions', nth, 'what'),
  );
}

function aboutMilestone(facts: RuleFacts): Wrong<Reason>[] {
  const milestone = facts.deal.file.context?.first_milestone;
  const path = ['context', 'first_milestone'] as const;
  if (milestone === undefined) return lacking(undefined, 'the first milestone', 'add first_milestone: {what: …, on: DATE}', ...path);
  const found = lacking(milestone.what, 'what can be seen at the first milestone', 'write what the customer will see', ...path, 'what');
  if (milestone.on === undefined) {
    const finding = { message: 'the first milestone has no day', at: keyAt('deal', ...path, 'on'), help: 'add on: DATE' };
    return [...found, { reason: 'missing', finding }];
  }
  const span = spanOf(facts);
  if (span === null || (span.first <= milestone.on && milestone.on <= span.last)) return found;
  const side = milestone.on < span.first ? `work begins on ${formatDay(span.first)}` : `the work ends on ${formatDay(span.last)}`;
  const message = `the first milestone is on ${formatDay(milestone.on)}, and ${side}`;
  return [...found, wrongAt('milestone', message, `name a day from ${formatDay(span.first)} to ${formatDay(span.last)}`, ...path, 'on')];
}

/** From the first day of work to the last one of the plan; work may be spread until the judged date. Null without a plan. */
function spanOf({ schedule, deal }: RuleFacts): { first: Day; last: Day } | null {
  if (schedule.status === 'unplannable' || schedule.rows.length === 0) return null;
  const first = Math.min(...schedule.rows.map(({ start }) => start));
  return { first, last: Math.max(schedule.nominal.date, deal.judgedCompletion?.day ?? schedule.nominal.date) };
}
