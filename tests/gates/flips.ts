/** No bit of a signed sign-off or of its signature is without meaning: whichever is another one, it is no longer that person's word. */
import { loadSignOff } from '../../src/load/signoffs.ts';
import { loadSigners } from '../../src/load/signers.ts';
import { parseDay, type Day } from '../../src/model/day.ts';
import { hashOf } from '../../src/signoff/digest.ts';
import { withLevels } from '../../src/signoff/proven.ts';
import { seal } from '../../src/signoff/seal.ts';
import type { SignOff } from '../../src/model/signoff.ts';
import { realWorld } from '../../src/world.ts';
import { keyring } from '../signoff/keys.ts';
import type { Gate, Tried } from './gate.ts';

/** A sign-off and its signature, as they lie in their folder. */
interface Pair {
  readonly json: Uint8Array;
  readonly sig: Uint8Array;
}

const FOLDER = 'signoffs/river-7';
const PEOPLE = ['ana', 'ben', 'dora'];
let made: { pairs: readonly Pair[]; levelOf: (pair: Pair) => Promise<string> } | null = null;

/** A sign-off of each kind of key, made once. */
function prepared(): NonNullable<typeof made> {
  if (made !== null) return made;
  const keys = keyring('ana', 'ben:ecdsa', 'dora:rsa');
  const at = parseDay('2026-11-16') as Day;
  const capacity = { people: PEOPLE.map((id) => ({ id, email: `${id}@larkfield.example` })) };
  const pairs = PEOPLE.map((by): Pair => {
    const meaning = { items: { bags: { quantity: 300, options: { colour: 'black' } } }, prices: { total: '12600.00' } };
    const { text } = seal({
      type: 'handoff/approval@1',
      deal: 'river-7',
      subject: 'scope',
      meaning,
      by,
      at,
      level: 'typed',
      supersedes: [],
    });
    return { json: Buffer.from(text), sig: Buffer.from(keys.sign(by, Buffer.from(text))) };
  });
  const allowed = PEOPLE.map((id) => `${id}@larkfield.example ${keys.publicOf(id)}\n`).join('');
  keys.remove();
  const { signers } = loadSigners({ kind: 'signers', path: 'ops/allowed_signers', bytes: Buffer.from(allowed) }, null, capacity as never);
  const workspace = { policy: { signatures: { minimum: 'ssh' as const } }, capacity: capacity as never, signers };

  /** `ssh`, or what refuses it: `hash`, `sign-off`, `decided` before ssh-keygen is asked, or `ssh-keygen`. */
  const levelOf = async ({ json, sig }: Pair, name = hashOf(json)): Promise<string> => {
    const signoff = { kind: 'signoff', path: `${FOLDER}/${name}.json`, bytes: json } as const;
    const loaded = loadSignOff(signoff, 'river-7');
    if (loaded.signoff === null) return 'sign-off';
    const signatures = [{ path: `${FOLDER}/${name}.json.sig`, bytes: sig }];
    const deal = {
      signoffs: [loaded.signoff],
      text: { signoffs: [signoff], signatures },
      standing: [],
      library: { signoffs: [], signatures: [] },
      workspace,
    };
    const { deals } = await withLevels({ deals: [deal], diagnostics: [] }, realWorld(), false);
    const found: SignOff | undefined = deals[0]?.signoffs[0];
    if (found === undefined) throw new Error('ssh-keygen is not here');
    if (found.level !== 'typed') return found.level;
    return found.weakness === 'its signature is of something else' ? 'ssh-keygen' : 'decided';
  };
  return (made = { pairs, levelOf });
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] ^= 1 << (bit & 7);
  return copy;
}

async function tryFlip(n: number): Promise<Tried> {
  const { pairs, levelOf } = prepared();
  const pair = pairs[n % pairs.length];
  const inJson = n % 2 === 0;
  const bytes = inJson ? pair.json : pair.sig;
  // Large odd steps go through all bits before any comes again.
  const bit = (n * 7919 + 13) % (bytes.length * 8);
  const wrong: string[] = [];
  const seen: Record<string, number> = {};
  const refused = (by: string): void => {
    if (by === 'ssh' || by === 'commit')
      wrong.push(`bit ${bit} of the ${inJson ? 'sign-off' : 'signature'} of ${PEOPLE[n % 3]}: still ${by}`);
    else seen[`${inJson ? 'sign-offs' : 'signatures'} refused: ${by}`] = 1;
  };
  if (inJson) {
    const json = flipped(bytes, bit);
    const kept = loadSignOff({ kind: 'signoff', path: `${FOLDER}/${hashOf(pair.json)}.json`, bytes: json }, 'river-7');
    if (kept.signoff !== null) wrong.push(`bit ${bit}: not refused by its hash`);
    // And as somebody would do it who knows how: under the name of what it now is.
    refused(await levelOf({ ...pair, json }));
  } else {
    refused(await levelOf({ ...pair, sig: flipped(bytes, bit) }));
  }
  // What refuses all would pass, too.
  if (n < 6 && (await levelOf(pair)) !== 'ssh') wrong.push(`the whole pair of ${PEOPLE[n % 3]} is refused`);
  return { compared: 1, wrong, seen, files: {}, today: '2026-11-16' };
}

export const flips: Gate = {
  name: 'flipped-bits',
  claim: 'a sign-off or a signature with one bit changed does not count',
  unit: 'bits',
  needs: 'ssh-keygen',
  few: 60,
  all: 2000,
  atLeast: 2000,
  try: tryFlip,
};
