/** capacity.yaml: what the team can do (formats.md). Keys are the file's own. */
import type { Day, Weekday } from './day.ts';
import type { Cents, DayRange, Duration, Micro, Need, Ppm } from './units.ts';

/** Working minutes a weekday; days not named are not worked. */
export type Week = Readonly<Partial<Record<Weekday, number>>>;

/** The calendar that every `bd` is counted on. */
export interface CalendarFile {
  readonly week: Week;
  readonly holidays: readonly { readonly on: Day; readonly name?: string }[];
  readonly closed: readonly DayRange[];
  /** Minutes after midnight. */
  readonly day_starts: number;
}

/** A kind of work that people or equipment can do. */
interface Role {
  /** Lowest first; empty when the role has no levels. */
  readonly levels: readonly string[];
  /** Cost of an hour in cents: one number, or one a level. */
  readonly rate: Cents | Readonly<Record<string, Cents>> | null;
  /** Null: the workspace's reserve. */
  readonly reserve: Ppm | null;
  readonly usual_load: Ppm | null;
}

/** Someone who can be booked. */
export interface Person {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly role: string;
  readonly level?: string;
  readonly week?: Week;
  readonly off: readonly DayRange[];
  readonly from?: Day;
  readonly until?: Day;
  readonly skills: readonly string[];
}

/** `count` like units that work the whole day. */
interface Equipment {
  readonly id: string;
  readonly role: string;
  readonly count: number;
  readonly down: readonly DayRange[];
}

/** A fixed load of a booking: `needs` for `per_day` on every business day of the range. */
export interface Load {
  readonly needs: readonly Need[];
  readonly from: Day;
  readonly to: Day;
  /** Minutes a day; null is the whole day. */
  readonly per_day: number | null;
  /** Minutes of the working day after which they begin, where they are still free then; left out: with its first free ones. */
  readonly begins?: number;
  /** Who is put on it by name, by id: only of the booking of a signed deal, after its transfer meeting. Units beyond them are held by role. */
  readonly people?: readonly string[];
}

/** The very hours of a booking, as the planner counts them from today on: resource, slot and units, three numbers each; and the day it is then done. */
export interface Placed {
  readonly uses: readonly number[];
  readonly done: Day | null;
}

/** What is already promised to somebody else. */
export interface Booking {
  readonly id: string;
  readonly customer?: string;
  readonly paid: boolean;
  readonly state: 'hard' | 'hold' | 'soft';
  /** Set when `state` is `hold`. */
  readonly expires?: Day;
  /** Set when `state` is `soft`. */
  readonly probability?: Ppm;
  readonly promised?: Day;
  readonly work: readonly Load[];
  readonly deliverables: readonly { readonly deliverable: string; readonly quantity: number; readonly remaining: Ppm }[];
  /** Never in a file: where an approved displacement leaves it (`schedule/granted.ts`). */
  readonly placed?: Placed;
  /** Never in a file: the work of another proposal of the same customer, which comes first and does not move for this one (`schedule/companions.ts`). */
  readonly companion?: true;
  /** Set where it stands in a file of its own beside capacity.yaml: what is held for an open deal, or booked for a signed one. */
  readonly from?: 'hold' | 'booking';
}

/** A stock that steps draw on. */
interface Material {
  readonly id: string;
  readonly unit?: string;
  readonly cost?: Cents;
  readonly on_hand: Micro;
  readonly lead_time?: Duration;
  readonly receiving?: Duration;
  /** What its lateness normally costs, while it is neither in stock nor locked. */
  readonly late?: Duration;
  readonly allocated: readonly { readonly to: string; readonly quantity: Micro }[];
  readonly incoming: readonly { readonly quantity: Micro; readonly eta: Day; readonly locked: boolean; readonly for?: string }[];
}

/** A part of the week: from a minute of the named days to a minute of the same or (when not later) the next day. */
interface WeeklyInterval {
  readonly days: readonly Weekday[];
  readonly from: number;
  readonly to: number;
}

/** A group with a safety ratio. */
interface Group {
  readonly id: string;
  readonly per_staff: number;
  readonly shifts: readonly (WeeklyInterval & { readonly staff: readonly string[] })[];
  readonly load: readonly (WeeklyInterval & { readonly weight: number })[];
  readonly accreditation?: {
    readonly id: string;
    readonly until: Day;
    readonly renewal?: { readonly applied: Day; readonly decision_due: Day };
  };
}

/** A service with an error budget. */
interface Service {
  readonly id: string;
  readonly objective?: Ppm;
  readonly window?: Duration;
  readonly spent?: Ppm;
  readonly daily_burn?: Ppm;
  readonly change_failure_rate?: Ppm;
  readonly change_failure_rate_before?: Ppm;
}

/** Reserve that operations verified for use. */
interface VerifiedBuffer {
  readonly role: string;
  readonly from: Day;
  readonly to: Day;
  /** Minutes. */
  readonly hours: number;
  readonly materials: readonly string[];
  readonly verified_by: string;
  readonly verified_on: Day;
}

/** capacity.yaml as read. */
export interface Capacity {
  readonly as_of: Day;
  readonly confirmed_until?: Day;
  readonly calendar: CalendarFile;
  /** Minutes in the planner's slot. */
  readonly grain: number;
  readonly reserve: Ppm;
  readonly roles: Readonly<Record<string, Role>>;
  readonly people: readonly Person[];
  readonly equipment: readonly Equipment[];
  readonly bookings: readonly Booking[];
  /** Null when the file has no `materials` at all. */
  readonly materials: readonly Material[] | null;
  readonly groups: readonly Group[];
  readonly services: readonly Service[];
  /** By role: the workable share of each month, January first; a month not named is wholly workable. */
  readonly weather: Readonly<Record<string, readonly Ppm[]>>;
  readonly buffers: readonly VerifiedBuffer[];
}
