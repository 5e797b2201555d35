/**
 * `handoff gate`: whether the project may start. After the signature the transfer meeting is on record, with three different people (who sold it, who manages the project,
 * who leads the work), and it answered why they buy, who is for it and against it, and every soft promise. Plain data out of a deal's facts; each part is told by
 * itself, there or missing, so that a person knows what is left to do.
 *
 * The record counts by who wrote it: the project manager, or a delivery lead, who does not sell the deal. What the seller types is no record.
 */
import { formatDay } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { DRIVERS, MEETING_SUBJECT, meetingMeaning, type Meeting } from '../model/meeting.ts';
import { isOnePerson, isPrincipal, isSeller, personId } from '../model/people.ts';
import { changesBetween, standing, whyLapsed, whyWeak, type SignOff } from '../model/signoff.ts';
import { significantBecause } from '../model/size.ts';
import { fold, listed } from '../model/words.ts';
import { changesText, whoText } from '../rules/approvals.ts';
import { isBlank } from '../rules/texts/placeholder.ts';
import { signCommand } from './verification.ts';

/** The parts of the gate. */
export const GATE_PARTS = [
  'signature',
  'record',
  'seller',
  'project-manager',
  'lead-consultant',
  'customer',
  'why',
  'people',
  'soft-promises',
] as const;
/** A part of the gate. */
type GatePart = (typeof GATE_PARTS)[number];

/** How it stands with one part. */
export interface GateLine {
  readonly part: GatePart;
  readonly there: boolean;
  readonly says: string;
  /** What to do; empty where it is there. */
  readonly help: string;
}

/** How it stands with the gate. */
export interface Gate {
  /** Whether the project may start. */
  readonly open: boolean;
  /** Why no meeting is asked of this deal; null where one is. */
  readonly notAsked: string | null;
  readonly lines: readonly GateLine[];
  /** The record that the lines are of, by the name of its content; null where there is none. */
  readonly meeting: string | null;
}

const TYPE = 'handoff/meeting@1';

/** Returns who manages the project, as capacity names them, or why nobody does who may. */
export function managerOf(
  facts: Pick<Facts, 'deal' | 'capacity'>,
): { readonly id: string } | { readonly lacks: string; readonly help: string } {
  const { deal, capacity } = facts;
  const named = deal.file.delivery.project_manager;
  const ids = listed(capacity.people.map(({ id }) => id).slice(0, 8), 'or');
  const help = `delivery: {project_manager: …} in ${deal.path}${ids === '' ? '' : `: ${ids}`}`;
  if (named === undefined) return { lacks: 'nobody is named as the project manager', help };
  const id = personId(capacity, named);
  if (!capacity.people.some((person) => person.id === id))
    return { lacks: `the project manager '${named}' is not among the people of capacity`, help };
  if (isSeller(facts, id)) return { lacks: `the project manager ${id} sells this deal, and nobody hands over to themselves`, help };
  return { id };
}

/** Returns who may lead the work: the owner of the delivery and the doers of its promises, who are in capacity, do not sell it, and do not manage the project. */
export function leadsOf(facts: Pick<Facts, 'deal' | 'capacity'>): string[] {
  const { deal, capacity } = facts;
  const manager = managerOf(facts);
  const named = [...(deal.owner === null ? [] : [deal.owner.id]), ...deal.promises.flatMap(({ doer }) => doer ?? [])];
  const ids = new Set(named.map((each) => personId(capacity, each)));
  return [...ids].filter(
    (id) => capacity.people.some((person) => person.id === id) && !isSeller(facts, id) && !('id' in manager && manager.id === id),
  );
}

/** Returns why somebody's record of the meeting does not count, in words; null when it does. */
export function whyNotRecorder(facts: Pick<Facts, 'deal' | 'capacity' | 'policy'>, by: string): string | null {
  // Who sells is taken from the deal alone: git would name whoever runs this.
  if (facts.deal.file.seller === undefined) return 'the deal does not say who sells it (seller), and nobody hands over to themselves';
  if (isSeller(facts, by)) return `${by} sells this deal`;
  const manager = managerOf(facts);
  if ('id' in manager && isOnePerson(facts.capacity, manager.id, by)) return null;
  return isPrincipal(facts, 'delivery-lead', by) ? null : `${by} is neither the project manager nor a delivery lead`;
}

