/** The staffing pattern that a deal's own steps ask for: in words, and held against a pattern that is promised. */
import type { Capacity } from '../../model/capacity.ts';
import { WHOLE, type Need } from '../../model/units.ts';
import { listed } from '../../model/words.ts';
import { hoursOfPost, stepNeeds, type Headroom, type StepNeed } from '../../schedule/staffing.ts';
import { countOf, roleCount, roleSingular, rolePlural } from '../texts/roles-in-words.ts';
import type { Finding, RuleFacts } from '../rule.ts';
import type { Promised } from './staffing-posts.ts';

/** Returns the pattern of the steps: the most of each role and level that one step needs at once, highest level first; nothing where it is not known. */
export function patternOf(needs: readonly StepNeed[] | null, { capacity }: { readonly capacity: Capacity }): Need[] {
  const most = new Map<string, Need>();
  for (const { need } of needs ?? []) {
    const key = `${need.role}.${need.level ?? ''}`;
    const before = most.get(key)?.units ?? 0;
    most.set(key, { role: need.role, level: need.level, units: Math.max(before, need.units) });
  }
  const roles = Object.keys(capacity.roles);
  const rank = ({ role, level }: Need): number => (level === null ? -1 : capacity.roles[role].levels.indexOf(level));
  return [...most.values()].sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || rank(b) - rank(a));
}

/** Returns a pattern in words: `one principal, two seniors, one analyst`. */
export function patternWords(parts: readonly Need[]): string {
  const short = (level: string | null): boolean => parts.filter((part) => part.level === level).length === 1;
  return parts.map(({ role, level, units }) => countOf(units, roleSingular(role, level, short(level)))).join(', ');
}

/** Returns the pattern of the steps in words; null where it is not known. */
export function patternText(needs: readonly StepNeed[] | null, facts: { readonly capacity: Capacity }): string | null {
  const parts = patternOf(needs, facts);
  return parts.length === 0 ? null : patternWords(parts);
}

/**
 * Returns a finding for each level of a role at which the pattern has fewer people than one step needs at once, or fewer hours than all steps need. A higher
 * level does the work of a lower one. Roles that the pattern leaves out are staffed as their steps need them.
 */
export function uncovered(headroom: Headroom, promised: readonly Promised[], facts: RuleFacts): Finding[] {
  const needs = stepNeeds(facts);
  const roles = [...new Set(promised.flatMap(({ need }) => need?.role ?? []))];
  return needs === null ? [] : roles.flatMap((role) => uncoveredIn(role, needs, headroom, promised, facts) ?? []);
}

function uncoveredIn(
  role: string,
  needs: readonly StepNeed[],
  headroom: Headroom,
  promised: readonly Promised[],
  { capacity }: RuleFacts,
): Finding | null {
  const { levels } = capacity.roles[role];
  const rank = (level: string | null): number => (level === null ? 0 : levels.indexOf(level) + 1);
  const own = promised.filter(({ post }) => post.role === role);
  const place = own.find(({ need }) => need !== null)!.at;
  // The highest level first: whoever lacks a senior lacks one of everything below too.
  for (let level = levels.length; level >= 0; level--) {
    const name = level === 0 ? null : levels[level - 1];
    const steps = needs.filter(({ need }) => need.role === role && rank(need.level) >= level);
    const [largest] = [...steps].sort((a, b) => b.need.units - a.need.units);
    if (largest === undefined) continue;
    const posts = own.filter(({ post }) => rank(post.level) >= level);
    const units = posts.reduce((sum, each) => sum + each.units, 0);
    const who = rolePlural(capacity, role, name);
    if (units < largest.need.units) {
      const has = units === 0 ? `no ${who}` : `only ${roleCount(units, role, name)}`;
      return {
        message: `the pattern has ${has}, and '${largest.step}' needs ${largest.need.units === 1 ? 'one' : `${largest.need.units} at once`}`,
        at: place,
        help: `write ${name === null ? role : `${role}.${name}`}: ${largest.need.units}`,
        data: { role, level: name, units, needed: largest.need.units },
      };
    }
    const hours = posts.reduce((sum, { post, units: n }) => sum + n * hoursOfPost(headroom, post), 0);
    const needed = steps.reduce((sum, { need, hours: each }) => sum + need.units * each, 0);
    if (hours + 1e-9 < needed) {
      // What one line of the pattern would have to give beside the others: of the lowest level that will do, the one that gives least.
      const [line] = posts
        .filter(({ need }) => need !== null)
        .sort((a, b) => rank(a.post.level) - rank(b.post.level) || a.post.share - b.post.share);
      const others = hours - line.units * hoursOfPost(headroom, line.post);
      const whole = line.units * hoursOfPost(headroom, { ...line.post, share: WHOLE });
      const percent = Math.ceil((100 * (needed - others)) / whole - 1e-9);
      const them = posts.length === 1 ? 'them' : `'${role}${line.post.level === null ? '' : `.${line.post.level}`}' here`;
      const enough = percent <= 100 ? `give ${them} ${percent}%, or` : 'give it';
      return {
        message: `the pattern has ${tidy(hours)}h of ${who}, and the steps need ${tidy(needed)}h of them: ${listed([...new Set(steps.map(({ step }) => step))])}`,
        at: line.at,
        help: `${enough} more people or longer`,
        data: { role, level: name, hours: tidy(hours), needed_hours: tidy(needed) },
      };
    }
  }
  return null;
}

function tidy(hours: number): number {
  return Math.round(hours * 10) / 10;
}
