/** `handoff sign` and `handoff verify`: of a deal its sign-offs alone are looked at; nothing is planned and nothing judged. */
import { basename, dirname, join, resolve } from 'node:path';
import type { Answer } from './report/answer.ts';
import { paragraphs } from './report/render/signed.ts';
import { visible } from './report/render/width.ts';
import { verifiedText } from './report/render/verified.ts';
import type { Diagnostic } from './model/place.ts';
import type { Signed } from './signoff/proven.ts';
import { gitKey, signWith, whyNotCounted, type SigningKey } from './signoff/key.ts';
import type { SshSignature } from './signoff/sshsig.ts';
import { keepSignature, type Ledger } from './signoff/store.ts';
import {
  chosenOf,
  meaningLines,
  verificationOf,
  whatOf,
  type Refused,
  type SignatureQuestion,
  type SignedDeal,
  type VerifyQuestion,
} from './signoff/verification.ts';
import type { World } from './world.ts';

/** Deals whose sign-offs have their levels. */
interface Sources {
  readonly deals: readonly (SignedDeal & Signed & { readonly text: { readonly repository: string | null } })[];
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING = { keep: [], writes: [], refused: null, render: () => '' } as const;

/** Returns the answer to `sign` or `verify`; `signer` is who git says is working here. Signatures are kept before it is given. */
export function signatureAnswer(
  question: SignatureQuestion | VerifyQuestion,
  { deals, diagnostics }: Sources,
  ledger: Ledger | null,
  signer: string | null,
  world: World,
): Answer {
  // What is wrong with the input is told by itself.
  if (diagnostics.length > 0) return { exit: 2, ...NOTHING };
  if (question.command === 'verify') {
    const verified = verificationOf(deals);
    return { exit: verified.exit, ...NOTHING, render: (_, view) => verifiedText(verified.deals, view) };
  }
  const signed = signAll(question, deals[0], ledger, signer, world);
  // It may hold words of a file that somebody else wrote.
  if ('refused' in signed) return { exit: 2, ...NOTHING, refused: [signed.refused, ...(signed.list ?? [])].map(visible).join('\n') };
  return { exit: 0, ...NOTHING, render: (_, view) => paragraphs(signed.says, signed.files, view) };
}

type SignedFiles = { readonly says: readonly string[]; readonly files: readonly string[] } | Refused;

function signAll(
  question: SignatureQuestion,
  deal: Sources['deals'][number],
  ledger: Ledger | null,
  signer: string | null,
  world: World,
): SignedFiles {
  const chosen = chosenOf(question, deal, signer);
  if ('refused' in chosen) return chosen;
  const { by, sign } = chosen;
  if (sign.length === 0) return { says: [`nothing is left to sign: what ${by} said of ${deal.path} is signed`], files: [] };
  const key = keyOf(question, deal.text.repository ?? world.cwd, world);
  if (typeof key === 'string') return { refused: key };

  const files: string[] = [];
  for (const signoff of sign) {
    const { path, bytes } = deal.text.signoffs.find((each) => basename(each.path) === `${signoff.id}.json`)!;
    const target = `${path}.sig`;
    if (deal.text.signatures.some((each) => each.path === target))
      return { refused: `${target} is there already, and does not count: ${signoff.weakness}; remove it, and sign again` };
    const parts = meaningLines(signoff).map((line) => `  ${visible(line)}\n`);
    world.err(`${visible(`${by} signs the ${whatOf(signoff)}`)}, given for:\n${parts.join('')}`);
    const signature = signWith(key, bytes, world);
    if (typeof signature === 'string') return { refused: signature };
    const because = whyNotCounted(signature, signoff, bytes, deal.workspace, world);
    if (because !== null) return { refused: `the signature would not count: ${because}`, list: addLine(signature, by, deal) };
    keepSignature(join(dirname(resolve(world.cwd, path)), basename(target)), signature.armored, ledger!, world);
    files.push(target);
  }
  const counts =
    deal.workspace.signers === null
      ? ['It does not count before operations say whose keys do: handoff.yaml → signatures.allowed_signers.']
      : [];
  const what = sign.length === 1 ? `the ${whatOf(sign[0])}` : `${sign.length} sign-offs of ${deal.path}`;
  return { says: [`${by} has signed ${what}`, ...counts, `Commit it with the deal, then: handoff verify ${deal.path}`], files };
}

/** What operations write where the key is known to nobody. */
function addLine({ key: { type, base64 } }: SshSignature, by: string, { workspace: { signers } }: Sources['deals'][number]): string[] {
  if (signers === null || signers.signers.some((each) => each.base64 === base64)) return [];
  return [`where it is the key of ${by}, operations add a line to ${signers.path}:`, `${by} ${type} ${base64}`];
}

function keyOf({ key }: SignatureQuestion, folder: string, world: World): SigningKey | string {
  const named: SigningKey | string = key === null ? gitKey(folder, world.env('HOME'), world) : { file: key };
  if (typeof named === 'string' || 'literal' in named) return named;
  if (world.kind(named.file) === null) return `there is no key ${named.file}`;
  if (world.kind(named.file) === 'folder') return `${named.file} is a folder: name the file of a key in it`;
  return named;
}
