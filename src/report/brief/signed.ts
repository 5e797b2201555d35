/** What delivery may know of the money, who has approved what, what the customer will read, and what is still open. */
import { formatDay } from '../../model/day.ts';
import type { Facts } from '../../model/facts.ts';
import { approvalOf, type Approvable, type Approval, type SignOff } from '../../model/signoff.ts';
import { formatMoney } from '../../model/units.ts';
import { approvalText, whoText } from '../../rules/approvals.ts';
import { isBlank } from '../../rules/texts/placeholder.ts';
import { gateOf } from '../../signoff/gate.ts';
import type { ReportCheck } from '../report.ts';
import { code, entry, missing, name, quote, say, told, type Block, type Entry, type Section, type Words } from './document.ts';
import type { Known } from './known.ts';

/**
 * Rules whose findings tell what the firm earns on the deal. A brief goes from hand to hand, to subcontractors too, and nobody needs the margin to deliver: it
 * says that they fail, and `handoff check` says by how much.
 */
const KEPT_BACK: ReadonlySet<string> = new Set(['margin-floor', 'fit']);

/** Returns what a check says, as far as a brief repeats it. */
export function summaryWords({ rule, summary }: Pick<ReportCheck, 'rule' | 'summary'>): Words {
  return KEPT_BACK.has(rule) ? ['its numbers stay in handoff check'] : [told(summary)];
}

/** Returns the price, what is customized for which price, and what was given away. No cost rates and no margin. */
export function moneySection({ facts }: Known): Section {
  const { deal, policy } = facts;
  const { total, exceptions = [] } = deal.file.pricing ?? {};
  const money = (cents: number): string => formatMoney(cents, policy.currency);
  const given = exceptions.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const price =
    total !== undefined
      ? entry('Price', [money(total)])
      : deal.listPrice !== null
        ? entry('Price', [`${money(deal.listPrice - given)}, as the library has it`])
        : missing('Price', ['not known: the library does not price an item, and the deal says no total']);
  const entries: Entry[] = [
    price,
    ...(total !== undefined && deal.listPrice !== null ? [entry('By the list', [money(deal.listPrice)])] : []),
    ...(exceptions.length === 0
      ? [entry('Given away', ['nothing'])]
      : exceptions.map(({ what, amount }) =>
          entry('Given away', say`${quote(what)}, ${amount === undefined ? 'nobody says how much' : money(amount)}`),
        )),
  ];
  const blocks: Block[] = [
    { kind: 'entries', entries },
    { kind: 'note', words: ['Rates and the margin are left out: nobody needs them to deliver, and a brief travels.'] },
  ];
  return { id: 'money', title: 'Money that delivery may know', blocks };
}

/** Returns the approvals, waivers and named dates of the deal, with how each stands. */
export function signedSection({ facts, judgement, deal }: Known): Section {
  const asked = judgement.checks.flatMap(({ rule, verdict, approvals }) =>
    approvals
      .map((approvable) => ({ rule, approvable, stand: approvalOf(facts, approvable) }))
      // What a passing rule would have approved if somebody asked for it, nobody has to approve.
      .filter(({ stand }) => verdict === 'fail' || verdict === 'needs-approval' || stand.state !== 'none'),
  );
  const waived = deal.checks.flatMap(({ rule, waiver, waiver_lapsed: lapsed }): Entry[] => [
    ...(waiver === null
      ? []
      : [
          entry(
            'Waived',
            say`${code(rule)}, by ${code(waiver.by)} on ${waiver.at}, until ${waiver.until}${waiver.ends_soon ? ' (ends soon)' : ''}`,
            KEPT_BACK.has(rule) ? [] : [say`because ${quote(waiver.reason)}`],
          ),
        ]),
    ...(lapsed === null ? [] : [missing('Not waived any more', say`${code(rule)}: ${told(lapsed)}`)]),
  ]);
  const unused = deal.unused_waivers.map(({ rule, by, until, because }) =>
    entry('Waiver without use', say`${code(rule)}, by ${code(by)} until ${until}: ${told(because)}`),
  );
  const dated = facts.signoffs
    .filter(({ type }) => type === 'handoff/date@1')
    .map(({ by, at, date, reason, level }) =>
      entry(
        'Date named',
        say`${dateText(date)}, by ${code(by)} on ${formatDay(at)} (${level})`,
        reason === undefined ? [] : [say`because ${quote(reason)}`],
      ),
    );
  const entries = [
    meetingEntry(facts),
    ...asked.map(({ rule, approvable, stand }) => approvalEntry(rule, approvable, stand, facts)),
    ...waived,
    ...unused,
    ...dated,
  ];
  const blocks: Block[] = [
    { kind: 'entries', entries },
    ...(entries.length === 1
      ? [{ kind: 'note', words: ['Nothing of this deal was asked to be approved, nothing is waived, and no date was named.'] } as const]
      : []),
  ];
  return { id: 'approvals', title: 'Approvals and waivers', blocks };
}

