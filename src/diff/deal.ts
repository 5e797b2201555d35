/** One deal on two sides → what changed of it, and the causes, each seen by judging the older side with that change alone. */
import type { CheckOptions } from '../cli/asked.ts';
import { reportOn, sourcesOfRun, type Sources } from '../judging.ts';
import type { Capacity } from '../model/capacity.ts';
import { NO_WAYS } from '../options/way.ts';
import type { DiffCause, DiffDeal, DiffEntry, Input } from '../report/diff.ts';
import { addsUp, effectOf, together, turning, turnsVerdict, type Ends, type Outcome, type Trial, type Tried } from './causes.ts';
import { entriesOf } from './entries.ts';
import type { Window } from './hours.ts';
import { changedInputs, mixed, type Mixed } from './mix.ts';
import { saysOf, writtenOf } from './says.ts';
import type { Side, SideDeal } from './side.ts';
import { apartOn, datesBetween, findingsOf, isoOf, outcomeOf, standOf } from './stand.ts';

/** How often a deal may be judged again in one run; counted, not timed, so that two machines say the same. */
export interface Budget {
  left: number;
  spent: number;
  /** How often one was not judged again, since nothing was left. */
  refused: number;
}

/** Entries of capacity that are tried of one deal. */
const ENTRIES = 16;
/** Days that are looked at for hours where no date bounds them. */
const AHEAD = 120;

/** What a deal is compared with. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
  readonly options: CheckOptions;
  readonly budget: Budget;
}

/** What is not the same of a deal that is judged on both sides. */
export type Changed = Pick<DiffDeal, 'before' | 'after' | 'dates' | 'rules' | 'new' | 'gone' | 'causes' | 'together' | 'budget_spent'>;

/** Returns what changed of a deal that is judged on both sides; null where nothing did. */
export async function changedOf(id: string, sides: Sides): Promise<Changed | null> {
  const { before, after, budget } = sides;
  const [was, is] = [before.deals.get(id)!, after.deals.get(id)!];
  const [from, to] = [standOf(was), standOf(is)];
  const { calendar } = is.judged.facts;
  const [old, now] = [outcomeOf(was.report), outcomeOf(is.report)];
  const rules = [...new Set([...old.rules.keys(), ...now.rules.keys()])].flatMap((rule) => {
    const [one, other] = [old.rules.get(rule) ?? 'off', now.rules.get(rule) ?? 'off'];
    return one === other ? [] : [{ rule, before: one, after: other }];
  });
  const [found, finds] = [findingsOf(was), findingsOf(is)];
  const fresh = [...finds].flatMap(([print, finding]) => (found.has(print) ? [] : [finding]));
  const gone = [...found].flatMap(([print, finding]) => (finds.has(print) ? [] : [finding]));
  const same = JSON.stringify(from) === JSON.stringify(to) && rules.length + fresh.length + gone.length === 0;
  if (same) return null;

  const ends: Ends = { before: old, after: now, apart: apartOn(calendar) };
  const inputs = changedInputs(id, before, after);
  const refused = budget.refused;
  const tried = await triedInputs(id, inputs, now, sides);
  const alone = addsUp(tried, ends) && turnsVerdict(tried, ends);
  const causes: DiffCause[] = [];
  for (const { name: input, trial } of tried) {
    const entries = input === 'capacity' ? await entriesBetween(was, is, trial, ends, sides) : NO_ENTRIES;
    causes.push({ input, says: saysOf(input, id, before, after), ...effectOf(trial, ends, isoOf), ...entries });
  }
  // What was not tried says nothing, neither alone nor together.
  const both = alone || budget.refused > refused ? [] : await togetherOf(id, inputs, now, sides);
  return {
    before: from,
    after: to,
    dates: datesBetween(from, to, calendar),
    rules: rules.map((rule) => ({ ...rule, by: turning(rule.rule, tried, now) })),
    new: fresh,
    gone,
    causes,
    together: both,
    budget_spent: budget.refused > refused,
  };
}

const SPENT = 'not tried, since the budget was spent';
const NO_ENTRIES = { entries: [], entries_together: false, entries_untried: 0 };

/** Each changed input alone. Where only one changed, that is what the newer side is already. */
async function triedInputs(id: string, inputs: readonly Input[], now: Outcome, sides: Sides): Promise<Tried<Input>[]> {
  if (inputs.length === 1) return [{ name: inputs[0], trial: { outcome: now } }];
  const found: Tried<Input>[] = [];
  for (const name of inputs) {
    found.push({
      name,
      trial: await judgedBy(
        id,
        mixed(id, (input) => (input === name ? sides.after : sides.before)),
        sides,
      ),
    });
  }
  return found;
}

