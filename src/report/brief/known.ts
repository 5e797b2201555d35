/** What each section of a brief is written from, and what several of them say in the same way. */
import type { Judgement } from '../../judge.ts';
import type { Facts } from '../../model/facts.ts';
import { isPrincipal, personId } from '../../model/people.ts';
import { formatDuration, formatShare } from '../../model/units.ts';
import type { FailureEffect } from '../../model/library.ts';
import { placeholderIn } from '../../rules/texts/placeholder.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import type { ReportDeal } from '../report.ts';
import { code, entry, missing, name, quote, say, type Entry, type Words } from './document.ts';

/** A judged deal, with its report. */
export interface Known {
  readonly facts: Facts;
  readonly schedule: Schedule;
  readonly judgement: Judgement;
  readonly deal: ReportDeal;
}

/** Returns somebody as a reader would look for them: by name, and by the id that the files use. */
export function personWords({ capacity }: Pick<Facts, 'capacity'>, named: string): Words {
  const id = personId(capacity, named);
  const person = capacity.people.find((each) => each.id === id);
  if (person === undefined) return [code(named)];
  return person.name === undefined ? [code(id)] : say`${name(person.name)} (${code(id)})`;
}

/** Returns what else is known of somebody, each in a line: what they do, how to reach them; that capacity does not have them. */
export function reachOf(facts: Pick<Facts, 'capacity' | 'policy'>, named: string): Words {
  const { capacity } = facts;
  const id = personId(capacity, named);
  const person = capacity.people.find((each) => each.id === id);
  const leads = (['delivery-lead', 'leadership'] as const).filter((principal) => isPrincipal(facts, principal, id));
  const called = leads.map((principal) => (principal === 'leadership' ? 'leadership' : 'delivery lead'));
  if (person === undefined) return [called.length > 0 ? called.join(', ') : 'not among the people of capacity'];
  const role = person.level === undefined ? person.role : `${person.role}.${person.level}`;
  return [code(role), ...called.map((word) => `, ${word}`), ...(person.email === undefined ? [] : [', ', code(person.email)])];
}

/** Returns a line with what somebody wrote; where they wrote nothing, or only that they will, that it is not said. */
export function writtenEntry(label: string, text: string | undefined, why?: string): Entry {
  const because = why === undefined ? '' : ` (${why})`;
  if (text === undefined) return missing(label, [`not said${because}`]);
  if (placeholderIn(text) !== null) return missing(label, say`not said: it says only ${quote(text)}${because}`);
  return entry(label, [quote(text)]);
}

/** Returns what a failure costs, in the words of the files: `delays 2bd`. */
export function effectText({ costs, delays, repeats }: FailureEffect): string {
  if (costs !== undefined) return `costs ${formatDuration(costs)}`;
  if (delays !== undefined) return `delays ${formatDuration(delays)}`;
  return repeats === undefined ? 'nobody says what it costs' : `repeats ${formatShare(repeats)}`;
}

/** Returns steps as a list of ids, and `any step` where it may be any. */
export function hitsWords(hits: 'any' | readonly string[]): Words {
  return hits === 'any' ? ['any step'] : hits.flatMap((step, index) => (index === 0 ? [code(step)] : [', ', code(step)]));
}
