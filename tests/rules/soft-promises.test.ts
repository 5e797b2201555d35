import { describe, expect, test } from 'vitest';
import type { SignOff } from '../../src/model/signoff.ts';
import { judgeBase, signOff } from './workspace.ts';

const RULE = 'soft-promises';
type Changes = NonNullable<Parameters<typeof judgeBase>[0]>;
const on = { policy: (text: string) => text.replace('soft-promises: off', 'soft-promises: error') };
const deal = (...lines: string[]): Changes => ({
  ...on,
  deal: `handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed, email: sam@larkfield.example}\nwanted: 2026-12-18\n${lines.join('\n')}\n`,
});
const of = (changes: Changes, signoffs: readonly SignOff[] = []) => judgeBase(changes, signoffs).of(RULE);

/** What whoever asked signs. */
const line = (more: Record<string, string | null>) => ({
  said: 'Photo updates',
  by: null,
  resolution: null,
  ref: null,
  told_customer: null,
  owner: null,
  due: null,
  ...more,
});
const signed = (lines: readonly Record<string, string | null>[] = [], more: Partial<SignOff> = {}) =>
  signOff({ subject: RULE, by: 'ana', meaning: { on: '2026-11-13', soft_promises: lines.map(line) }, ...more });
const ASKED = 'soft_promises_asked: {by: ana, on: 2026-11-13}';

describe('asking', () => {
  test('is somebody else’s word, and signed', () => {
    const nothing = deal('items: [bag:10]', 'soft_promises: []', ASKED);
    expect(of(nothing)).toMatchObject({
      verdict: 'needs-approval',
      approver: 'delivery-lead',
      reason: `${RULE}/unsigned`,
      findings: [
        {
          message: 'what ana was told is not approved',
          at: { path: ['soft_promises_asked'] },
          help: `ask ana: handoff approve deal.yaml ${RULE}`,
          data: { asked_by: 'ana' },
        },
      ],
    });
    expect(of(nothing, [signed()])).toMatchObject({ verdict: 'pass', summary: 'ana asked on 2026-11-13: nothing was said besides' });
    // No line at all is the same as none.
    expect(of(deal('items: [bag:10]', ASKED), [signed()]).verdict).toBe('pass');
    expect(of(nothing, [signed([], { by: 'dora' })]).summary).toBe('what ana was told is not approved: dora is not ana');
  });

  test('nobody has', () => {
    expect(of(deal('items: [bag:10]'))).toMatchObject({
      verdict: 'needs-approval',
      reason: `${RULE}/not-asked`,
      findings: [
        {
          message: 'nobody has asked Sam Reed what else was said or implied to Acme Outdoor',
          help: 'somebody of delivery asks, and it is written down: soft_promises: [{said: …}] (or []), soft_promises_asked: {by: …, on: 2026-11-16}',
        },
      ],
    });
    // A list alone is the seller's own.
    expect(of(deal('items: [bag:10]', 'soft_promises: []')).reason).toBe(`${RULE}/not-asked`);
    expect(of({ ...on, deal: 'handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: [bag:10]\n' }).summary).toContain(
      'nobody has asked the seller',
    );
  });

  test.each([
    ['2026-11-16', `${RULE}/unsigned`],
    ['2026-11-17', `${RULE}/not-asked`],
  ])('on %s: not later than today', (day, reason) => {
    expect(of(deal('items: [bag:10]', `soft_promises_asked: {by: ana, on: ${day}}`)).reason).toBe(reason);
  });

  test('not by the seller, and by somebody who is known', () => {
    const by = (who: string) => of(deal('items: [bag:10]', `soft_promises_asked: {by: ${who}, on: 2026-11-13}`));
    expect(by('sam@larkfield.example')).toMatchObject({
      reason: `${RULE}/asked-by-the-seller`,
      findings: [
        { message: 'sam@larkfield.example sells this deal, and cannot be the one who asked', at: { path: ['soft_promises_asked', 'by'] } },
      ],
    });
    expect(by('anna')).toMatchObject({
      reason: `${RULE}/not-a-person`,
      findings: [{ message: "'anna', who asked, is not among the people of capacity", help: "did you mean 'ana'?" }],
    });
    expect(by('ana@larkfield.example').reason).toBe(`${RULE}/unsigned`);
    // A principal need not be planned.
    const priya: Changes = {
      ...deal('items: [bag:10]', 'soft_promises_asked: {by: priya@larkfield.example, on: 2026-11-13}'),
      policy: (text) => on.policy(text).replace('leadership: [dora]', 'leadership: [priya@larkfield.example]'),
    };
    expect(of(priya).reason).toBe(`${RULE}/unsigned`);
  });

  test('what was signed is what is written: another line, and it has to be signed again', () => {
    const one = deal('items: [bag:10]', 'soft_promises: [{said: Photo updates, resolution: owned, owner: cleo, due: 2026-12-01}]', ASKED);
    const given = { resolution: 'owned', owner: 'cleo', due: '2026-12-01' };
    expect(of(one, [signed([given])])).toMatchObject({
      verdict: 'pass',
      summary: 'ana asked on 2026-11-13: one soft promise, and it ends',
      notes: ["'Photo updates': owned"],
    });
    expect(of(one, [signed()]).summary).toMatch(
      /^what ana was told is approved by ana on 2026-11-16, and since then soft_promises\[0\] was added/,
    );
    expect(of(one, [signed([{ ...given, due: '2026-12-02' }])]).summary).toContain(
      'soft_promises[0].due became 2026-12-01 (was 2026-12-02)',
    );
  });
});