/** Returns who may record the meeting, by name: `ines (project manager) or ana (delivery lead)`. */
export function recordersText(facts: Pick<Facts, 'deal' | 'capacity' | 'policy'>): string {
  const manager = managerOf(facts);
  return [...('id' in manager ? [`${manager.id} (project manager)`] : []), whoText(facts.policy, 'delivery-lead')].join(' or ');
}

/** Returns the records of the meeting that nothing takes the place of, whoever wrote them. */
export function meetingsOf({ signoffs }: Pick<Facts, 'signoffs'>): SignOff[] {
  return standing(signoffs.filter(({ type, subject }) => type === TYPE && subject === MEETING_SUBJECT));
}

/** Why no transfer meeting is asked of a deal; null where one is. What nobody knows to be small is not. */
function whyNotAsked({ deal, policy, capacity, calendar, notStandard }: Facts): string | null {
  if (notStandard.length === 0) return 'a standard deal is what the library says';
  const { amount, effort } = policy.significant;
  if (amount === undefined && effort === undefined) return null;
  // A deal's author writes its total: it makes no deal smaller than its parts.
  const total = deal.file.pricing?.total;
  const price = total === undefined || deal.listPrice === null ? (deal.listPrice ?? null) : Math.max(total, deal.listPrice);
  if (deal.items.some(({ entry }) => entry === null) || (amount !== undefined && price === null)) return null;
  return significantBecause(policy, { items: deal.items, price }, capacity, calendar) === null
    ? 'the deal is not significant (handoff.yaml → significant)'
    : null;
}

/** Returns how it stands with the gate of a deal. */
export function gateOf(facts: Facts): Gate {
  const signature = signatureLine(facts);
  const notAsked = whyNotAsked(facts);
  if (notAsked !== null) return { open: signature.there, notAsked, lines: [signature], meeting: null };
  // Two of one day come from two branches: the one with less missing is told.
  const counted = meetingsOf(counting(facts, whyLapsed));
  // What only lacks its signature is looked into: that is then all that is missing, and the rest need not be recorded anew.
  const given = counted.length > 0 ? counted : meetingsOf(counting(facts, (_, signoff) => whyUntimely(facts, signoff)));
  const gates = (given.length === 0 ? [null] : given).map((signoff) => ({
    lines: [signature, ...linesOf(facts, signoff)],
    meeting: signoff?.id ?? null,
  }));
  const best = gates.sort((a, b) => lackOf(a.lines) - lackOf(b.lines))[0];
  return { open: lackOf(best.lines) === 0, notAsked: null, ...best };
}

function lackOf(lines: readonly GateLine[]): number {
  return lines.filter(({ there }) => !there).length;
}

/** The facts with only those records whose writer may write them, and against which `whyNot` says nothing. */
function counting(facts: Facts, whyNot: typeof whyLapsed): Pick<Facts, 'signoffs'> {
  return {
    signoffs: facts.signoffs.filter(
      (each) => each.type === TYPE && whyNotRecorder(facts, each.by) === null && whyNot(facts, each) === null,
    ),
  };
}

/** Why a record does not count, whoever signs it; null where at most a signature is missing. */
function whyUntimely(facts: Facts, signoff: SignOff): string | null {
  return whyWeak(facts, signoff) === null ? whyLapsed(facts, signoff) : whyLapsed(facts, { ...signoff, level: 'ssh' });
}

function linesOf(facts: Facts, signoff: SignOff | null): GateLine[] {
  const meeting = signoff?.meeting ?? null;
  return [
    recordLine(facts, signoff),
    sellerLine(facts, meeting),
    managerLine(facts, meeting),
    leadLine(facts, meeting),
    ...(facts.policy.meeting.customer || meeting?.customer ? [customerLine(facts, meeting)] : []),
    whyLine(meeting),
    peopleLine(meeting),
    softLine(facts, meeting),
  ];
}

const there = (part: GatePart, says: string): GateLine => ({ part, there: true, says, help: '' });
const lacks = (part: GatePart, says: string, help: string): GateLine => ({ part, there: false, says, help });
const RECORD_ANEW = 'record it anew: handoff gate DEAL --record';

