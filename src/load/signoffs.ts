/**
 * A file of signoffs/DEAL/ → a sign-off. One that is not as handoff wrote it is a mistake in the input like any other (exit code 2), and is not passed
 * over: without it a date that a delivery lead put later would be the earlier one again, and whoever removes a line from the record must be seen to.
 */
import * as z from 'zod/mini';
import type { Diagnostic } from '../model/place.ts';
import { SIGNOFF_TYPES, type SignOff } from '../model/signoff.ts';
import { canonical, digestOf, hashOf } from '../signoff/digest.ts';
import { check } from './diagnose.ts';
import { decode } from './decode.ts';
import { signoffSchema } from './schema/signoff.ts';
import type { Source } from './source.ts';
import { parseYaml } from './yaml.ts';

/** What handoff writes is flat; what is nested deeper than this was written to break the reader. */
const DEEPEST = 32;

/** Returns a deal's sign-off (null when the file is not in order) and why not. */
export function loadSignOff(source: Source, deal: string): { signoff: SignOff | null; diagnostics: Diagnostic[] } {
  const wrong = (code: string, message: string, help: string): ReturnType<typeof loadSignOff> => ({
    signoff: null,
    diagnostics: [{ file: source.path, line: 1, column: 1, endLine: 1, endColumn: 1, code: `signoff/${code}`, message, help }],
  });
  const { text, problems } = decode(source);
  if (problems.length > 0) return wrong('unreadable', problems[0].message, RESTORE);
  const id = source.path
    .split('/')
    .at(-1)!
    .replace(/\.json$/, '');
  if (hashOf(source.bytes) !== id)
    return wrong('changed', 'this sign-off is not what was signed: its content is not the one that its name stands for', RESTORE);

  const data = parsed(text);
  if (data === null) return wrong('unreadable', 'this sign-off is not written as handoff writes it, in canonical JSON (RFC 8785)', RESTORE);
  const { type } = data as { readonly type?: unknown };
  if (typeof type === 'string' && !(SIGNOFF_TYPES as readonly string[]).includes(type)) {
    return wrong(
      'unknown-type',
      `this version of handoff knows no sign-off '${type}' (${SIGNOFF_TYPES.join(', ')})`,
      'a newer handoff wrote it: use that one',
    );
  }
  const read = z.safeParse(signoffSchema, data);
  if (!read.success) return { signoff: null, diagnostics: told(source) ?? wrong('unreadable', 'this is no sign-off', RESTORE).diagnostics };
  const signoff = read.data;
  if (signoff.deal !== deal) {
    const help = `move it to the folder of '${signoff.deal}', or remove it`;
    return wrong('other-deal', `this sign-off is of the deal '${signoff.deal}', and lies in the folder of '${deal}'`, help);
  }
  if (digestOf(signoff.meaning) !== signoff.digest)
    return wrong('digest', 'the digest of this sign-off is not that of its meaning', RESTORE);
  // How sure it is that they did is found out, and never taken from the file: whoever wrote it could have written anything.
  return { signoff: { ...signoff, level: 'typed', id }, diagnostics: [] };
}

/** Complains of signatures whose sign-off is not there: whoever takes one out of the record must be seen to. */
export function checkSignatureFiles(signatures: readonly Source[], signoffs: readonly Source[]): Diagnostic[] {
  const there = new Set(signoffs.map(({ path }) => path));
  return signatures
    .filter(({ path }) => !there.has(path.replace(/\.sig$/, '')))
    .map(({ path }) => ({
      file: path,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
      code: 'signoff/signature-alone',
      message: 'the sign-off that this signature is of is not here',
      help: 'restore the file that has its name without .sig, or remove the signature too',
    }));
}

const RESTORE = 'sign-offs are never edited: restore the file as it was signed, or remove it and sign again';

/** The data of canonical JSON; null where it is none. */
function parsed(text: string): unknown {
  try {
    const data: unknown = JSON.parse(text);
    return isShallow(data, DEEPEST) && canonical(data) === text ? data : null;
  } catch {
    return null;
  }
}

function isShallow(data: unknown, levels: number): boolean {
  if (typeof data !== 'object' || data === null) return true;
  return levels > 0 && Object.values(data).every((each) => isShallow(each, levels - 1));
}

/** What is wrong with its keys, at their places. JSON is YAML, so the reader that knows places can read it too. */
function told(source: Source): Diagnostic[] | null {
  const { parsed: tree, diagnostics } = parseYaml(source);
  const found = diagnostics.length > 0 ? diagnostics : check(tree, signoffSchema).diagnostics;
  return found.length > 0 ? found : null;
}
