import * as z from 'zod/mini';
import { formatDay } from '../model/day.ts';
import type { ItemFact } from '../model/facts.ts';
import type { Step } from '../model/library.ts';
import { at } from '../model/place.ts';
import { minutesOf } from '../model/size.ts';
import { formatDuration } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { askedText } from './floor.ts';
import { unknownForUnlisted } from './missing.ts';
import type { Finding, Rule, RuleFacts } from './rule.ts';

/** Only what the library marks `optional` may be left out. */
export const mandatorySteps: Rule<object, never, 'skips-a-step' | 'skips-nothing' | 'fits-only-without'> = {
  id: 'mandatory-steps',
  family: 'dates',
  title: 'The deal leaves out a step that the library does not call optional.',
  why: 'The step that is left out to make a date is the one that catches the mistake. Operations say which steps may go; the rest is part of what is sold.',
  source: 'Process discipline: a rush order goes through the same checks as any other.',
  waivable: null,
  date: false,
  options: z.strictObject({}),
  reasons: {
    'skips-a-step': 'A step that is not marked `optional` in the library is left out.',
    'fits-only-without': 'Nothing is left out, and the judged date could be met only if something were.',
    'skips-nothing': 'What is to be left out is no step of this deliverable.',
  },
  needs: [],
  check(facts) {
    const { deal, schedule } = facts;
    const findings = deal.items.flatMap((item) => item.skip.flatMap((id, index) => findingOf(item, id, index, facts)));
    const [first, ...rest] = findings;
    if (first !== undefined) {
      const reason = rest.concat(first).some(({ data }) => data?.mandatory === true) ? 'skips-a-step' : 'skips-nothing';
      return { kind: 'fail', reason, summary: first.message, findings: [first, ...rest] };
    }
    const [unlisted, ...more] = deal.items.filter(({ entry, skip }) => entry === null && skip.length > 0);
    if (unlisted !== undefined) return unknownForUnlisted('the steps', [unlisted, ...more]);
    if (deal.items.every(({ entry }) => entry === null)) {
      return { kind: 'not-applicable', because: 'no item is in the library, so no step of it can be left out' };
    }
    const asked = deal.judgedCompletion;
    const without = schedule.status === 'planned' && asked !== null ? schedule.withoutStep.filter(({ date }) => date <= asked.day) : [];
    const names = without.map(({ item, step }) => `${item}.${step}`);
    if (names.length === 0) return { kind: 'pass', note: 'no step is left out that must be done' };
    const note = `${askedText(asked!)} would fit only without ${listed(names, 'or')}, which stays in`;
    return { kind: 'pass', reason: 'fits-only-without', note };
  },
};

function findingOf(item: ItemFact, id: string, index: number, { calendar, schedule }: RuleFacts): Finding[] {
  if (item.entry === null) return [];
  const place = at('deal', 'items', item.index, 'skip', index);
  const s = item.entry.steps.findIndex((step) => step.id === id);
  const optional = item.entry.steps.filter((step) => step.optional).map((step) => step.id);
  const may = optional.length === 0 ? 'nothing of it is optional' : `only ${listed(optional)} may be left out`;
  if (s < 0) {
    return [
      {
        message: `'${id}' is no step of '${item.deliverable}'; ${may}`,
        at: place,
        help: `remove '${id}' from skip`,
        data: { step: id, mandatory: false },
      },
    ];
  }
  const step = item.entry.steps[s];
  if (step.optional) return [];
  const saved = hoursOf(step, item, calendar.longest);
  const date = schedule.status === 'planned' ? `; with it the work is done on ${formatDay(schedule.nominal.date)} at the earliest` : '';
  return [
    {
      message: `'${id}' is ${step.mandatory ? 'mandatory' : 'not optional'} in '${item.deliverable}'; leaving it out would save ${saved}${date}`,
      at: place,
      help: `remove '${id}' from skip: ${may}`,
      related: [{ message: `the step '${id}'`, at: at('deliverables', 'deliverables', item.entry.id, 'steps', s) }],
      data: { step: id, mandatory: true, saves: saved },
    },
  ];
}

function hoursOf(step: Step, item: ItemFact, longest: number): string {
  const work = step.effort ?? step.duration;
  const worked = work ? formatDuration({ unit: 'min', n: minutesOf(work, item.quantity, longest) }) : null;
  return [worked, step.window ? formatDuration(step.window) : null].filter((part) => part !== null).join(' and ');
}
