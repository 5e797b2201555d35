/** Who is who: files name people by id or by e-mail, and a sale by the seller's name too. */
import type { Capacity } from './capacity.ts';
import type { Facts } from './facts.ts';
import type { Principal } from './policy.ts';
import { fold } from './words.ts';

/** Returns the id of the person of capacity that a name means, by id or by e-mail; the name itself where capacity knows nobody of it. */
export function personId({ people }: Pick<Capacity, 'people'>, name: string): string {
  const wanted = fold(name);
  return people.find(({ id, email }) => id === name || (email !== undefined && fold(email) === wanted))?.id ?? name;
}

/** Whether two names mean one person. */
export function isOnePerson(capacity: Pick<Capacity, 'people'>, one: string, other: string): boolean {
  return fold(personId(capacity, one)) === fold(personId(capacity, other));
}

/** Whether somebody is one of policy's delivery leads, or of its leadership. */
export function isPrincipal({ policy, capacity }: Pick<Facts, 'policy' | 'capacity'>, principal: Principal, name: string): boolean {
  return (policy.principals[principal] ?? []).some((each) => isOnePerson(capacity, each, name));
}

/** Whether somebody is the seller of the deal, by e-mail or by name. */
export function isSeller({ deal, capacity }: Pick<Facts, 'deal' | 'capacity'>, name: string): boolean {
  const id = personId(capacity, name);
  const person = capacity.people.find((each) => each.id === id);
  const known = [name, id, person?.email, person?.name].flatMap((each) => (each === undefined ? [] : [fold(each)]));
  const { name: called, email } = deal.seller;
  return [called, email].some((each) => each !== undefined && known.includes(fold(personId(capacity, each))));
}
