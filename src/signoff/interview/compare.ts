/** What was promised and what its doer says, line by line, once all is said: the values that nobody was shown before. */
import { formatDay } from '../../model/day.ts';
import type { Restatement } from '../../model/restatement.ts';
import { minutesOf } from '../../model/size.ts';
import { formatDuration, formatNeed } from '../../model/units.ts';
import { fold, listed } from '../../model/words.ts';
import type { Topic } from './topic.ts';

/** One thing in both versions. */
export interface Compared {
  readonly what: string;
  /** As promised; null where the promise says nothing of it. */
  readonly promised: string | null;
  readonly said: string;
  /** `differs`: a rule will fail on it, or somebody has to decide; `earlier`: sooner than promised, which harms nobody; null: the same, or not compared. */
  readonly mark: 'differs' | 'earlier' | null;
}

const DELIVERS: Readonly<Record<Restatement['delivers'], string>> = {
  yes: 'yes',
  later: 'yes, by a later date',
  no: 'no',
  unsure: 'not sure',
};

/** Returns both versions of a topic, in the order in which they were asked for. `longest` is the longest working day in minutes. */
export function comparedWith(topic: Topic, said: Restatement, longest: number): Compared[] {
  const differs = (different: boolean): Compared['mark'] => (different ? 'differs' : null);
  const rows: Compared[] = [{ what: 'when complete', promised: topic.text, said: said.words, mark: null }];
  if (said.due !== null) {
    const mark = topic.due === null || said.due === topic.due ? null : said.due < topic.due ? 'earlier' : 'differs';
    rows.push({ what: 'by when', promised: topic.due === null ? null : formatDay(topic.due), said: formatDay(said.due), mark });
  }
  if (topic.quantity !== null) {
    rows.push({
      what: 'how many',
      promised: String(topic.quantity),
      said: String(said.quantity),
      mark: differs(said.quantity !== topic.quantity),
    });
  }
  const picked = (what: string, right: readonly string[], own: readonly string[]): void => {
    rows.push({ what, promised: textOf(right), said: textOf(own), mark: differs(!isSame(right, own)) });
  };
  if (topic.evidence.length > 0) picked('shown by', topic.evidence, said.evidence);
  picked('not included', topic.excludes, said.excludes);
  const by = said.later === undefined ? '' : `, ${formatDay(said.later)}`;
  rows.push({ what: 'can deliver', promised: 'yes', said: DELIVERS[said.delivers] + by, mark: differs(said.delivers !== 'yes') });
  rows.push({ what: 'three times', promised: 'yes', said: said.can_hold_standard, mark: differs(said.can_hold_standard !== 'yes') });
  const undone = said.undo === undefined ? '' : `: ${said.undo}`;
  rows.push({
    what: 'undone',
    promised: topic.commitment,
    said: said.commitment + undone,
    mark: differs(topic.commitment !== null && topic.commitment !== said.commitment),
  });
  for (const item of topic.items) {
    for (const custom of item.custom) {
      const sold = (custom.effort ?? []).map(({ need, work }) => ({
        role: formatNeed(need),
        minutes: minutesOf(work, item.quantity, longest),
      }));
      const { work = [] } = said.efforts.find((each) => each.custom === `${item.id}.${custom.id}`) ?? {};
      const own = work.map(({ role, time }) => ({ role, minutes: time.n * (time.unit === 'min' ? 1 : longest) }));
      const text = (parts: readonly { role: string; minutes: number }[]): string =>
        listed(parts.map(({ role, minutes }) => `${role} ${formatDuration({ unit: 'min', n: minutes })}`));
      const sum = (parts: readonly { role: string; minutes: number }[], role: string): number =>
        parts.reduce((all, each) => all + (each.role === role ? each.minutes : 0), 0);
      const roles = [...sold, ...own].map(({ role }) => role);
      rows.push({
        what: `work: ${custom.id}`,
        promised: sold.length === 0 ? null : text(sold),
        said: text(own),
        mark: differs(roles.some((role) => sum(sold, role) !== sum(own, role))),
      });
    }
  }
  if (said.failures.length > 0) {
    rows.push({ what: 'goes wrong', promised: null, said: listed(said.failures.map(({ what }) => what)), mark: null });
  }
  if (said.drawn !== undefined) rows.push({ what: 'drawn in', promised: null, said: `${said.drawn}m`, mark: null });
  return rows;
}

function textOf(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : texts.join('; ');
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [one, other].map((texts) => [...new Set(texts.map(fold))].sort());
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
