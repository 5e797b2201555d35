/** Which deals of a book one of several machines judges: a customer's stay together, since they are planned one after another. */
import { fold } from '../model/words.ts';
import type { Shard } from '../report/book/question.ts';

/** Returns the places of the deals of each of so many shares: customer by customer in turn, so that none has only the first. */
export function sharesOf(deals: readonly { readonly deal: { readonly customer: { readonly name: string } } }[], count: number): number[][] {
  const turn = new Map<string, number>();
  const shares = Array.from({ length: count }, (): number[] => []);
  deals.forEach(({ deal }, place) => {
    const customer = fold(deal.customer.name);
    const own = turn.get(customer) ?? turn.size % count;
    turn.set(customer, own);
    shares[own].push(place);
  });
  return shares;
}

/** Returns the places of the deals of one part. */
export function placesOf(deals: Parameters<typeof sharesOf>[0], { index, of }: Shard): number[] {
  return sharesOf(deals, of)[index - 1];
}
