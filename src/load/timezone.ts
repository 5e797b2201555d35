/** The workspace's time zone: looked up also where nobody needs the clock, since a wrong one would be found by the next who does. */
import type { Diagnostic } from '../model/place.ts';
import { at } from './diagnose.ts';
import type { ParsedSource } from './source.ts';
import { ZONES } from './zones.ts';

/** Complains of a policy's time zone that does not exist. */
export function checkTimezone(policy: ParsedSource): Diagnostic[] {
  const node = policy.root?.entries?.get('timezone')?.node;
  // What is not text, or empty, is told by the schema.
  if (typeof node?.value !== 'string' || node.value.trim() === '' || isTimezone(node.value)) return [];
  const help = "write it as in the IANA's list: America/Chicago, Europe/Berlin, UTC";
  return [at(policy, node, 'policy/unknown-timezone', `'${node.value}' is no time zone`, help)];
}

function isTimezone(name: string): boolean {
  if (name === 'UTC' || ZONES.includes(` ${name} `)) return true;
  // Newer engines take offsets too, which know nothing of summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
