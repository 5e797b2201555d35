/** What an input says else than before, in a few sentences for a reader. Whether it matters is not said here: that is tried. */
import type { ParsedSource } from '../load/source.ts';
import type { Capacity } from '../model/capacity.ts';
import { NOUNS } from '../model/signoff.ts';
import type { Input } from '../report/diff.ts';
import type { Written } from './entries.ts';
import { formatDay } from '../model/day.ts';
import { idOfText, type SideText, type SideTexts } from './side.ts';
import { changesOf } from './values.ts';

/** Returns what one input of a deal says else on the newer side; empty where nothing of it can be told in a sentence. */
export function saysOf(input: Input, id: string, before: SideTexts, after: SideTexts): string[] {
  const [was, is] = [before.deals.get(id)!, after.deals.get(id)!];
  switch (input) {
    case 'deal':
      return [...changesOf(valueOf(was, 'deal'), valueOf(is, 'deal')), ...documentsBetween(was, is), ...movedBetween(was, is)];
    case 'others':
      return othersBetween(was, is);
    case 'capacity':
      // Entry by entry.
      return [];
    case 'library':
      return libraryBetween(was, is);
    case 'policy':
      return changesOf(valueOf(was, 'policy'), valueOf(is, 'policy'));
    case 'history':
    case 'baseline':
      return linesBetween(before.texts[input]?.bytes, after.texts[input]?.bytes);
    case 'sign-offs':
      return signedBetween(was, is);
    case 'today':
      return [`${formatDay(before.today)} → ${formatDay(after.today)}`];
  }
}

/** Returns the capacity of a deal, with what is held in its queue, and what its files say of each entry. */
export function writtenOf({ loaded }: SideText, capacity: Capacity): Written {
  const root = valueOfKind(loaded.sources, 'capacity') as Readonly<Record<string, unknown>> | undefined;
  const held = loaded.sources.filter(({ kind }) => kind === 'hold' || kind === 'booking').map(rootOf);
  const said = (name: string): unknown => {
    const [key, ...rest] = name.split('.');
    const id = rest.join('.');
    const whole = root?.[key];
    if (id === '') return whole;
    if (!Array.isArray(whole)) return (whole as Readonly<Record<string, unknown>> | undefined)?.[id];
    const own = whole.find((each: unknown) => (each as { id?: unknown } | null)?.id === id) as unknown;
    return own ?? (key === 'bookings' ? held.find((each) => [each?.hold, each?.booking].includes(id)) : undefined);
  };
  return { capacity, said };
}

type Map_ = Readonly<Record<string, unknown>>;

function rootOf({ root }: ParsedSource): Map_ | undefined {
  return (root?.value ?? undefined) as Map_ | undefined;
}

function valueOfKind(sources: readonly ParsedSource[], kind: ParsedSource['kind']): unknown {
  const source = sources.find((each) => each.kind === kind);
  return source === undefined ? undefined : rootOf(source);
}

function valueOf({ loaded }: SideText, kind: 'deal' | 'policy'): unknown {
  return valueOfKind(loaded.sources, kind) ?? {};
}

function movedBetween({ text: was }: SideText, { text: is }: SideText): string[] {
  return was.source.path === is.source.path ? [] : [`moved from ${was.source.path} to ${is.source.path}`];
}

function documentsBetween({ text: was }: SideText, { text: is }: SideText): string[] {
  return is.documents.flatMap(({ path, found }) => {
    const other = was.documents.find((each) => each.path === path)?.found;
    if (other === undefined || !('bytes' in found) || !('bytes' in other)) return [];
    return linesBetween(other.bytes, found.bytes).map((words) => `${path}: ${words}`);
  });
}

function othersBetween({ companions: was }: SideText, { companions: is }: SideText): string[] {
  const [from, to] = [was, is].map((texts) => new Map(texts.map((text) => [idOfText(text) ?? text.source.path, text])));
  return [...new Set([...from.keys(), ...to.keys()])].sort().flatMap((id) => {
    const [one, other] = [from.get(id), to.get(id)];
    if (one === undefined) return [`${id} of the same customer added`];
    if (other === undefined) return [`${id} of the same customer removed, or no longer open`];
    return linesBetween(one.source.bytes, other.source.bytes).length > 0 ? [`${id} of the same customer edited`] : [];
  });
}

/** Of the library only what the deal sells is told. */
function libraryBetween(was: SideText, is: SideText): string[] {
  const sold = new Set([was, is].flatMap(({ loaded }) => loaded.deal.items.map(({ deliverable }) => deliverable)));
  const found = [...sold].flatMap((id) => {
    const [from, to] = [was, is].map(({ loaded }) => {
      const files = loaded.sources.filter(({ kind }) => kind === 'deliverables').map(rootOf);
      return files.map((file) => (file?.deliverables as Map_ | undefined)?.[id]).find((each) => each !== undefined);
    });
    if (from === undefined && to === undefined) return [];
    if (from === undefined || to === undefined) return [`${id} ${from === undefined ? 'added' : 'removed'}`];
    return changesOf(from, to).map((words) => (words.startsWith('and ') ? words : `${id}.${words}`));
  });
  return found.length === 0 ? ['nothing that this deal sells by name'] : found;
}

function signedBetween({ loaded: was }: SideText, { loaded: is }: SideText): string[] {
  const [from, to] = [was, is].map(({ signoffs, standing }) => new Map([...signoffs, ...standing].map((each) => [each.id, each])));
  const told = (side: typeof from, other: typeof from, does: string): string[] =>
    [...side.values()].flatMap(({ id, type, subject, by }) => (other.has(id) ? [] : [`${NOUNS[type]} of ${subject} by ${by} ${does}`]));
  return [...told(to, from, 'added'), ...told(from, to, 'removed')];
}

/** How many lines of a text come and go, whatever their order. */
function linesBetween(before: Uint8Array | undefined, after: Uint8Array | undefined): string[] {
  const linesOf = (bytes: Uint8Array | undefined): string[] =>
    bytes === undefined
      ? []
      : Buffer.from(bytes)
          .toString()
          .split(/\r?\n/)
          .filter((line) => line.trim() !== '');
  const counts = new Map<string, number>();
  for (const line of linesOf(after)) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of linesOf(before)) counts.set(line, (counts.get(line) ?? 0) - 1);
  const sum = (sign: number): number => [...counts.values()].reduce((all, count) => all + Math.max(0, sign * count), 0);
  const [added, removed] = [sum(1), sum(-1)];
  const lines = (count: number, does: string): string[] => (count === 0 ? [] : [`${count} ${count === 1 ? 'line' : 'lines'} ${does}`]);
  const words = [...lines(added, 'added'), ...lines(removed, 'removed')];
  if (words.length === 0)
    return Buffer.compare(before ?? new Uint8Array(), after ?? new Uint8Array()) === 0 ? [] : ['the order of its lines'];
  return [words.join(', ')];
}
