// Whether an input has come: the deal's author says so alone, and where policy wants signatures somebody who has to work with it has to say so too.
// Ten bags need artwork to be cut. With it here: cut Tue 17, glue until Thu 19, sew Fri 20, check Mon 23 November 2026. The plan counts on it from the day
// that it is due where nobody has said that it is here: on Monday 23, cut then, glue until Wed 25, sew Thu 26, check Fri 27.
import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import type { SignOff } from '../../src/model/signoff.ts';
import { approved, judgeBase, signOff, type Judged } from './workspace.ts';

const SELLER = 'seller: {name: Sam Reed, email: sam@larkfield.example}\n';
const HERE = 'inputs: [{id: artwork, due: 2026-11-23, received: 2026-11-13T11:30, evidence: mail of 13 Nov}]';

function artwork(
  minimum: string,
  line: string,
  signoffs: readonly SignOff[] = [],
  more: { dates?: string; library?: string } = {},
): Judged {
  return judgeBase(
    {
      policy: (text) => `${text}signatures: {minimum: ${minimum}, allowed_signers: allowed_signers}\n`,
      deliverables: (text) =>
        text.replace('    steps:', `    inputs: [{id: artwork, blocks: [cut], ${more.library ?? 'takes: 2bd'}}]\n    steps:`),
      deal: `handoff: 1\ncustomer: Acme Outdoor\n${SELLER}${more.dates ?? 'wanted: 2026-12-18'}\nitems: [bag:10]\n${line}\n`,
    },
    signoffs,
  );
}
const nominal = ({ schedule }: Judged): string | null => (schedule.status === 'planned' ? formatDay(schedule.nominal.date) : null);
const state = ({ facts }: Judged): string => facts.deal.inputs[0].state;

describe('an input that the deal says is here', () => {
  test('is believed where a typed name is enough', () => {
    const judged = artwork('typed', HERE);
    expect([state(judged), nominal(judged)]).toEqual(['here', '2026-11-23']);
    expect(judged.of('upstream-reset')).toMatchObject({ verdict: 'pass', approvals: [] });
  });

  test.each(['commit', 'ssh'] as const)('is planned as one to come under %s, until somebody who works with it has signed', (level) => {
    const judged = artwork(level, HERE);
    expect([state(judged), nominal(judged)]).toEqual(['expected', '2026-11-27']);
    expect(judged.of('upstream-reset')).toMatchObject({
      verdict: 'pass',
      reason: 'upstream-reset/only-said',
      summary:
        "'artwork' is planned for 2026-11-23: the deal says that 'artwork' was received on 2026-11-13, and that is not approved (ask ben or ana (delivery lead): handoff approve deal.yaml upstream-reset --subject input/artwork)",
    });
    // Ben cuts, and is its doer; Ana owns it and leads deliveries.
    for (const by of ['ben', 'ana']) {
      const signed = artwork(level, HERE, approved(judged, 'upstream-reset', by, { level }));
      expect([state(signed), nominal(signed)]).toEqual(['here', '2026-11-23']);
      expect(signed.of('upstream-reset').summary).toBe('every input is here');
    }
  });

  test('is not for the seller to say, nor for whoever has nothing to do with it, nor with a weaker signature', () => {
    const judged = artwork('ssh', HERE);
    const by = (who: string, level: SignOff['level'] = 'ssh') => artwork('ssh', HERE, approved(judged, 'upstream-reset', who, { level }));
    for (const [who, why] of [
      ['sam@larkfield.example', 'sam@larkfield.example sells this deal'],
      ['ines', 'ines neither works on it nor is one of the delivery leads'],
    ]) {
      expect(state(by(who))).toBe('expected');
      expect(by(who).of('upstream-reset').summary).toContain(`not approved: ${why}`);
    }
    expect(state(by('ben', 'typed'))).toBe('expected');
    expect(by('ben', 'typed').of('upstream-reset').summary).toContain('the approval of ben is only typed, and policy wants ssh');
  });

  test('is asked again when the line says something else, and no approval of another input will do', () => {
    const word = approved(artwork('ssh', HERE), 'upstream-reset', 'ben', { level: 'ssh' });
    const sooner = artwork('ssh', HERE.replace('2026-11-13T', '2026-11-12T'), word);
    expect(state(sooner)).toBe('expected');
    expect(sooner.of('upstream-reset').summary).toContain(
      'approved by ben on 2026-11-16, and since then received became 2026-11-12T11:30 (was 2026-11-13T11:30)',
    );
    expect(state(artwork('ssh', HERE.replace('due: 2026-11-23, ', ''), word))).toBe('here');
    const other = word.map((each) => signOff({ ...each, subject: 'input/dock' }));
    expect(state(artwork('ssh', HERE, other))).toBe('expected');
  });

  test('that was due before today is overdue until then: no date can be given', () => {
    const line = HERE.replace('due: 2026-11-23', 'due: 2026-11-12');
    const judged = artwork('ssh', line);
    expect(judged.of('upstream-reset')).toMatchObject({ verdict: 'needs-approval', reason: 'upstream-reset/overdue' });
    expect(judged.of('upstream-reset').findings[0]).toMatchObject({
      message:
        "'artwork' is not here: the deal says that 'artwork' was received on 2026-11-13, and that is not approved and was due on 2026-11-12, 2bd ago: no date can be given",
      at: { path: ['inputs', 0, 'due'] },
    });
    expect(judged.judgement.safe).toBeNull();
    const signed = artwork('ssh', line, approved(judged, 'upstream-reset', 'ben', { level: 'ssh' }));
    expect(signed.of('upstream-reset').verdict).toBe('pass');
  });

  test('counts from its approval where it needs one, and a relative offer from the day that counts', () => {
    const library = 'approval: true';
    const line = 'inputs: [{id: artwork, due: 2026-11-23, received: 2026-11-12, approved: 2026-11-13}]';
    const judged = artwork('ssh', line, [], { library });
    expect(judged.of('upstream-reset').approvals).toMatchObject([
      {
        subject: 'input/artwork',
        what: "that 'artwork' was approved on 2026-11-13",
        meaning: { input: 'artwork', received: '2026-11-12', approved: '2026-11-13' },
      },
    ]);
    const dates = 'dates: {offered: {complete: {after: artwork, within: 8bd}}}';
    const from = (signoffs: readonly SignOff[]) => formatDay(artwork('ssh', line, signoffs, { library, dates }).facts.deal.relative!.from);
    expect(from([])).toBe('2026-11-23');
    expect(from(approved(judged, 'upstream-reset', 'ben', { level: 'ssh' }))).toBe('2026-11-13');
  });
});
