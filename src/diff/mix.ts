/** The texts of two sides, mixed input by input: what a deal would be judged by if only some of its inputs had changed. */
import type { Source } from '../load/source.ts';
import { formatDay, type Day } from '../model/day.ts';
import { INPUTS, type DiffReport, type Input } from '../report/diff.ts';
import type { DealText, Texts } from '../texts.ts';
import type { World } from '../world.ts';
import type { Side, SideTexts } from './side.ts';

/** The texts of one deal and of those that are planned with it, and the day. */
export interface Mixed {
  readonly texts: Texts;
  readonly today: Day;
  /** That of the side whose sign-offs count: who signed is found out there. */
  readonly world: World;
}

/** Returns what a deal would be judged by, each input taken from the side that is picked for it; the deal is judged on both sides. */
export function mixed(id: string, pick: (input: Input) => Side): Mixed {
  const of = (input: Input) => pick(input).texts;
  const own = pick('deal').deals.get(id)!.text;
  const { signoffs, signatures, confirmed } = pick('sign-offs').deals.get(id)!.text;
  const policy = of('policy');
  return {
    texts: {
      ...policy,
      capacity: of('capacity').capacity,
      holds: of('capacity').holds,
      bookings: of('capacity').bookings,
      deliverables: of('library').deliverables,
      history: of('history').history,
      baseline: of('baseline').baseline,
      standing: of('sign-offs').standing,
      deals: [{ ...own, signoffs, signatures, confirmed }, ...pick('others').deals.get(id)!.companions],
      around: { deals: [], left: 0 },
      problems: [],
    },
    today: pick('today').today,
    world: pick('sign-offs').world,
  };
}

/** Returns the inputs of a deal that are not the same on both sides; both have the deal. */
export function changedInputs(id: string, before: SideTexts, after: SideTexts): Input[] {
  return INPUTS.filter((input) => keyOf(input, id, before) !== keyOf(input, id, after));
}

/** What one input says, as a text that is the same where it is; line ends are no difference. */
function keyOf(input: Input, id: string, side: SideTexts): string {
  switch (input) {
    case 'today':
      return formatDay(side.today);
    case 'deal':
      return ownKey(side.deals.get(id)!.text);
    case 'sign-offs':
      return signedKey(side.deals.get(id)!.text) + keyOfAll(side, 'standing', sourcesFor('sign-offs', side.texts));
    case 'others':
      return side.deals
        .get(id)!
        .companions.map((text) => ownKey(text) + signedKey(text))
        .join('\n');
    default:
      return keyOfAll(side, input, sourcesFor(input, side.texts));
  }
}

function ownKey({ source, documents, pathFromPolicy }: DealText): string {
  const read = documents.map(({ path, found }) => [path, 'bytes' in found ? textOf(found) : found.problem]);
  return JSON.stringify([pathFromPolicy, source.path, textOf(source), read]);
}

function signedKey({ signoffs, signatures, confirmed }: DealText): string {
  return JSON.stringify([...signoffs, ...signatures, ...(confirmed === null ? [] : [confirmed])].map((each) => [each.path, textOf(each)]));
}

const keys = new WeakMap<Texts, Map<string, string>>();

/** The files that all deals share are put together once. */
function keyOfAll({ texts }: SideTexts, name: string, sources: readonly Source[]): string {
  const known = keys.get(texts) ?? new Map<string, string>();
  keys.set(texts, known);
  const key = known.get(name) ?? JSON.stringify(sources.map((source) => [source.path, textOf(source)]));
  known.set(name, key);
  return key;
}

/** The files of an input that all deals share. */
function sourcesFor(input: Input, texts: Texts): Source[] {
  const some = (...sources: readonly (Source | null | undefined)[]): Source[] => sources.flatMap((source) => source ?? []);
  switch (input) {
    case 'capacity':
      return some(texts.capacity, ...texts.holds, ...texts.bookings);
    case 'library':
      return [...texts.deliverables];
    case 'policy':
      return some(texts.policy, texts.signers, texts.revoked);
    case 'history':
      return some(texts.history);
    case 'baseline':
      return some(texts.baseline);
    case 'sign-offs':
      return [...texts.standing.signoffs, ...texts.standing.signatures];
    case 'deal':
    case 'others':
    case 'today':
      return [];
  }
}

function textOf({ bytes }: { readonly bytes: Uint8Array }): string {
  return Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');
}

/** Returns the files that are not the same on both sides, by input and path. */
export function changedFiles(before: Side, after: Side): DiffReport['files'] {
  const [was, is] = [filesIn(before), filesIn(after)];
  const all = [...new Set([...was.keys(), ...is.keys()])].sort();
  return INPUTS.flatMap((input) =>
    all.flatMap((path): DiffReport['files'] => {
      const [from, to] = [was.get(path), is.get(path)];
      if ((to ?? from)!.input !== input || from?.text === to?.text) return [];
      return [{ path, input, change: from === undefined ? 'added' : to === undefined ? 'removed' : 'edited' }];
    }),
  );
}

function filesIn({ texts }: Side): Map<string, { input: Input; text: string }> {
  const shared = (['capacity', 'library', 'policy', 'history', 'baseline', 'sign-offs'] as const).flatMap((input) =>
    sourcesFor(input, texts).map((source) => ({ input, ...source })),
  );
  const own = texts.deals.flatMap(({ source, signoffs, signatures, confirmed, documents }) => [
    { input: 'deal' as const, ...source },
    ...documents.flatMap(({ path, found }) => ('bytes' in found ? [{ input: 'deal' as const, path, bytes: found.bytes }] : [])),
    ...[...signoffs, ...signatures, ...(confirmed === null ? [] : [confirmed])].map((each) => ({ input: 'sign-offs' as const, ...each })),
  ]);
  return new Map([...shared, ...own].map((each) => [each.path, { input: each.input, text: textOf(each) }]));
}