describe('each soft promise ends', () => {
  const ends = (soft: string, ...lines: string[]) => {
    const changes = deal(
      ...(lines.some((each) => each.startsWith('items')) ? [] : ['items: [bag:10]']),
      `soft_promises: [{said: Photo updates${soft}}]`,
      ASKED,
      ...lines,
    );
    // Whatever is not about asking.
    const { findings } = of(changes);
    return findings
      .filter(({ at }) => at.path[0] === 'soft_promises')
      .map(({ message, help, at }) => ({ message, help, at: at.path.slice(2).join('.') }));
  };
  const custom = (price: string) =>
    `items: [{deliverable: bag, quantity: 10, custom: [{id: photos, what: Photos, effort: {sewer: 1h}${price}}]}]`;

  test('somehow', () => {
    expect(ends('')).toEqual([
      {
        message: "'Photo updates' was said, and it does not say how it ends",
        help: 'resolution: item (ref: what it is sold as), excluded (told_customer: the day), or owned (owner and due)',
        at: '',
      },
    ]);
  });

  test('as a priced item', () => {
    expect(ends(', resolution: item, ref: bag')).toEqual([]);
    expect(ends(', resolution: item, ref: photos', custom(', price: 90'))).toEqual([]);
    expect(ends(', resolution: item, ref: bag.photos', custom(', price: 90'))).toEqual([]);
    expect(ends(', resolution: item, ref: photos', custom(''))).toEqual([
      { message: "'Photo updates' ends as 'photos', which has no price", help: "price 'photos'", at: 'ref' },
    ]);
    expect(ends(', resolution: item, ref: bags')).toEqual([
      { message: "'Photo updates' ends as 'bags', which is not sold in this deal", help: "did you mean 'bag'?", at: 'ref' },
    ]);
    expect(ends(', resolution: item', custom(', price: 90'))).toEqual([
      { message: "'Photo updates' ends as an item, and does not say which", help: 'add ref: one of bag, photos', at: '' },
    ]);
    const unpriced: Changes = {
      ...deal('items: [bag:10]', 'soft_promises: [{said: Photo updates, resolution: item, ref: bag}]', ASKED),
      deliverables: (text) => text.replace(/ {4}price: .*\n/, ''),
    };
    expect(of(unpriced).findings.map(({ message }) => message)).toContain("'Photo updates' ends as 'bag', which has no price");
    expect(of({ ...unpriced, deal: `${unpriced.deal as string}pricing: {total: 900}\n` }).findings).toHaveLength(1);
  });

  test('as an exclusion that the customer knows of', () => {
    const told = ', told_customer: 2026-11-16';
    const excluded = 'exclusions: [No photo updates while work goes on]';
    expect(ends(`, resolution: excluded${told}`, excluded)).toEqual([]);
    expect(ends(`, resolution: excluded${told}, ref: while work`, excluded)).toEqual([]);
    expect(ends(`, resolution: excluded${told}`, 'exclusions: [photo  UPDATES]')).toEqual([]);
    expect(ends(`, resolution: excluded${told}`, 'exclusions: [Photo]')).toEqual([]);
    expect(ends(`, resolution: excluded${told}, ref: No photos at all`, 'exclusions: [photos]')).toHaveLength(1);
    expect(ends(`, resolution: excluded${told}`)).toEqual([
      {
        message: "'Photo updates' is to be excluded, and no exclusion says 'Photo updates'",
        help: "add it: exclusions: ['Photo updates']",
        at: '',
      },
    ]);
    const promise =
      "promises: [{id: bags, text: Ten bags, excludes: [photo updates], complete_when: {observable: b, measure: b, threshold: '1', evidence: n}}]";
    expect(ends(`, resolution: excluded${told}`, promise)).toEqual([]);
    expect(ends(', resolution: excluded', excluded)).toEqual([
      {
        message: "'Photo updates' is excluded, and the customer has not been told",
        help: 'tell them, and add told_customer: the day',
        at: '',
      },
    ]);
    expect(ends(', resolution: excluded, told_customer: 2026-11-17', excluded)).toEqual([
      {
        message: "'Photo updates' is excluded, and the customer is to be told on 2026-11-17, which is still to come",
        help: 'tell them before the signature',
        at: 'told_customer',
      },
    ]);
    const library: Changes = {
      ...deal('items: [bag:10]', `soft_promises: [{said: Photo updates, resolution: excluded${told}}]`, ASKED),
      deliverables: (text) => text.replace('    options:', '    exclusions: [Photo updates]\n    options:'),
    };
    expect(of(library).findings).toHaveLength(1);
  });

  test('as a promise that somebody owns, with a date', () => {
    expect(ends(', resolution: owned, owner: cleo, due: 2026-12-01')).toEqual([]);
    // The bag's own promise is ben's, for the day asked for.
    expect(ends(', resolution: owned, ref: bag')).toEqual([]);
    expect(ends(', resolution: owned, ref: photos')).toEqual([
      { message: "'Photo updates' ends as 'photos', which is no promise of this deal", help: 'promises: bag', at: 'ref' },
    ]);
    const help = 'add who does it and by when, or ref: a promise that says both';
    const lacks = (what: string) => [{ message: `'Photo updates' is to be owned, and ${what}`, help, at: '' }];
    expect(ends(', resolution: owned')).toEqual(lacks('nobody owns it (owner: …) and it has no date (due: …)'));
    expect(ends(', resolution: owned, owner: cleo')).toEqual(lacks('it has no date (due: …)'));
    expect(ends(', resolution: owned, due: 2026-12-01')).toEqual(lacks('nobody owns it (owner: …)'));
    const undated: Changes = {
      ...on,
      deal: `handoff: 1\ncustomer: Acme\nitems: [bag:10]\nsoft_promises: [{said: Photo updates, resolution: owned, ref: bag}]\n`,
    };
    expect(of(undated).findings.map(({ message }) => message)).toContain("'Photo updates' is to be owned, and it has no date (due: …)");
  });
});

test('is asked of whatever is not standard, and what was said besides is not', () => {
  const standard = judgeBase({ policy: (text) => text.replace(/ {2}soft-promises.*\n/, '') });
  expect(standard.of(RULE)).toMatchObject({ verdict: 'not-applicable', reason: `${RULE}/standard-deal` });
  const said = judgeBase({
    policy: (text) => text.replace(/ {2}soft-promises.*\n/, ''),
    deal: 'handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [bag:10]\nsoft_promises: [{said: Photos}]\n',
  });
  expect(said.of(RULE).findings).toHaveLength(2);
});