/** The inputs without which the newer side would be another. */
async function togetherOf(id: string, inputs: readonly Input[], now: Outcome, sides: Sides): Promise<readonly Input[]> {
  const without: Tried<Input>[] = [];
  for (const name of inputs) {
    const trial = await judgedBy(
      id,
      mixed(id, (input) => (input === name ? sides.before : sides.after)),
      sides,
    );
    without.push({ name, trial });
  }
  const found = together(without, now);
  if (without.some(({ trial }) => 'because' in trial && trial.because === SPENT)) return [];
  // Where each can be taken away without the date moving, nothing narrower can be said than all of them.
  return found.length > 1 ? found : inputs;
}

/** The entries of capacity one by one, each in the older side's files. */
async function entriesBetween(
  was: SideDeal,
  is: SideDeal,
  whole: Trial,
  ends: Ends,
  sides: Sides,
): Promise<Pick<DiffCause, 'entries' | 'entries_together' | 'entries_untried'>> {
  const { before } = sides;
  const window = windowOf(was, is, before);
  const [one, other] = [was, is].map((deal) => writtenOf(deal, deal.loaded.workspace.capacity));
  const all = entriesOf(one, other, window);
  const found: DiffEntry[] = [];
  const tried: Tried<string>[] = [];
  for (const { name, change, says, applied } of all.slice(0, ENTRIES)) {
    const trial: Trial =
      all.length === 1
        ? whole
        : applied === null
          ? { because: 'it names what only the newer files have' }
          : await judgedBy(
              was.id,
              mixed(was.id, () => before),
              sides,
              applied,
            );
    tried.push({ name, trial });
    found.push({ entry: name, change, says, ...effectOf(trial, ends, isoOf) });
  }
  const complete = 'outcome' in whole && all.length <= ENTRIES && tried.every(({ trial }) => 'outcome' in trial);
  return {
    entries: found,
    entries_together: 'outcome' in whole && complete && !addsUp(tried, { ...ends, after: whole.outcome }),
    entries_untried: all.length - found.length,
  };
}

/** From the first day to the later end of the two plans, and the roles that either asks for. */
function windowOf(was: SideDeal, is: SideDeal, { today }: Side): Window {
  const plans = [was, is].flatMap(({ judged }) => (judged.schedule.status === 'planned' ? [judged] : []));
  const ends = plans.flatMap(({ judgement: { safe }, schedule }) =>
    schedule.status === 'planned' ? [safe ?? 0, schedule.nominal.date] : [],
  );
  const roles = plans.flatMap(({ schedule }) =>
    schedule.status === 'planned' ? schedule.rows.flatMap(({ needs }) => needs.map(({ role }) => role)) : [],
  );
  const all = Object.keys(was.loaded.workspace.capacity.roles);
  return { from: today, to: ends.length === 0 ? today + AHEAD : Math.max(...ends), roles: new Set(roles.length === 0 ? all : roles) };
}

/** Judges a deal by mixed texts, with another capacity where one is given; what cannot be judged says why. */
async function judgedBy(id: string, { texts, today, world }: Mixed, { options, budget }: Sides, capacity?: Capacity): Promise<Trial> {
  if (budget.left < texts.deals.length) {
    budget.refused++;
    return { because: SPENT };
  }
  budget.left -= texts.deals.length;
  budget.spent += texts.deals.length;
  const asOf = { ...options, today };
  const sources = await sourcesOfRun(texts, asOf, world);
  const changed = capacity === undefined ? sources : withCapacity(sources, capacity);
  try {
    const { report } = reportOn(texts, changed, asOf, world, () => NO_WAYS);
    const [wrong] = report.diagnostics;
    if (wrong !== undefined)
      return { because: `by itself it does not fit the other files: ${wrong.file}:${wrong.line}:${wrong.column} ${wrong.message}` };
    const deal = report.deals.find((each) => each.deal === id);
    const fault = report.faults.some((each) => each.deal === id);
    return deal === undefined || fault ? { because: UNFIT } : { outcome: outcomeOf(deal) };
  } catch (error) {
    // Names are resolved on load, and this capacity was never loaded: it may lack what another file names.
    if (capacity === undefined) throw error;
    return { because: UNFIT };
  }
}

const UNFIT = 'by itself it does not fit the other files';

function withCapacity(sources: Sources, capacity: Capacity): Sources {
  return { ...sources, deals: sources.deals.map((deal) => ({ ...deal, workspace: { ...deal.workspace, capacity } })) };
}
