/** Why a plan ends when it does, in words: the chain of steps that decides it, the role that holds it up, and why nothing is sooner. */
import { holderText } from '../../model/held.ts';
import { listedFew } from '../../model/words.ts';
import { proofWords, waitWords } from '../reasons.ts';
import type { ReportBound, ReportProof, ReportStep, ReportWhy } from '../report.ts';
import { hang, visible } from './width.ts';

/** Returns the chain, first step to last, and the role that holds it up. */
export function chainLines({ chain, bottleneck }: Pick<ReportWhy, 'chain' | 'bottleneck'>, width: number): string[] {
  const links = chain.flatMap(({ item, step, start, finish, waits, on, busy }) =>
    hang(
      `    ${start}  `,
      `${visible(item)}.${visible(step)} until ${finish}, ${waitWords(waits, visible(on))}${busy === null ? '' : busyWords(busy)}`,
      width,
    ),
  );
  return [...links, ...(bottleneck === null ? [] : hang('    ', bottleneckWords(bottleneck), width))];
}

/** Who has the role that a step waits for; nothing where nobody has it, and its people are not there. */
function busyWords({ step, held_by }: NonNullable<ReportWhy['chain'][number]['busy']>): string {
  if (step !== null) return `; until then ${visible(step)} has it`;
  return held_by.length === 0 ? '' : `; until then held by ${listedFew(held_by.map(holderWords))}`;
}

function holderWords({ booking, customer, hours, until }: NonNullable<ReportWhy['bottleneck']>['held_by'][number]): string {
  return `${visible(holderText(booking, customer, until ?? null))} ${hours}h`;
}

/** Returns whether and why no order of work is done sooner. */
export function boundLine(proof: ReportProof, bound: ReportBound | null, width: number): string[] {
  return hang('    ', visible(proofWords(proof, bound)), width);
}

/** Returns the role that holds a plan up, the interval, and whose bookings hold the role. */
function bottleneckWords({ role, from, to, used_hours, free_hours, held_by }: NonNullable<ReportWhy['bottleneck']>): string {
  const held = held_by.length === 0 ? '' : `; held by ${listedFew(held_by.map(holderWords))}`;
  return `bottleneck: ${visible(role)}, ${used_hours} of ${free_hours} free hours used ${from} to ${to}${held}`;
}

/** Returns what a step needs as a person reads it: `press, 2 sewer`; `nobody` is said of a step without needs. */
export function needsWords(needs: ReportStep['needs'], nobody = 'elapsed time'): string {
  const words = Object.entries(needs).map(([role, units]) => (units === 1 ? role : `${units} ${role}`));
  return words.join(', ') || nobody;
}

/** Returns how the steps of a plan are called: by themselves where there is one item, else with their item. */
export function namer(items: readonly string[]): (item: string, step: string) => string {
  const several = new Set(items).size > 1;
  return (item, step) => (several && item !== '' && step !== '' ? `${item}.${step}` : step === '' ? item : step);
}
