/** A sign-off as it is kept: canonical JSON without a line end, so that no checkout can change it, in a file that is named by its content. */
import { formatDay } from '../model/day.ts';
import type { Meeting } from '../model/meeting.ts';
import type { Restatement } from '../model/restatement.ts';
import { plainMeaning, type SignOff } from '../model/signoff.ts';
import { formatDuration, formatShare } from '../model/units.ts';
import { canonical, digestOf, hashOf } from './digest.ts';

/** What somebody says; name and digest follow from it. */
export type Unsealed = Omit<SignOff, 'id' | 'digest'>;

/** A sign-off and its file in the folder of its deal. */
export interface Sealed {
  readonly name: string;
  readonly text: string;
  readonly signoff: SignOff;
}

/** Returns a sign-off with its digest, its name and its text. Throws where a text of it holds half a character of UTF-16. */
export function seal({ at, until, date, restatement, meeting, supersedes, ...said }: Unsealed): Sealed {
  const meaning = plainMeaning(said.meaning);
  const digest = digestOf(meaning);
  const text = canonical({
    ...said,
    meaning,
    digest,
    at: formatDay(at),
    ...(until !== undefined && { until: formatDay(until) }),
    ...(date !== undefined && { date: formatDay(date) }),
    ...(restatement !== undefined && { restatement: writtenRestatement(restatement) }),
    ...(meeting !== undefined && { meeting: writtenMeeting(meeting) }),
    ...(supersedes.length > 0 && { supersedes: [...supersedes].sort() }),
  });
  const id = hashOf(text);
  return { name: `${id}.json`, text, signoff: { ...said, meaning, digest, at, until, date, restatement, meeting, supersedes, id } };
}

/** A record of a meeting in the notations of the files; who was not there is left out. */
function writtenMeeting({ held, ...rest }: Meeting): unknown {
  return { held: formatDay(held), ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)) };
}

/** A restatement in the notations of the files; what is not said is left out. */
function writtenRestatement({ words, due, quantity, later, failures, efforts, ...rest }: Restatement): unknown {
  const said = {
    ...rest,
    words: words.normalize('NFC'),
    due: due === null ? undefined : formatDay(due),
    quantity: quantity ?? undefined,
    later: later === undefined ? undefined : formatDay(later),
    failures: failures.map(({ costs, delays, repeats, ...failure }) => ({
      ...failure,
      ...(costs !== undefined && { costs: formatDuration(costs) }),
      ...(delays !== undefined && { delays: formatDuration(delays) }),
      ...(repeats !== undefined && { repeats: formatShare(repeats) }),
    })),
    efforts: efforts.map(({ custom, work }) => ({ custom, work: work.map(({ role, time }) => ({ role, time: formatDuration(time) })) })),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
