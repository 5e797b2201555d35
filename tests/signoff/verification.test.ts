// What `sign` takes and what `verify` counts, from sign-offs whose levels are known.
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { Level, SignOff } from '../../src/model/signoff.ts';
import { judgeBase, restated, restatedLibrary } from '../rules/workspace.ts';
import { chosenOf, meaningLines, verificationOf, type SignatureQuestion, type SignedDeal } from '../../src/signoff/verification.ts';

const signoff = (id: string, by: string, level: Level, at = '2026-11-16'): SignOff => ({
  id: id.padEnd(64, '0'),
  type: 'handoff/approval@1',
  deal: 'river-7',
  subject: 'scope',
  digest: '',
  meaning: {},
  by,
  at: parseDay(at) as Day,
  level,
  ...(level !== 'ssh' && { weakness: 'it is not signed' }),
  supersedes: [],
});
const dealOf = (minimum: Level, ...signoffs: readonly SignOff[]): SignedDeal => ({
  path: 'deals/river-7.yaml',
  signoffs,
  workspace: {
    policy: { signatures: { minimum } },
    capacity: { people: [{ id: 'ana', email: 'ana@larkfield.example' }] } as unknown as SignedDeal['workspace']['capacity'],
  },
});
const ask = (question: Partial<SignatureQuestion>, deal: SignedDeal, signer: string | null = null) =>
  chosenOf({ command: 'sign', as: null, key: null, ids: [], all: false, ...question }, deal, signer);

describe('to be signed', () => {
  const deal = dealOf(
    'ssh',
    signoff('aaaa1', 'ana', 'typed'),
    signoff('aaaa2', 'ana@larkfield.example', 'commit'),
    signoff('bbbb', 'ben', 'typed'),
  );

  test('is what its name says, of the person who signs, by id or e-mail address', () => {
    expect(ask({ as: 'ana@larkfield.example', ids: ['aaaa2'] }, deal)).toMatchObject({ by: 'ana', sign: [{ id: deal.signoffs[1].id }] });
    expect(ask({ all: true }, deal, 'Ana@Larkfield.example')).toMatchObject({
      sign: [{ id: deal.signoffs[0].id }, { id: deal.signoffs[1].id }],
    });
    expect(ask({ as: 'ben' }, deal)).toMatchObject({ sign: [{ id: deal.signoffs[2].id }] });
  });

  test('is nothing that is signed already', () => {
    expect(ask({ as: 'ana' }, dealOf('ssh', signoff('aaaa1', 'ana', 'ssh')))).toEqual({ by: 'ana', sign: [] });
  });

  test.each([
    [{ as: 'ana', ids: ['aaaa'] }, '2 sign-offs of deals/river-7.yaml have a name that begins with aaaa: type more of it'],
    [{ as: 'ana', ids: ['cccc'] }, 'no sign-off of deals/river-7.yaml has a name that begins with cccc'],
    [{ as: 'ana', ids: ['bbbb'] }, 'bbbb00000000 is the approval of scope by ben on 2026-11-16, and ana signs only their own'],
    [{ as: 'ana' }, '2 sign-offs are there in the name of ana: name those that are yours, or say --all'],
    [{ as: 'dora' }, 'deals/river-7.yaml has no sign-off of dora'],
    [{}, 'git does not say who you are: sign with --as PERSON'],
  ])('is refused: %j', (question, because) => {
    expect(ask(question, deal)).toMatchObject({ refused: expect.stringContaining(because) as string });
  });

  test('is seen part by part', () => {
    const meaning = { items: { bags: { quantity: 300, skip: [], options: { colour: 'black' } } }, moves: ['po-118', { to: null }] };
    expect(meaningLines({ ...signoff('a', 'ana', 'typed'), meaning })).toEqual([
      'items.bags.quantity: 300',
      'items.bags.skip: []',
      'items.bags.options.colour: black',
      'moves[0]: po-118',
      'moves[1].to: null',
    ]);
    const long = meaningLines({ ...signoff('a', 'ana', 'typed'), meaning: Array.from({ length: 100 }, (_, nth) => nth) });
    expect(long.slice(-2)).toEqual(['[59]: 59', 'and 40 more, in its file']);
  });
});

describe('verify', () => {
  // Weakest first: typed, commit, ssh. A row for each level, a column for each minimum.
  test.each<[Level, readonly Level[]]>([
    ['typed', ['typed', 'commit', 'ssh']],
    ['commit', ['commit', 'ssh']],
    ['ssh', ['ssh']],
  ])('counts under %s: %j', (minimum, enough) => {
    for (const level of ['typed', 'commit', 'ssh'] as const) {
      const { exit, deals } = verificationOf([
        dealOf(minimum, { ...signoff('a', 'ana', 'ssh', '2026-11-20'), subject: 'other' }, signoff('b', 'ana', level)),
      ]);
      expect({ level, exit }).toEqual({ level, exit: enough.includes(level) ? 0 : 1 });
      // Oldest first.
      expect(deals[0].rows.map((row) => row.enough)).toEqual([enough.includes(level), true]);
    }
  });

  test('says what a newer one that counts took the place of, and asks nobody to sign that', () => {
    const [old, weak] = [
      signoff('a', 'ana', 'typed'),
      { ...signoff('c', 'ana', 'typed', '2026-11-18'), supersedes: ['b'.padEnd(64, '0')] },
    ];
    const newer = signoff('b', 'ana', 'ssh', '2026-11-17');
    const past = (...given: SignOff[]) => {
      const { exit, deals } = verificationOf([dealOf('ssh', ...given)]);
      return { exit, past: deals[0].rows.map((row) => row.past) };
    };
    expect(past(old, newer)).toEqual({ exit: 0, past: ['a newer one took its place (b00000000000)', null] });
    // One that is not signed takes the place of none.
    expect(past(newer, weak)).toEqual({ exit: 1, past: [null, null] });
    // Of somebody else's nobody knows here whether it may.
    expect(past(old, { ...newer, by: 'ben' })).toEqual({ exit: 1, past: [null, null] });
  });

  test('says what has changed since, and verifies what of the library a deal rests on', () => {
    const bag = 'handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed}\nwanted: 2026-12-18\nitems: [bag:10]\n';
    const judged = judgeBase({ deal: bag });
    const verified = (deal: string, signoffs: SignOff[], standing: SignOff[] = []) => {
      const { facts } = judgeBase({ deal }, signoffs, standing);
      return verificationOf([{ path: 'deal.yaml', signoffs, facts, workspace: facts }]).deals[0].rows.map(({ what, past }) => [what, past]);
    };
    const [what, own] = ['restatement of promise/bag by ben on 2026-11-16', restated(judged)];
    expect(verified(bag, own)).toEqual([[what, null]]);
    expect(verified(bag.replace('bag:10', 'bag:9'), own)).toMatchObject([
      [what, expect.stringMatching(/^since then items.bag.quantity became 9 \(was 10\)/)],
    ]);
    expect(verified(bag.replace('bag:10', '{id: tote, deliverable: bag, quantity: 10}'), own)).toEqual([
      [what, 'the deal has no such promise any more'],
    ]);
    const standing = restatedLibrary(judged);
    // Ten of version 2, whose quantities go in powers of ten.
    expect(verified(bag, [], standing)).toEqual([['restatement of deliverable/bag@2/1-10 by ben on 2026-11-16', null]]);
    expect(verified(bag.replace('bag:10', 'bag:11'), [], standing)).toEqual([]);
  });
});
