/** Who buys and why, and who is who on both sides. */
import { formatDay } from '../../model/day.ts';
import type { Facts } from '../../model/facts.ts';
import { personId } from '../../model/people.ts';
import { isBlank } from '../../rules/texts/placeholder.ts';
import { code, entry, joined, missing, name, quote, say, type Block, type Entry, type Section, type Words } from './document.ts';
import { personWords, reachOf, writtenEntry, type Known } from './known.ts';

/** Returns why the customer buys: the business problem, and what is known of the buyer. */
export function whySection({ facts: { deal } }: Known): Section {
  const { business_problem, buyer, dependencies = [] } = deal.file.context ?? {};
  const because = deal.file.dates.wanted?.because;
  const entries = [
    writtenEntry('Business problem', business_problem, 'what hurts, and how much'),
    writtenEntry('Why now', buyer?.why_now),
    ...(because === undefined ? [] : [entry('Why that date', [quote(because)])]),
    writtenEntry('Why not nothing', buyer?.why_not_nothing, 'what happens if they do nothing'),
    writtenEntry('Objections', buyer?.objections, 'what spoke against it'),
    writtenEntry('Executive concern', buyer?.executive_concern, 'what the executive worries about'),
    writtenEntry('Deciding trade-off', buyer?.deciding_tradeoff, 'what they gave up to get it'),
    writtenEntry('Politics', buyer?.politics, 'who gains and who loses'),
    ...dependencies.map(({ text, input }) =>
      entry('Depends on', [
        quote(text),
        ...(input === undefined ? [' (no input of the deal stands for it)'] : say` (input ${code(input)})`),
      ]),
    ),
  ];
  return { id: 'why', title: 'Why they buy', blocks: [{ kind: 'entries', entries }] };
}

/** Returns the people: who sold it, who delivers it, to whom it escalates, and who is who at the customer. */
export function peopleSection({ facts, deal: { dates } }: Known): Section {
  const { deal } = facts;
  const { project_manager: manager } = deal.file.delivery;
  const doers = [...new Set(deal.promises.flatMap(({ doer }) => (doer === undefined ? [] : [personId(facts.capacity, doer)])))];
  const last = dates.safe ?? dates.nominal;
  const one = (label: string, named: string): Entry =>
    entry(label, say`${personWords(facts, named)}: ${reachOf(facts, named)}`, away(facts, named, last));
  const ours: Entry[] = [
    sellerEntry(facts),
    deal.owner === null ? missing('Delivery owner', ['not said: nobody owns it']) : one('Delivery owner', deal.owner.id),
    manager === undefined
      ? missing('Project manager', say`not said (${code('delivery.project_manager')})`)
      : one('Project manager', manager),
    ...(deal.escalation.length === 0
      ? [missing('Escalation', ['not said: nobody to turn to'])]
      : deal.escalation.map(({ id }, index) => one(`Escalation ${index + 1}`, id))),
    ...(doers.length === 0 ? [missing('Who does it', ['not said: no promise names its doer'])] : doers.map((doer) => one('Does it', doer))),
  ];
  const theirs = deal.file.context?.stakeholders ?? [];
  const blocks: Block[] = [
    { kind: 'entries', entries: ours },
    {
      kind: 'heading',
      words: say`At ${name(deal.customer.name)}${deal.customer.existing === null ? '' : deal.customer.existing ? ', a customer already' : ', a new customer'}`,
    },
    {
      kind: 'entries',
      entries:
        theirs.length === 0 ? [missing('Stakeholders', ['not said: nobody of the customer is written down'])] : theirs.map(stakeholder),
    },
  ];
  return { id: 'people', title: 'People', blocks };
}

function sellerEntry({ deal }: Facts): Entry {
  const { name: called, email } = deal.seller;
  if (called === undefined && email === undefined) return missing('Sold by', ['not said']);
  const derived = deal.file.seller === undefined ? ' (who git says is working here; the deal does not say)' : '';
  return entry(
    'Sold by',
    [...(called === undefined ? [] : [name(called), ' ']), ...(email === undefined ? [] : [code(email)]), derived].filter(
      (part) => part !== '',
    ),
  );
}

type Stakeholder = NonNullable<Facts['deal']['file']['context']>['stakeholders'][number];

function stakeholder({ name: who, role, stance, requires, asked }: Stakeholder): Entry {
  const said = (text: string | undefined, lack: string): Words => (text === undefined || isBlank(text) ? [lack] : [quote(text)]);
  const lines: Words[] = [
    ...(requires === undefined ? [] : [say`requires ${quote(requires)}`]),
    ...(asked === undefined ? [] : [[`asked on ${formatDay(asked)}`]]),
  ];
  const lacks = [role, stance].some((text) => text === undefined || isBlank(text));
  const told = entry([name(who)], joined([said(role, 'role not said'), say`stance ${said(stance, 'not said')}`]), lines);
  return lacks ? { ...told, missing: true } : told;
}

/** When somebody is away before the work is done. */
function away({ capacity, deal }: Facts, named: string, last: string | null): Words[] {
  const id = personId(capacity, named);
  const off = capacity.people.find((person) => person.id === id)?.off ?? [];
  // ISO dates sort as text.
  const met = off.filter((days) => days.last >= deal.begin && (last === null || formatDay(days.first) <= last));
  return met.length === 0
    ? []
    : [
        [
          `away ${met.map((days) => (days.first === days.last ? formatDay(days.first) : `${formatDay(days.first)} to ${formatDay(days.last)}`)).join(', ')}`,
        ],
      ];
}
