/** Which file a text is: a capacity file that is given as a deal is one mistake, not one for each of its keys. */
import type { Diagnostic, FileKind } from '../model/place.ts';
import { at } from './diagnose.ts';
import type { ParsedSource } from './source.ts';

/** What each kind of file is called. */
export const CALLED: Readonly<Record<FileKind, string>> = {
  policy: 'the policy',
  capacity: 'the capacity file',
  deliverables: 'the library',
  history: 'the history',
  deal: 'the deal',
  signoff: 'the sign-off',
  document: 'a document of the deal',
  baseline: 'the baseline',
  signature: 'the signature',
  signers: 'the list of allowed signers',
  revoked: 'the list of revoked keys',
  form: 'the form',
  hold: 'the hold',
  booking: 'the booking of a signed deal',
  confirmed: 'the report of a signed deal',
};

/** The first level's keys that only one kind of file has; what several have (`roles`, `materials`, `buffers`) tells nothing. */
const MARKS: Readonly<Record<FileKind, readonly string[]>> = {
  policy: 'profile profiles timezone currency files significant strict principals signatures rules waivers targets'.split(' '),
  capacity: 'as_of confirmed_until calendar grain reserve people equipment bookings groups services weather'.split(' '),
  deliverables: ['deliverables'],
  history: ['projects'],
  deal: 'deal title customer state seller wanted offered dates delivery items inputs staffing promises soft_promises pricing context'.split(
    ' ',
  ),
  // Found by its folder and never named: it cannot be mistaken for another.
  signoff: [],
  // It is read as it is, and never taken for one of the others.
  document: [],
  baseline: ['recorded', 'findings'],
  // These are no YAML.
  signature: [],
  signers: [],
  revoked: [],
  form: ['form', 'answers'],
  hold: ['hold', 'expires', 'released'],
  booking: ['booking'],
  // It is JSON.
  confirmed: [],
};

const KINDS = Object.keys(MARKS) as FileKind[];

/** Complains of a file that has no key of its own kind and some of another's; null where there is nothing to complain of. */
export function otherKind(source: ParsedSource): Diagnostic | null {
  const keys = [...(source.root?.entries?.keys() ?? [])];
  const marksOf = (kind: FileKind) => keys.filter((key) => MARKS[kind].includes(key));
  if (marksOf(source.kind).length > 0) return null;
  const kind = KINDS.reduce((best, each) => (marksOf(each).length > marksOf(best).length ? each : best));
  const [mark] = marksOf(kind);
  if (mark === undefined) return null;
  const called = (each: FileKind) => (each === 'deal' ? 'a deal' : CALLED[each]);
  const help = source.kind === 'deal' ? 'a deal says `customer`, `wanted` and `items`' : null;
  const { key } = source.root!.entries!.get(mark)!;
  return at(source, key, 'file/other-kind', `this is ${called(kind)}, not ${called(source.kind)}`, help);
}
