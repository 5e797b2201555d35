/** Two capacities → the entries in which they differ, each with the older capacity changed in that entry alone. */
import type { Booking, Capacity } from '../model/capacity.ts';
import { bookedText, hoursText, type Window } from './hours.ts';
import { changesOf } from './values.ts';

/** A capacity, and what its files say in their own notation: days as dates, hours as `8h`. */
export interface Written {
  readonly capacity: Capacity;
  /** Returns what the files say of an entry, by its name; undefined where they say nothing. */
  readonly said: (name: string) => unknown;
}

/** An entry that is not the same in both. */
export interface Entry {
  /** As `bookings.harbor-12`. */
  readonly name: string;
  readonly change: 'added' | 'removed' | 'edited';
  readonly says: readonly string[];
  /** The older capacity with this entry as the newer one has it; null where that cannot be: it names what only the newer one has. */
  readonly applied: Capacity | null;
  /** Whether it can be told at a glance that it concerns the roles that are looked at. */
  readonly near: boolean;
}

/** What in a capacity is a list of entries by id. */
const LISTS = ['people', 'equipment', 'bookings', 'materials', 'groups', 'services'] as const;
/** What is one entry as a whole. */
const WHOLES = ['calendar', 'reserve', 'grain', 'as_of', 'confirmed_until', 'weather', 'buffers'] as const;

interface Named {
  readonly id: string;
}

/** Returns the entries in which two capacities differ; those that concern the roles of the window first. */
export function entriesOf(one: Written, other: Written, window: Window): Entry[] {
  const { capacity: before } = one;
  const { capacity: after } = other;
  const entry = (name: string, was: unknown, is: unknown, applied: Capacity, near: boolean): Entry => {
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'edited';
    const told = change === 'edited' ? changesOf(one.said(name), other.said(name)) : [];
    try {
      const people = hoursText(before, applied, window);
      const work = name.startsWith('bookings.') ? bookedWords(was as Booking | undefined, is as Booking | undefined, before, window) : '';
      return { name, change, says: [...told, people, work].filter((part) => part !== ''), applied, near };
    } catch {
      // A role that only the newer file has: nobody can be counted for it.
      return { name, change, says: told, applied: null, near };
    }
  };
  const roles = [...new Set([...Object.keys(before.roles), ...Object.keys(after.roles)])].flatMap((role): Entry[] => {
    const [was, is] = [before.roles[role], after.roles[role]];
    if (same(was, is)) return [];
    const others = { ...before.roles, [role]: is };
    if (is === undefined) delete others[role];
    return [entry(`roles.${role}`, was, is, { ...before, roles: others }, window.roles.has(role))];
  });
  const wholes = WHOLES.flatMap((key): Entry[] => {
    const [was, is] = [before[key], after[key]];
    if (same(was, is)) return [];
    return [entry(key, was, is, { ...before, [key]: is }, key === 'calendar' || key === 'reserve')];
  });
  const lists = LISTS.flatMap((key): Entry[] => {
    const [was, is] = [before[key] ?? [], after[key] ?? []] as [readonly Named[], readonly Named[]];
    const ids = [...new Set([...was, ...is].map(({ id }) => id))];
    return ids.flatMap((id): Entry[] => {
      const [from, to] = [was.find((each) => each.id === id), is.find((each) => each.id === id)];
      if (same(from, to)) return [];
      const applied = { ...before, [key]: changed(was, is, id) };
      return [entry(`${key}.${id}`, from, to, applied, touches(from, window) || touches(to, window))];
    });
  });
  const all = [...lists, ...wholes, ...roles];
  return [...all.filter(({ near }) => near), ...all.filter(({ near }) => !near)];
}

function bookedWords(was: Booking | undefined, is: Booking | undefined, capacity: Capacity, window: Window): string {
  const [from, to] = [was, is].map((booking) => (booking === undefined ? '' : bookedText(booking, capacity, window)));
  if (from === to) return '';
  return from === '' ? to : to === '' ? (is === undefined ? from : `no longer ${from}`) : `${to}, and no longer ${from}`;
}

/** The list with one entry as the newer one has it: after the one that it follows there, if that is here. */
function changed(was: readonly Named[], is: readonly Named[], id: string): Named[] {
  const to = is.find((each) => each.id === id);
  if (was.some((each) => each.id === id)) return was.flatMap((each) => (each.id !== id ? [each] : to === undefined ? [] : [to]));
  const ahead = is.slice(0, is.indexOf(to!)).map((each) => each.id);
  const follows = was.findLastIndex((each) => ahead.includes(each.id));
  return [...was.slice(0, follows + 1), to!, ...was.slice(follows + 1)];
}

/** Whether a person, a machine or a booking is of one of the roles. */
function touches(value: unknown, { roles }: Window): boolean {
  if (value === undefined) return false;
  const { role, work, deliverables } = value as { role?: string; work?: Booking['work']; deliverables?: Booking['deliverables'] };
  if (role !== undefined) return roles.has(role);
  if (work === undefined) return false;
  return (deliverables?.length ?? 0) > 0 || work.some(({ needs }) => needs.some((need) => roles.has(need.role)));
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
