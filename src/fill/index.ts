/**
 * `handoff fill`: the values that operations' files give a deal, written into its file with where each comes from. What somebody typed stays; what fill wrote itself
 * it writes anew. What would make a check fail that did not before is left out.
 */
import { addDuration, onOrAfter } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import { pathText } from '../model/place.ts';
import type { Checked } from '../options/way.ts';
import type { Check } from '../rules/run.ts';
import { changesOf, computedOf, deskOf, type Change, type Desk, type ToFill, type Typed } from './compute.ts';
import { readDeal } from './read.ts';
import type { Part, Value } from './values.ts';
import { withFilled } from './write.ts';

/** What filling a deal comes to. */
export interface Filling {
  readonly text: string;
  readonly changes: readonly Change[];
  /** Typed by hand, and not what is computed: left as it is. */
  readonly kept: readonly Typed[];
  /** What was not written because a check would fail by it, and what that check says. */
  readonly leftOut: readonly { readonly part: Part; readonly rule: string; readonly because: string }[];
  /** What of the record could not be read; null where all of it could. */
  readonly problem: string | null;
  /** The deal as it is then. */
  readonly after: Checked;
}

/** Why it cannot be written, and what to type by hand. */
interface Unwritten {
  readonly problem: string;
  readonly text?: never;
}

/** What may be left out where it makes a check fail, the least needed first. */
const OPTIONAL: readonly Part[] = ['staffing', 'promises', 'inputs', 'price', 'phases'];

/** How often dates are worked out again because a phase's own date moved the whole. */
const ROUNDS = 3;

/** Returns what filling the text of a deal comes to; or why it cannot be written, and what to type by hand. `overwrite`: also what was typed. */
export function fillingOf(deal: ToFill, text: string, overwrite: boolean): Filling | Unwritten {
  const read = readDeal(text);
  if (read === null) return { problem: 'the deal cannot be read any more' };
  const desk = deskOf(deal, read, overwrite);
  const { bare } = desk;
  let offered: Checked = bare;
  let filled: Filling | Unwritten = written(desk, text, computedOf(desk, offered), new Set());
  for (let round = 0; round < ROUNDS && filled.text !== undefined; round++) {
    const later = laterThan(filled.after, offered);
    if (later === null) break;
    offered = { ...bare, judgement: { ...bare.judgement, safe: later.safe, offer: later.offer } };
    filled = written(desk, text, computedOf(desk, offered), new Set());
  }
  if (filled.text === undefined) return filled;
  return withoutHarm(desk, text, computedOf(desk, offered), filled);
}

/** The safe date and the offer of the deal as it is filled, where its own phases have moved it past what was offered; else null. */
function laterThan({ facts, judgement }: Checked, offered: Checked): { readonly safe: Day; readonly offer: Day } | null {
  const { safe } = judgement;
  const before = offered.judgement.safe;
  if (safe === null || before === null || safe <= before) return null;
  const { calendar, policy } = facts;
  return { safe, offer: onOrAfter(calendar, addDuration(calendar, safe, policy.buffers.sales) ?? safe) ?? safe };
}

/** Leaves out what makes a check fail that did not before: a promise that its doer has restated, a pattern that nobody can hold. */
function withoutHarm(desk: Desk, text: string, values: readonly Value[], filled: Filling): Filling {
  const worse = worseIn(desk.deal, filled.after);
  if (worse.length === 0) return filled;
  const parts = OPTIONAL.filter((part) =>
    values.some((value) => value.part === part && filled.changes.some(({ key }) => key === pathText(value.path))),
  );
  const left = new Set<Part>();
  let best = filled;
  let still: readonly Check[] = worse;
  for (const part of parts) {
    if (still.length === 0) break;
    const tried = written(desk, text, values, new Set([...left, part]));
    if (tried.text === undefined) continue;
    const now = worseIn(desk.deal, tried.after);
    if (now.length >= still.length) continue;
    left.add(part);
    const [mended] = still.filter(({ rule }) => !now.some((check) => check.rule === rule));
    best = { ...tried, leftOut: [...best.leftOut, { part, rule: mended.rule, because: mended.summary }] };
    still = now;
  }
  return best;
}

/** Checks that fail, or cannot be judged, and did not before. */
function worseIn(before: Checked, after: Checked): Check[] {
  const failing = ({ verdict, blocking }: Check): boolean =>
    verdict === 'fail' || verdict === 'needs-approval' || (verdict === 'unknown' && blocking);
  const failed = new Set(before.judgement.checks.filter(failing).map(({ rule }) => rule));
  return after.judgement.checks.filter((check) => failing(check) && !failed.has(check.rule));
}

/** Writes values into the text of a deal, all but some parts of them, and judges what comes of it. */
function written(desk: Desk, text: string, values: readonly Value[], without: ReadonlySet<Part>): Filling | Unwritten {
  const { changes, kept, edits, record } = changesOf(desk, values, without);
  const result = withFilled(text, edits, record);
  if ('problem' in result) return result;
  const after = readDeal(result.text);
  if (after === null) return { problem: 'what would be written is no deal' };
  return { text: result.text, changes, kept, leftOut: [], problem: desk.record.problem, after: desk.deal.recheck(after.file) };
}
