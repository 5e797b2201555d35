/** The questions of `handoff new`, and the deal that their answers make. */
import { describeDomain } from '../model/configuration.ts';
import type { Day } from '../model/day.ts';
import type { Deliverable } from '../model/library.ts';
import { formatDuration, formatMoney } from '../model/units.ts';
import { placeholderIn } from '../rules/texts/placeholder.ts';
import type { Answers, Question } from '../signoff/interview/machine.ts';
import type { Named, NewQuestion } from './new.ts';

/** More lines than anybody picks from a list; a file holds any number. */
const MOST = 12;

/** Says why a deal cannot be called so; null when it can. */
export function whyNoName(name: string, taken: (id: string) => boolean): string | null {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) return "a deal's id is written in lower-case letters, digits and '-', as acme-042";
  return taken(name) ? 'there is a deal of that name already: choose another one' : null;
}

/** Returns the questions that a command line has left open. */
export function newQuestions(question: NewQuestion, taken: (id: string) => boolean, library: readonly Deliverable[]): Question[] {
  const { name, items, customer, by, start } = question;
  const choices = library.filter(({ status }) => status === 'offered').map((entry) => ({ value: entry.id, label: labelOf(entry) }));
  const line = (nth: number): Question[] => {
    const more = { when: { question: `more-${nth - 1}`, is: [true] } } as const;
    return [
      { kind: 'pick one', id: `item-${nth}`, ask: nth === 1 ? 'What do they want?' : 'What else?', choices, ...(nth > 1 && more) },
      { kind: 'number', id: `quantity-${nth}`, ask: 'How many?', ...(nth > 1 && more) },
      ...(nth < MOST ? [{ kind: 'confirm', id: `more-${nth}`, ask: 'Anything else?', ...(nth > 1 && more) } as const] : []),
    ];
  };
  return [
    ...(customer === null
      ? [
          {
            kind: 'text',
            id: 'customer',
            ask: 'Who is it for?',
            whyNot: (text) => (placeholderIn(text) === null ? null : 'that does not say who: write a name'),
          } satisfies Question,
        ]
      : []),
    ...(name === null
      ? [
          {
            kind: 'text',
            id: 'name',
            ask: 'What shall the deal be called?',
            help: "Lower-case letters, digits and '-', as acme-042: its file is named so.",
            whyNot: (text) => whyNoName(text, taken),
          } satisfies Question,
        ]
      : []),
    ...(items.length === 0 ? Array.from({ length: MOST }, (_, index) => line(index + 1)).flat() : []),
    ...(by === null
      ? [
          {
            kind: 'date',
            id: 'by',
            ask: 'By when do they want it?',
            help: 'As YYYY-MM-DD; leave it empty where they did not say.',
            optional: true,
            whyNot: (day) => (start !== null && day < start ? 'that is before the day on which the work is to begin' : null),
          } satisfies Question,
        ]
      : []),
  ];
}

/** An entry in one line, with what a seller asks first. */
function labelOf({ id, title, price, options, lead_time }: Deliverable): string {
  const bounds = Object.entries(options).map(([option, domain]) => `${option} ${describeDomain(domain)}`);
  const lead = lead_time.standard.at(-1)?.lead_time;
  const parts = [
    ...(price === undefined ? [] : [`${price.setup === 0 ? '' : `${formatMoney(price.setup)} + `}${formatMoney(price.each)} each`]),
    ...(bounds.length === 0 ? [] : [bounds.join(', ')]),
    ...(lead === undefined ? [] : [`${formatDuration(lead)} standard`]),
  ];
  return `${title ?? id}${parts.length === 0 ? '' : ` (${parts.join('; ')})`}`;
}

/** Returns the deal of a command line and the answers to what it left open. */
export function dealOfAnswers(question: NewQuestion, answers: Answers): Named {
  const items: { id: string; quantity: number }[] = [];
  for (let nth = 1; Object.hasOwn(answers, `quantity-${nth}`); nth++) {
    items.push({ id: answers[`item-${nth}`] as string, quantity: answers[`quantity-${nth}`] as number });
  }
  return {
    name: question.name ?? (answers['name'] as string),
    customer: question.customer ?? (answers['customer'] as string),
    items: question.items.length > 0 ? question.items : items,
    by: question.by ?? (answers['by'] as Day | null | undefined) ?? null,
  };
}