function recordHelp({ deal }: Pick<Facts, 'deal'>): string {
  return RECORD_ANEW.replace('DEAL', deal.path);
}

function signatureLine({ deal, today }: Facts): GateLine {
  const { signed } = deal.file.dates;
  if (deal.state === 'lost') return lacks('signature', 'the deal is lost', 'nothing is to start');
  if (signed !== undefined && signed > today)
    return lacks('signature', `the signature on ${formatDay(signed)} is still to come`, 'nothing starts before it');
  if (deal.state === 'signed' || deal.state === 'done')
    return there('signature', signed === undefined ? 'the deal is signed' : `signed on ${formatDay(signed)}`);
  return lacks(
    'signature',
    `the deal is ${deal.state}, and nothing starts before the signature`,
    `once it is signed: handoff confirm ${deal.path}`,
  );
}

function recordLine(facts: Facts, signoff: SignOff | null): GateLine {
  const { signed } = facts.deal.file.dates;
  if (signoff?.meeting === undefined) {
    const [other] = meetingsOf(facts);
    const because =
      other === undefined
        ? ''
        : `: that of ${formatDay(other.at)} does not count, ${whyNotRecorder(facts, other.by) ?? whyLapsed(facts, other)}`;
    const help = `ask ${recordersText(facts)}: handoff gate ${facts.deal.path} --record`;
    return lacks('record', `no transfer meeting is on record${because}`, help);
  }
  const { by, at, level, meeting, meaning } = signoff;
  const told = `held on ${formatDay(meeting.held)}, recorded by ${by} on ${formatDay(at)} (${level})`;
  if (meeting.held > at) return lacks('record', `${told}, which is before it was held`, recordHelp(facts));
  if (signed !== undefined && meeting.held < signed)
    return lacks('record', `${told}, which is before the signature on ${formatDay(signed)}`, `meet once more, and ${recordHelp(facts)}`);
  const changes = changesBetween(meaning, meetingMeaning(facts));
  if (changes.length > 0)
    return lacks('record', `${told}, and since then ${changesText(changes)}`, `speak of it, and ${recordHelp(facts)}`);
  const weak = whyWeak(facts, signoff);
  if (weak !== null) return lacks('record', `recorded, not signed yet: ${weak}`, signCommand(facts.deal.path, [signoff]));
  return there('record', told);
}

/** What is said where there is no record to look into. */
const UNRECORDED = 'not recorded';

function sellerLine(facts: Facts, meeting: Meeting | null): GateLine {
  const { deal } = facts;
  const called = deal.seller.name ?? deal.seller.email ?? 'the seller';
  if (deal.file.seller === undefined)
    return lacks('seller', 'the deal does not say who sells it', `add seller: {name: …, email: …} to ${deal.path}`);
  if (meeting === null) return lacks('seller', `${called}, who sold it: ${UNRECORDED}`, '');
  if (meeting.seller === null) return lacks('seller', `${called}, who sold it, was not there`, `meet once more, and ${recordHelp(facts)}`);
  if (!isSeller(facts, meeting.seller))
    return lacks('seller', `${meeting.seller} was there, and ${called} sells it now`, `meet once more, and ${recordHelp(facts)}`);
  return there('seller', `${called}, who sold it, was there`);
}

function managerLine(facts: Facts, meeting: Meeting | null): GateLine {
  const manager = managerOf(facts);
  if ('lacks' in manager) return lacks('project-manager', manager.lacks, manager.help);
  const { id } = manager;
  if (meeting === null) return lacks('project-manager', `${id}, who manages the project: ${UNRECORDED}`, '');
  const who = meeting.project_manager;
  if (who === null)
    return lacks('project-manager', `${id}, who manages the project, was not there`, `meet once more, and ${recordHelp(facts)}`);
  if (!isOnePerson(facts.capacity, who, id))
    return lacks('project-manager', `${who} was there, and ${id} manages the project now`, `meet once more, and ${recordHelp(facts)}`);
  return there('project-manager', `${id}, who manages the project, was there`);
}

