/**
 * Lists to pick from that hold the right answers among wrong ones. The order and the choice of wrong ones hang on the promise alone, so everybody who is asked
 * about it sees the same list, and nobody can ask again until it is an easier one.
 */
import { fold } from '../../model/words.ts';
import { hashOf } from '../digest.ts';
import type { Choice } from './machine.ts';
import { masked } from './mask.ts';

/** How many wrong ones stand beside the right ones, where so many are known. */
const WRONG = 4;

/** What shows that something was delivered, wherever nothing better is known: plausible, and of no trade in particular. */
export const USUAL_EVIDENCE: readonly string[] = [
  'signed acceptance form',
  'delivery note with a stamp',
  'photographs of the finished work',
  'test report by an independent laboratory',
  'mail in which the customer confirms it',
  'log of the monitoring system',
  'minutes of the closing meeting',
  'invoice without objection',
];

/** What is often left out, and often thought to be in. */
export const USUAL_EXCLUSIONS: readonly string[] = [
  'Disposal of packaging',
  'Training of the staff',
  'Storage before collection',
  'Customs and import duties',
  'Work outside business hours',
  'Travel and accommodation',
  'Changes after approval',
  'Data migration',
];

/**
 * Returns the right answers among wrong ones, which are taken from the first source that still has some (`taking` of each, at most). What says the same as a
 * right one in other words is not offered as wrong; numbers and dates are masked in what is read, and kept in what is stored.
 */
export function offered(
  right: readonly string[],
  wrong: readonly { readonly from: readonly string[]; readonly taking: number }[],
  seed: string,
): Choice[] {
  const shuffled = (texts: readonly string[], salt: string): string[] =>
    texts
      .map((text) => ({ text, key: hashOf(`${seed}\n${salt}\n${text}`) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ text }) => text);
  const picked: Choice[] = [];
  const add = (text: string, label: string): boolean => {
    if (picked.some((each) => fold(each.label) === fold(label) || fold(each.value) === fold(text))) return false;
    picked.push({ value: text, label });
    return true;
  };
  for (const text of new Map(right.map((each) => [fold(each), each])).values()) {
    // Two that look alike without their numbers are both right, and both can be picked.
    let label = masked(text);
    while (!add(text, label)) label += ' (another one)';
  }
  const most = picked.length + WRONG;
  for (const { from, taking } of wrong) {
    let taken = 0;
    for (const text of shuffled(from, 'which')) {
      if (picked.length >= most || taken >= taking) break;
      if (!right.some((each) => saysTheSame(each, text)) && add(text, masked(text))) taken++;
    }
  }
  const order = shuffled(
    picked.map(({ value }) => value),
    'order',
  );
  return order.map((value) => picked.find((each) => each.value === value)!);
}

/** Whether half of the words of one are in the other: a 'signed delivery note' is a 'delivery note with a stamp' to most people. */
function saysTheSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => new Set(fold(text).match(/\p{L}{3,}/gu) ?? []));
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared > 0 && shared * 2 >= Math.min(a.size, b.size);
}
