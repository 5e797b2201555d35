/** Who records a transfer meeting, or why not; and what they said, as it is kept. Plain data: nobody is asked here and nothing is written. */
import type { Facts } from '../model/facts.ts';
import { MEETING_SUBJECT, meetingMeaning, type Meeting } from '../model/meeting.ts';
import { personId } from '../model/people.ts';
import type { Wish } from '../schedule/naming.ts';
import { formatDay } from '../model/day.ts';
import { listed } from '../model/words.ts';
import { leadsOf, managerOf, meetingsOf, recordersText, whyNotRecorder } from './gate.ts';
import { changedSince, stampOf, type FormHead, type FormPart } from './interview/form.ts';
import { meetingQuestions } from './interview/meeting.ts';
import { seal, type Sealed } from './seal.ts';

/** What `handoff gate` is asked for. */
export interface GateQuestion {
  readonly command: 'gate';
  /** As it was typed; null: who git says is working here. */
  readonly as: string | null;
  /** Whether the meeting is recorded by prompts. */
  readonly record: boolean;
  /** Where a form is written to (null: standard output), where one is asked for. */
  readonly form: { readonly to: string | null } | null;
  /** A form that was filled in. */
  readonly answers: string | null;
  /** Whether people are put on the booking by name, and who is wished for; null: they are not. */
  readonly people: readonly Wish[] | null;
}

/** Returns who records the meeting of a deal, or why they may not, with what to do; `signer` is who git says is working here. */
export function recorderOf(
  { as }: GateQuestion,
  facts: Facts,
  signer: string | null,
): { readonly by: string } | { readonly refused: string } {
  const { deal } = facts;
  const typed = as ?? signer;
  if (typed === null) return { refused: `git does not say who you are: record it with --as PERSON (${recordersText(facts)})` };
  const by = personId(facts.capacity, typed);
  if (deal.state !== 'signed' && deal.state !== 'done') {
    const help = deal.state === 'lost' ? '' : `: once it is signed, handoff confirm ${deal.path}`;
    return { refused: `the deal is ${deal.state}, and a transfer meeting comes after the signature${help}` };
  }
  const manager = managerOf(facts);
  if ('lacks' in manager) return { refused: `${manager.lacks}: ${manager.help}` };
  const not = whyNotRecorder(facts, by);
  if (not !== null)
    return {
      refused:
        deal.file.seller === undefined
          ? `${not}: add seller: {name: …, email: …} to ${deal.path}`
          : `${not}; ${recordersText(facts)} may record it (--as PERSON)`,
    };
  if (leadsOf(facts).length === 0) {
    return {
      refused: `nobody leads the work who is neither the seller nor the project manager (${manager.id}): name another owner or doer in ${deal.path}`,
    };
  }
  return { by };
}

/** Returns the record of a meeting as it is kept. */
export function sealedMeeting(meeting: Meeting, by: string, facts: Facts): Sealed {
  return seal({
    type: 'handoff/meeting@1',
    deal: facts.deal.id,
    subject: MEETING_SUBJECT,
    meaning: meetingMeaning(facts),
    by,
    at: facts.today,
    level: 'typed',
    meeting,
    supersedes: meetingsOf(facts).map(({ id }) => id),
  });
}

/** The kind of form that records a meeting. */
export const MEETING_FORM = 'meeting';

/** Returns the form that asks about the meeting of a deal; `command` is how it is handed back. */
export function meetingForm(by: string, facts: Facts, command: string): { head: FormHead; parts: FormPart[] } {
  const { deal, today } = facts;
  return {
    head: {
      form: MEETING_FORM,
      deal: deal.id,
      by,
      says: [
        `The transfer meeting of ${deal.title}, as ${by} saw it; written on ${formatDay(today)}.`,
        `Fill in what stands after each colon, save, and hand it back: ${command}`,
        'Put words in quotes where they have a colon or a number sign in them. Nothing is kept before every answer can be taken.',
        '',
      ],
    },
    parts: [{ id: MEETING_SUBJECT, says: [], asked: stampOf(meetingMeaning(facts)), questions: meetingQuestions(facts) }],
  };
}

/** Returns what of the deal is not what a form asked about, in words; null when it is the same. */
export function whyMeetingOutdated(facts: Facts, stamp: Readonly<Record<string, string>>): string | null {
  const changed = changedSince(stamp, meetingMeaning(facts));
  if (changed.length === 0) return null;
  return changed[0] === 'digest'
    ? 'this form is of another deal'
    : `the ${listed(changed.map((key) => `\`${key}\``))} of the deal changed since this form was written`;
}