/** The transfer meeting, as the gate tells it: what was answered there is for whoever was not. */
function meetingEntry(facts: Facts): Entry {
  const { state } = facts.deal;
  const { notAsked, lines } = gateOf(facts);
  if (notAsked !== null) return entry('Transfer meeting', ['none is asked: ', told(notAsked)]);
  if (state !== 'signed' && state !== 'done') return entry('Transfer meeting', ['after the signature (', code('handoff gate'), ')']);
  const record = lines.find(({ part }) => part === 'record')!;
  const others = lines.filter(({ part }) => part !== 'record' && part !== 'signature').map(({ says }): Words => [told(says)]);
  return lines.every(({ there }) => there)
    ? entry('Transfer meeting', [told(record.says)], others)
    : missing('Transfer meeting', [
        told(lines.find(({ there }) => !there)!.says),
        '; the project may not start (',
        code('handoff gate'),
        ')',
      ]);
}

function dateText(date: SignOff['date']): string {
  return date === undefined ? 'no day' : formatDay(date);
}

function approvalEntry(rule: string, approvable: Approvable, stand: Approval, facts: Facts): Entry {
  const what = say`${told(approvable.what)} (${code(rule)})`;
  switch (stand.state) {
    case 'approved': {
      const { until, level, reason } = stand.signoff;
      const holds = until === undefined ? 'until any of it changes' : `until ${formatDay(until)}`;
      const why = reason === undefined ? [] : [say`because ${quote(reason)}`];
      return entry('Approved', what, [say`by ${code(stand.by)} on ${formatDay(stand.at)} (${level}), ${holds}`, ...why]);
    }
    case 'stale':
    case 'none':
      return missing('Not approved', [
        ...what,
        ': ',
        told(approvalText(stand)),
        '; ',
        told(whoText(facts.policy, approvable.who)),
        ' may approve it',
      ]);
  }
}

/** Returns what the customer will read. */
export function documentsSection({ facts }: Known): Section {
  const entries = facts.documents.map(({ path, read }) =>
    'text' in read ? entry('Document', [code(path)]) : missing('Document', say`${code(path)} ${told(read.problem)}`),
  );
  const blocks: Block[] = [
    { kind: 'entries', entries: entries.length === 0 ? [missing('Documents', ['not said: the deal names none'])] : entries },
  ];
  return { id: 'documents', title: 'Documents', blocks };
}

/** Returns what is open: what nobody could judge, what is only waived, what was said and never ended, what is not answered; then what is answered. */
export function openSection({ facts, deal }: Known): Section {
  const open = openOf(facts, deal.checks);
  const answers = facts.deal.file.discovery.filter(({ answer }) => !isBlank(answer));
  const ask = (id: string): string | undefined =>
    facts.deal.items.flatMap(({ entry: library }) => library?.questions ?? []).find((each) => each.id === id)?.ask;
  const blocks: Block[] = [
    open.length === 0
      ? {
          kind: 'note',
          words: ['No question is unanswered, and no check is waived or not judged; what nobody has said is told in its own section.'],
        }
      : { kind: 'entries', entries: open },
    { kind: 'heading', words: ['Asked and answered'] },
    answers.length === 0
      ? { kind: 'note', words: ['No question is answered in the deal.'] }
      : {
          kind: 'entries',
          entries: answers.map(({ question, answer, closed, owner }) =>
            entry(
              [quote(ask(question) ?? question)],
              [quote(answer!)],
              [
                ...(closed === undefined ? [] : [[`closed on ${formatDay(closed)}`]]),
                ...(owner === undefined ? [] : [say`owned by ${name(owner)}`]),
              ],
            ),
          ),
        },
  ];
  return { id: 'open', title: 'Open questions', blocks };
}

function openOf({ deal }: Facts, checks: readonly ReportCheck[]): Entry[] {
  const of = (label: string, which: (check: ReportCheck) => boolean): Entry[] =>
    checks
      .filter((check) => check.told_by === null && which(check))
      .map((check) => ({ ...entry(label, say`${code(check.rule)}: ${summaryWords(check)}`), missing: true as const }));
  const soft = (deal.file.soft_promises ?? []).filter(({ resolution }) => resolution === undefined);
  const answered = new Set(deal.file.discovery.flatMap(({ question, answer }) => (isBlank(answer) ? [] : [question])));
  const library = deal.items
    .flatMap(({ entry: each }) => each?.questions ?? [])
    .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index);
  const own = deal.file.discovery
    .filter(({ question }) => !library.some(({ id }) => id === question))
    .map(({ question }) => ({ id: question, ask: question }));
  return [
    ...of('Waived', ({ verdict }) => verdict === 'waived'),
    ...of('Not judged', ({ verdict }) => verdict === 'unknown'),
    ...of('Told, not blocking', ({ verdict, blocking }) => !blocking && (verdict === 'fail' || verdict === 'needs-approval')),
    ...soft.map(({ said }) => missing('Said, and not ended', [quote(said)])),
    ...[...library, ...own].filter(({ id }) => !answered.has(id)).map(({ ask }) => missing('Not answered', [quote(ask)])),
  ];
}
