/** operations' allowed_signers and revoked keys → whose keys count, and every line that would let somebody sign for somebody else. */
import type { Capacity } from '../model/capacity.ts';
import { personId } from '../model/people.ts';
import type { Diagnostic } from '../model/place.ts';
import type { Policy } from '../model/policy.ts';
import type { Revoked, Signer, Signers } from '../model/signers.ts';
import { listed } from '../model/words.ts';
import { readKeys, readSigners, type LineProblem } from '../signoff/allowed.ts';
import { decode } from './decode.ts';
import { at } from './diagnose.ts';
import type { ParsedSource, Source } from './source.ts';
import { spanAt } from './tree.ts';

/** How a key revocation list begins, which only ssh-keygen can read. */
const KRL = 'SSHKRL\n\0';

/** Returns whose keys count (null where policy names no file of them) and what is wrong with the two files. */
export function loadSigners(
  allowed: Source | null,
  revoked: Source | null,
  capacity: Pick<Capacity, 'people'> | null,
): { signers: Signers | null; diagnostics: Diagnostic[] } {
  const gone = revoked === null ? { revoked: null, diagnostics: [] } : loadRevoked(revoked);
  if (allowed === null) return { signers: null, diagnostics: gone.diagnostics };
  const { text, problems } = decode(allowed);
  const read = readSigners(text);
  const wrong = problems.length > 0 ? unreadable(allowed, problems[0].message) : toldOf(allowed, read.problems);
  const shared = capacity === null ? [] : sharedKeys(allowed, read.signers, capacity);
  return {
    signers: { path: allowed.path, signers: read.signers, revoked: gone.revoked },
    diagnostics: [...wrong, ...shared, ...gone.diagnostics],
  };
}

/** Complains of a policy that wants signatures and does not say whose keys count. */
export function checkSignatures(policy: ParsedSource, { signatures }: Policy): Diagnostic[] {
  if (signatures.allowed_signers !== undefined || policy.root === null) return [];
  const lacking = (key: 'minimum' | 'revoked', message: string): Diagnostic[] => [
    at(
      policy,
      spanAt(policy.root!, ['signatures', key], 'value'),
      'signers/missing',
      message,
      'add allowed_signers: ops/allowed_signers, a file with a line for each person who signs: ana@larkfield.example ssh-ed25519 AAAA…',
    ),
  ];
  if (signatures.minimum !== 'typed')
    return lacking('minimum', `signatures.minimum is ${signatures.minimum}, and nothing says whose keys count`);
  if (signatures.revoked !== undefined) return lacking('revoked', 'keys are revoked, and nothing says whose keys count');
  return [];
}

function loadRevoked(source: Source): { revoked: Revoked | null; diagnostics: Diagnostic[] } {
  const { path, bytes } = source;
  const begins = String.fromCharCode(...bytes.subarray(0, KRL.length));
  if (begins === KRL) return { revoked: { keys: null, path, bytes }, diagnostics: [] };
  const { text, problems } = decode(source);
  if (problems.length > 0) return { revoked: null, diagnostics: unreadable(source, problems[0].message) };
  const { keys, problems: wrong } = readKeys(text);
  return { revoked: { keys, path, bytes }, diagnostics: toldOf(source, wrong) };
}

/** Whoever has a key that is also somebody else's can sign for them. */
function sharedKeys(source: Source, signers: readonly Signer[], capacity: Pick<Capacity, 'people'>): Diagnostic[] {
  const known = new Set(capacity.people.map(({ id }) => id));
  return signers.flatMap(({ base64, line }) => {
    const owners = new Set(
      signers
        .filter((each) => each.base64 === base64 && each.line <= line)
        .flatMap(({ principals }) => principals.map((each) => personId(capacity, each)).filter((id) => known.has(id))),
    );
    return owners.size < 2
      ? []
      : [
          told(
            source,
            { line, column: 1, endColumn: 1 },
            'shared',
            `${listed([...owners])} have one key, so that each could sign for the other`,
            'give each person a key of their own',
          ),
        ];
  });
}

function unreadable(source: Source, message: string): Diagnostic[] {
  return [told(source, { line: 1, column: 1, endColumn: 1 }, 'unreadable', message, 'write it as text, a line for each key')];
}

function toldOf(source: Source, problems: readonly LineProblem[]): Diagnostic[] {
  return problems.map((each) => told(source, each, each.code, each.message, each.help));
}

function told(
  { path }: Source,
  { line, column, endColumn }: Pick<LineProblem, 'line' | 'column' | 'endColumn'>,
  code: string,
  message: string,
  help: string,
): Diagnostic {
  return { file: path, line, column, endLine: line, endColumn, code: `signers/${code}`, message, help };
}