function leadLine(facts: Facts, meeting: Meeting | null): GateLine {
  const leads = leadsOf(facts);
  const could = listed(leads, 'or');
  if (leads.length === 0) {
    const help = `name somebody else as the owner of the delivery, as a doer, or as the project manager: delivery: {owner: …, project_manager: …} in ${facts.deal.path}`;
    return lacks('lead-consultant', 'nobody leads the work who is neither the seller nor the project manager', help);
  }
  if (meeting === null) return lacks('lead-consultant', `who leads the work (${could}): ${UNRECORDED}`, '');
  const who = meeting.lead_consultant;
  if (who === null)
    return lacks('lead-consultant', `nobody who leads the work was there (${could})`, `meet once more, and ${recordHelp(facts)}`);
  const id = personId(facts.capacity, who);
  // By what they are now: somebody who has come to manage the project, or to sell it, is not a third person any more.
  if (!leads.includes(id))
    return lacks(
      'lead-consultant',
      `${who} was there, and does not lead the work now (${could})`,
      `meet once more, and ${recordHelp(facts)}`,
    );
  return there('lead-consultant', `${id}, who leads the work, was there`);
}

function customerLine(facts: Facts, meeting: Meeting | null): GateLine {
  const { name } = facts.deal.customer;
  if (meeting === null) return lacks('customer', `${name}: ${UNRECORDED}`, '');
  if (meeting.customer === null || isBlank(meeting.customer))
    return lacks(
      'customer',
      `nobody of ${name} was there, and policy wants them to be (handoff.yaml → meeting)`,
      `meet once more, and ${recordHelp(facts)}`,
    );
  return there('customer', `${meeting.customer} of ${name} was there`);
}

const DRIVEN: Readonly<Record<(typeof DRIVERS)[number], string>> = { cost: 'cost', share: 'share of the market', risk: 'risk' };

function whyLine(meeting: Meeting | null): GateLine {
  if (meeting === null) return lacks('why', `why they buy (cost, share or risk): ${UNRECORDED}`, '');
  if (isBlank(meeting.why)) return lacks('why', `why they buy is not answered: '${meeting.why}'`, 'ask who sold it, and record it anew');
  return there('why', `why they buy: ${DRIVEN[meeting.driver]}, '${meeting.why}'`);
}

function peopleLine(meeting: Meeting | null): GateLine {
  if (meeting === null) return lacks('people', `champion, sceptic and friction: ${UNRECORDED}`, '');
  const blank = (['champion', 'sceptic', 'friction'] as const).filter((key) => isBlank(meeting[key]));
  if (blank.length > 0)
    return lacks('people', `${listed(blank)} ${blank.length === 1 ? 'is' : 'are'} not answered`, 'ask who sold it, and record it anew');
  return there('people', `champion: '${meeting.champion}'; sceptic: '${meeting.sceptic}'; friction: '${meeting.friction}'`);
}

function softLine(facts: Facts, meeting: Meeting | null): GateLine {
  const soft = facts.deal.file.soft_promises ?? [];
  if (meeting === null) {
    const many = soft.length === 0 ? 'what was said besides' : soft.length === 1 ? 'the soft promise' : `the ${soft.length} soft promises`;
    return lacks('soft-promises', `${many}: ${UNRECORDED}`, '');
  }
  const answers = new Map(meeting.soft_promises.map(({ said, answer }) => [fold(said), answer]));
  const open = soft.filter(({ said }) => isBlank(answers.get(fold(said))));
  if (open.length > 0)
    return lacks(
      'soft-promises',
      `${listed(open.map(({ said }) => `'${said}'`))} ${open.length === 1 ? 'is' : 'are'} not answered`,
      recordHelp(facts),
    );
  const { unwritten } = meeting;
  if (unwritten !== null && !soft.some(({ said }) => fold(said) === fold(unwritten))) {
    const help = `add it to the deal with how it ends (soft_promises), and ${recordHelp(facts)}`;
    return lacks('soft-promises', `'${unwritten}' had been said too, and the deal does not say so`, help);
  }
  return there(
    'soft-promises',
    soft.length === 0
      ? 'nothing was said besides'
      : `${soft.length === 1 ? 'the soft promise is' : `all ${soft.length} soft promises are`} answered`,
  );
}
