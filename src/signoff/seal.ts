/** A sign-off as it is kept: canonical JSON without a line end, so that no checkout can change it, in a file that is named by its content. */
import { formatDay } from '../model/day.ts';
import { plainMeaning, type SignOff } from '../model/signoff.ts';
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
export function seal({ at, until, date, supersedes, ...said }: Unsealed): Sealed {
  const meaning = plainMeaning(said.meaning);
  const digest = digestOf(meaning);
  const text = canonical({
    ...said,
    meaning,
    digest,
    at: formatDay(at),
    ...(until !== undefined && { until: formatDay(until) }),
    ...(date !== undefined && { date: formatDay(date) }),
    ...(supersedes.length > 0 && { supersedes: [...supersedes].sort() }),
  });
  const id = hashOf(text);
  return { name: `${id}.json`, text, signoff: { ...said, meaning, digest, at, until, date, supersedes, id } };
}
