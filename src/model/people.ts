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
export function isSeller(
  { deal, capacity }: Pick<Facts, 'capacity'> & { readonly deal: Pick<Facts['deal'], 'seller'> },
  name: string,
): boolean {
  const id = personId(capacity, name);
  const person = capacity.people.find((each) => each.id === id);
  const known = [name, id, person?.email, person?.name].flatMap((each) => (each === undefined ? [] : [fold(each)]));
  const { name: called, email } = deal.seller;
  if ([called, email].some((each) => each !== undefined && known.includes(fold(personId(capacity, each))))) return true;
  // What a seller could write of themselves without a lie: an alias of their address, a title, an initial. Taken for too many, it only asks somebody else.
  const addresses = [name, person?.email].flatMap((each) => (each === undefined ? [] : [withoutAlias(each)]));
  if (email !== undefined && addresses.includes(withoutAlias(email))) return true;
  return called !== undefined && [name, person?.name].some((each) => each !== undefined && isSameName(each, called));
}

function withoutAlias(address: string): string {
  return fold(address).replace(/\+[^@]*(?=@)/, '');
}

/** Whether two names can be one person's: the same surname, and the same first name or its initial, whatever else stands there. */
function isSameName(one: string, other: string): boolean {
  const [parts, others] = [one, other].map((name): readonly string[] => fold(name).match(/[\p{L}\p{M}]+/gu) ?? []);
  const [first, last] = [parts[0], parts.at(-1)];
  if (parts.length < 2 || last === undefined || !others.includes(last)) return false;
  return others.some((each) => each !== last && (each === first || (each.length === 1 && first.startsWith(each))));
}
