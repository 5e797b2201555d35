/**
 * Steps that can never work at once, because together they need more of some pool than it ever has: one of them is over before the other begins. Which one comes
 * first is an unknown of its own, 1 when the first step of the pair does, else 0. It is settled as soon as one of the two orders no longer fits into their windows,
 * and whoever comes second waits. A clause that says "this one before that one" holds for all starts for which it does; one that says the same by two starts must
 * be learned for each of them anew. With twice a check's budget, 16 instead of 14 of the 42 instances of j60 that lie nearest to a proof are proven.
 *
 * Source: disjunctive pairs as Boolean unknowns are as old as the disjunctive graph of B. Roy and B. Sussmann (1964).
 */
import { APART_BACKWARD, APART_FORWARD, KINDS, type State } from './state.ts';
import { raise, reasonOf2 } from './trail.ts';

/** What a step that is looked at costs beside the other looks, as measured: mostly it is one comparison. */
const GLANCE = 1 / 8;

/** Draws what follows from a bound of a step that was raised: who cannot come first any more, and how long those wait that come second; false on a contradiction. */
export function choose(state: State, bound: number): boolean {
  const { value, starts, ends } = state;
  const i = bound >> 1;
  const list = state.apart[i];
  const leads = state.apartLead[i];
  state.effort += list.length * GLANCE;
  if ((bound & 1) === 0) {
    const end = ends[i][value[bound]];
    for (let k = 0; k < list.length; k++) {
      const lead = leads[k];
      const j = list[k];
      if (value[lead] === 1 - (lead & 1)) {
        if (!waitFor(state, j, end, lead)) return false;
      } else if (value[lead ^ 1] !== (lead & 1) && end > starts[j][-value[2 * j + 1]]) {
        if (!cannotLead(state, i, j, lead)) return false;
      }
    }
  } else {
    const start = starts[i][-value[bound]];
    for (let k = 0; k < list.length; k++) {
      const lead = leads[k];
      const j = list[k];
      if (value[lead ^ 1] === (lead & 1)) {
        if (!hurryFor(state, j, start, lead ^ 1)) return false;
      } else if (value[lead] !== 1 - (lead & 1) && ends[j][value[2 * j]] > start) {
        if (!cannotLead(state, j, i, lead ^ 1)) return false;
      }
    }
  }
  return true;
}

/** Step i would end after the last start of j, so j comes first. */
function cannotLead(state: State, i: number, j: number, lead: number): boolean {
  const { value, starts, ends, from, running } = state;
  const p = running[i][starts[j][-value[2 * j + 1]]];
  const q = from[j][ends[i][p]] - 1;
  return raise(state, lead ^ 1, lead & 1, reasonOf2(state, 2 * i, p, 2 * j + 1, -q));
}

/** Step j comes second by a choice: it begins no sooner than the other one is over. */
function waitFor(state: State, j: number, end: number, lead: number): boolean {
  const soonest = state.from[j][end];
  return state.value[2 * j] >= soonest || raise(state, 2 * j, soonest, (lead << KINDS) | APART_FORWARD);
}

/** Step i comes first by a choice: it is over when the other one begins at the latest. */
function hurryFor(state: State, i: number, start: number, lead: number): boolean {
  const latest = state.running[i][start] - 1;
  return -state.value[2 * i + 1] <= latest || raise(state, 2 * i + 1, -latest, (lead << KINDS) | APART_BACKWARD);
}

/** Draws what follows from a choice that was settled; false on a contradiction. */
export function keepApart(state: State, lead: number): boolean {
  const { value, starts, ends } = state;
  const pair = (lead >> 1) - state.sink - 1;
  const isFirst = (lead & 1) === 0;
  const i = isFirst ? state.firsts[pair] : state.seconds[pair];
  const j = isFirst ? state.seconds[pair] : state.firsts[pair];
  state.effort += 2;
  return waitFor(state, j, ends[i][value[2 * i]], lead) && hurryFor(state, i, starts[j][-value[2 * j + 1]], lead);
}

/** Settles at the root those choices that windows leave nothing of; false when some pair cannot be put in any order. */
export function settleChoices(state: State): boolean {
  if (state.tables.sameOrder !== null) return true;
  for (let step = 0; step < state.n; step++) if (!choose(state, 2 * step)) return false;
  return true;
}
