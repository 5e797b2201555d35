// Holds the ways that mend what is no date against the texts of their deal, by what a reader of the report sees: the edits and the rules that then block.
import { addBusinessDays } from '../../src/model/calendar.ts';
import { formatDay, parseDay } from '../../src/model/day.ts';
import type { Way } from '../../src/options/way.ts';
import { judgeTexts, type Judged, type Texts } from '../rules/workspace.ts';
import { takenIn, writtenOf, type Written } from './again.ts';

/** The rules that block, as far as nobody whom the way names may approve them. */
function blocking({ judgement }: Judged, { approvers }: Pick<Way, 'approvers'>): string[] {
  return judgement.checks.flatMap(({ rule, blocking: blocks, approver }) =>
    blocks && (approver === null || !approvers.includes(approver)) ? [rule] : [],
  );
}

/** Returns what is wrong with a way, as sentences: what it says remains is all that blocks, and each notch less of it leaves more. */
export function mendWrongs(texts: Texts, way: Way): string[] {
  const edits = writtenOf(way.edits);
  const library = writtenOf(way.asks?.library ?? []);
  const taken = takenIn(texts, way);
  const again = (changed: readonly Written[], others: readonly Written[] = library): Judged => taken(changed, undefined, others);
  const before = judgeTexts(texts);
  const after = again(edits);
  const wrong: string[] = [];
  const say = (words: string): void => void wrong.push(`${way.kind} '${way.words}': ${words}`);

  const left = blocking(after, way);
  const untold = left.filter((rule) => !way.remain.includes(rule));
  if (untold.length > 0) say(`${untold.join(', ')} still block`);
  const strange = way.remain.filter((rule) => !left.includes(rule as never));
  if (strange.length > 0) say(`${strange.join(', ')} are said to remain, and do not`);
  if (blocking(before, { approvers: [] }).length <= way.remain.length) say('nothing is mended');
  const day = after.facts.deal.judgedCompletion?.day ?? null;
  if (day !== way.result.complete) say(`it is complete on ${day === null ? 'no day' : formatDay(day)}`);
  // What was wanted is the customer's to change.
  if (edits.some(({ path }) => path.startsWith('dates.wanted') || path === 'customer' || path === 'seller'))
    say('it changes what the customer said');

  for (const [words, changed, others] of way.tight ? notches(before, edits, library) : []) {
    const judged = again(changed, others);
    const more = judged.judgement.checks.filter(
      ({ blocking: blocks, rule }) => blocks && !way.remain.includes(rule) && !left.includes(rule),
    );
    const approved = new Set(after.judgement.checks.flatMap(({ rule, blocking: blocks, reason }) => (blocks ? [`${rule} ${reason}`] : [])));
    if (more.every(({ rule, reason }) => approved.has(`${rule} ${reason}`))) say(`${words} is enough`);
  }
  return wrong;
}

/** What is one notch less of each change that has notches. */
function notches({ facts }: Judged, edits: readonly Written[], library: readonly Written[]): [string, Written[], Written[]?][] {
  const { deal, calendar } = facts;
  const file = deal.file;
  const found: [string, Written[], Written[]?][] = [];
  const total = edits.some(({ path }) => path === 'pricing' || path === 'pricing.total');
  const isPilot = edits.some(({ path, value }) => path.endsWith('.pilot') || (JSON.stringify(value) ?? '').includes('"pilot"'));
  const text = (value: unknown): string => JSON.stringify(value) ?? '';
  const bumped = (value: unknown, key: string, by: (n: string) => string): unknown =>
    JSON.parse(text(value).replace(new RegExp(`"${key}":"?(\\d+)`), (whole, n: string) => whole.replace(n, by(n))));
  for (const edit of edits) {
    const { path, value } = edit;
    const put = (words: string, other: unknown): void =>
      void found.push([words, edits.map((each) => (each === edit ? { path, value: other } : each))]);
    const without = (words: string): void => void found.push([words, edits.filter((each) => each !== edit)]);
    const cents = (n: number, by: number): number => Math.round(n * 100 + by) / 100;
    if (/\.custom\[\d+\]\.price$/.test(path) && !total) put('a cent less for custom work', cents(value as number, -1));
    if (
      path === 'pricing.total' &&
      !isPilot &&
      !edits.some((each) => /^items\[\d+\](\.custom\[\d+\])?$/.test(each.path) && each.value === null)
    ) {
      const was = (file.pricing?.total ?? 0) / 100;
      put('a cent', cents(value as number, (value as number) < was ? 1 : -1));
    }
    if (/^pricing\.exceptions\[\d+\]$/.test(path) && value === null) without('an exception that stays');
    if (/^staffing\[\d+\]\.share$/.test(path)) put('one percent more', `${Number.parseFloat(value as string) + 1}%`);
    if (path.endsWith('.options.colours')) put('one colour more', (value as number) + 1);
    if (/\.options\.\w+$/.test(path) && (value === null || typeof value === 'string')) without('an option that stays');
    if (/\.custom\[\d+\]$/.test(path) && value === null) without('custom work that stays');
    if (/\.skip\[\d+\]$/.test(path)) without('a step that is left out');
    if (path.endsWith('.flow.decisions')) put('one decision more', (value as number) + 1);
    if (/^promises(\[\d+\]\.pilot)?$/.test(path) && isPilot) {
      put(
        'one day longer',
        bumped(value, 'length', () => '15'),
      );
      put(
        'one customer more',
        bumped(value, 'customers', (n) => String(Number(n) + 1)),
      );
    }
    const within = /"within":"(\d+)bd"/.exec(text(value));
    if (path.startsWith('dates.offered') && within !== null && Number(within[1]) > 1)
      put(
        'one business day less',
        bumped(value, 'within', (n) => String(Number(n) - 1)),
      );
    const day = /"complete":"([\d-]+)"|^"(\d{4}-\d\d-\d\d)"$/.exec(text(value));
    if (path.startsWith('dates.offered') && day !== null && !edits.some(({ path: other }) => other === 'dates.phases')) {
      const said = day[1] ?? day[2];
      const sooner = formatDay(addBusinessDays(calendar, parseDay(said) as number, -1)!);
      put('one business day earlier', JSON.parse(text(value).replace(said, sooner)));
    }
  }
  if (library.length > 0) found.push(['no review', [...edits], []]);
  return found;
}
