/** The questions about a transfer meeting, and what the answers make. Whoever was there is asked who else was, and what was said. */
import { formatDay, type Day } from '../../model/day.ts';
import type { Facts } from '../../model/facts.ts';
import { DRIVERS, type Meeting } from '../../model/meeting.ts';
import { isOnePerson, isSeller } from '../../model/people.ts';
import { OWN_WORDS, whyNotOwnWords } from '../../model/own-words.ts';
import { fold } from '../../model/words.ts';
import { isBlank, placeholderIn } from '../../rules/texts/placeholder.ts';
import { leadsOf, managerOf } from '../gate.ts';
import type { Answers, Question } from './machine.ts';

const NOBODY = 'nobody';
const LABELS: Readonly<Record<(typeof DRIVERS)[number], string>> = {
  cost: 'Cost: it saves them money',
  share: 'Share: it wins them customers',
  risk: 'Risk: it rids them of a danger',
};

/** Returns what is asked about the meeting of a deal. */
export function meetingQuestions(facts: Facts): Question[] {
  const { deal, capacity, today } = facts;
  const manager = managerOf(facts);
  const seller = deal.seller.name ?? deal.seller.email ?? 'the seller';
  const customer = deal.customer.name;
  const signed = deal.file.dates.signed;
  const wanted = facts.policy.meeting.customer ? ' Policy wants them to be there.' : '';
  return [
    {
      kind: 'date',
      id: 'held',
      ask: 'On which day did you meet?',
      whyNot: (day) => whyNotHeld(day, today, signed),
    },
    { kind: 'confirm', id: 'seller', ask: `Was ${seller} there, who sold it?` },
    ...('id' in manager
      ? [{ kind: 'confirm', id: 'project-manager', ask: `Was ${manager.id} there, who manages the project?` } as const]
      : []),
    {
      kind: 'pick one',
      id: 'lead-consultant',
      ask: 'Who was there of those who lead the work?',
      choices: [...leadsOf(facts).map((id) => ({ value: id, label: nameOf(facts, id) })), { value: NOBODY, label: 'None of them' }],
    },
    {
      kind: 'text',
      id: 'customer',
      ask: `Who of ${customer} was there?`,
      help: `Leave it empty where nobody was.${wanted}`,
      optional: true,
      whyNot: (text) => {
        if (placeholderIn(text) !== null) return 'that does not say who: write a name, or leave it empty';
        const own = capacity.people.some(
          ({ id, name }) => isOnePerson(capacity, id, text) || (name !== undefined && fold(name) === fold(text)),
        );
        return own || isSeller(facts, text) ? `that is one of us, and nobody of ${customer}` : null;
      },
    },
    {
      kind: 'pick one',
      id: 'driver',
      ask: `Why does ${customer} buy: for cost, share or risk?`,
      help: 'The one that they would not do without.',
      choices: DRIVERS.map((value) => ({ value, label: LABELS[value] })),
    },
    {
      kind: 'text',
      id: 'why',
      ask: 'What exactly, in a sentence that whoever does the work understands?',
      help: `At least ${OWN_WORDS.least} words that carry meaning.`,
      whyNot: whyNotSentence,
    },
    { kind: 'text', id: 'champion', ask: `Who at ${customer} wants it to succeed, and what do they get?`, whyNot: whyNotSaid },
    { kind: 'text', id: 'sceptic', ask: 'Who doubts it, and why?', whyNot: whyNotSaid },
    { kind: 'text', id: 'friction', ask: 'Where will it rub: whose work, budget or standing does it touch?', whyNot: whyNotSaid },
    ...(deal.file.soft_promises ?? []).map(({ said }, nth): Question => ({
      kind: 'text',
      id: softId(nth),
      ask: `'${said}' was said besides: what becomes of it?`,
      help: 'Who does it and by when, what it is sold as, or who tells the customer no.',
      whyNot: whyNotSaid,
    })),
    { kind: 'confirm', id: 'more', ask: `Was anything else said to ${customer}, or left in the air, that is written nowhere?` },
    {
      kind: 'text',
      id: 'unwritten',
      ask: 'What was it?',
      help: 'As it was said: it goes into the deal as a soft promise, and the gate stays shut until then.',
      when: { question: 'more', is: [true] },
      whyNot: whyNotSaid,
    },
  ];
}

function softId(nth: number): string {
  return `soft-${nth + 1}`;
}

function nameOf({ capacity }: Facts, id: string): string {
  const name = capacity.people.find((person) => person.id === id)?.name;
  return name === undefined ? id : `${name} (${id})`;
}

function whyNotHeld(day: Day, today: Day, signed: Day | undefined): string | null {
  if (day > today) return `${formatDay(day)} is still to come: record the meeting when it was held`;
  return signed !== undefined && day < signed
    ? `${formatDay(day)} is before the signature on ${formatDay(signed)}: a transfer meeting comes after it`
    : null;
}

/** Says why a text answers nothing. */
function whyNotSaid(text: string): string | null {
  const placeholder = placeholderIn(text);
  return placeholder === null ? null : `'${placeholder}' answers nothing: say it, or that there is nobody`;
}

/** Of why they buy one word is the driver again. */
function whyNotSentence(text: string): string | null {
  const not = whyNotOwnWords(text, [], [], { ...OWN_WORDS, vague: [] });
  return (
    whyNotSaid(text) ??
    (not?.reason === 'too-short'
      ? `${not.words} ${not.words === 1 ? 'word says' : 'words say'} little: at least ${not.least} that carry meaning`
      : null)
  );
}

/** Returns what was recorded; all questions that are asked are answered. */
export function meetingOf(answers: Answers, facts: Facts): Meeting {
  const manager = managerOf(facts);
  const { seller } = facts.deal;
  const textOf = (id: string): string => answers[id] as string;
  const lead = textOf('lead-consultant');
  return {
    held: answers['held'] as Day,
    seller: answers['seller'] === true ? (seller.email ?? seller.name ?? null) : null,
    project_manager: answers['project-manager'] === true && 'id' in manager ? manager.id : null,
    lead_consultant: lead === NOBODY ? null : lead,
    customer: (answers['customer'] as string | null) ?? null,
    driver: textOf('driver') as Meeting['driver'],
    why: textOf('why'),
    champion: textOf('champion'),
    sceptic: textOf('sceptic'),
    friction: textOf('friction'),
    soft_promises: (facts.deal.file.soft_promises ?? []).map(({ said }, nth) => ({ said, answer: textOf(softId(nth)) })),
    unwritten: answers['more'] === true && !isBlank(textOf('unwritten')) ? textOf('unwritten') : null,
  };
}
