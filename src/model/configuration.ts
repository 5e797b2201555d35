/** What is configuration and what is customization: an option's value against the library's domain. */
import type { Deliverable, OptionDomain } from './library.ts';
import type { Item } from './deal.ts';

/** Whether a value is one that the library offers. */
function isOffered(domain: OptionDomain, value: string | number | boolean): boolean {
  switch (domain.kind) {
    case 'range':
      return typeof value === 'number' && value >= (domain.min ?? -Infinity) && value <= (domain.max ?? Infinity);
    case 'one_of':
      return domain.one_of.includes(value);
    case 'any':
      return typeof value === (domain.any === 'text' ? 'string' : domain.any);
  }
}

/** Returns what an option may be, in words: `1 to 6`, `matte or gloss`, `any text`. */
export function describeDomain(domain: OptionDomain): string {
  switch (domain.kind) {
    case 'range':
      if (domain.min !== null && domain.max !== null) return `${domain.min} to ${domain.max}`;
      if (domain.min !== null) return `${domain.min} or more`;
      return domain.max === null ? 'any number' : `up to ${domain.max}`;
    case 'one_of':
      return domain.one_of.join(' or ');
    case 'any':
      return domain.any === 'boolean' ? 'true or false' : `any ${domain.any}`;
  }
}

/** An option of an item that the library does not include. */
export interface Beyond {
  readonly option: string;
  readonly value: string | number | boolean;
  /** What the library offers instead; null when it has no such option. */
  readonly domain: OptionDomain | null;
}

/** Returns the options of an item that are customization: outside the library's domain, or unknown to it. */
export function beyondLibrary(item: Item, entry: Deliverable): Beyond[] {
  return Object.entries(item.options).flatMap(([option, value]) => {
    const domain = Object.hasOwn(entry.options, option) ? entry.options[option] : null;
    return domain !== null && isOffered(domain, value) ? [] : [{ option, value, domain }];
  });
}
