/**
 * `handoff/report@1` as a schema, for other programs: the type of `report.ts` once more, with words. Only the generator and the tests load it; the
 * compiler holds the two together (last lines).
 */
import * as z from 'zod/mini';
import { PROFILES } from '../model/policy.ts';
import { LEVELS } from '../model/signoff.ts';
import { FAMILIES, VERDICTS } from '../rules/rule.ts';
import { INPUTS } from './diff.ts';
import { NO_DATE, WAITS } from './reasons.ts';
import { bookSchema, shardSchema } from './book/schema.ts';
import type { Report } from './report.ts';
import { date, dateOrNull, list, object, said, text, whole } from './schema-words.ts';

export { said, text, whole, date, dateOrNull, list, object };

/** The keys of a record, as a list of at least one. */
function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): [Key, ...Key[]] {
  return Object.keys(record) as [Key, ...Key[]];
}

const range = {
  file: said(text, 'Path from the folder the command ran in, with forward slashes.'),
  line: said(whole, 'From 1.'),
  column: said(whole, 'From 1, in UTF-16 code units.'),
  endLine: whole,
  endColumn: said(whole, 'The first column after the end.'),
};
const place = z.readonly(object(range));

/** How far a date is proven. */
export const proof = z.nullable(
  z.readonly(
    object({
      status: said(z.enum(['proven', 'bounded']), 'Proven: no order of work brings the date forward.'),
      lower_bound: said(date, 'No plan can be sooner.'),
      open_bd: said(whole, 'Business days between the bound and the date; 0 when proven.'),
    }),
  ),
);

const finding = object({
  message: said(text, "The reader's own token, the fact, the other half of the fact."),
  at: place,
  related: list(object({ message: text, at: place })),
  data: said(z.readonly(z.record(z.string(), z.unknown())), 'The numbers of the message, by name.'),
  help: said(text, 'The smallest change that would flip it; empty where a fact is missing.'),
});

const level = said(z.enum(LEVELS), 'How sure it is who gave it: a typed name, a signed commit, or a signature of their own.');

const check = object({
  rule: text,
  family: z.enum(FAMILIES),
  severity: said(z.enum(['off', 'warn', 'error']), 'Only errors block.'),
  verdict: z.enum(VERDICTS),
  title: said(text, 'One sentence that states the problem the rule looks for.'),
  summary: said(text, 'What it found, in one line.'),
  notes: said(list(text), 'What a passing rule says besides.'),
  earliest: said(dateOrNull, 'Of a date rule: the earliest completion at which it passes.'),
  blocking: said(z.boolean(), 'Whether it keeps the deal from passing.'),
  findings: list(finding),
  waiver: said(
    z.nullable(
      z.readonly(
        object({ by: text, at: date, reason: text, until: date, ends_soon: said(z.boolean(), 'Whether it ends within 14d.'), level }),
      ),
    ),
    'Of a `waived` check.',
  ),
  waiver_lapsed: said(z.nullable(text), 'Why a waiver that is there does not count.'),
  reason: said(z.nullable(text), '`rule-id/why`, of a closed list: `handoff explain RULE` says what it means.'),
  approver: said(z.nullable(text), 'Who may waive it; null: nobody.'),
  docs: said(z.nullable(text), "The page of the rule in handoff's own documentation; null where this version does not judge it."),
  known_since: said(
    dateOrNull,
    'Since when operations know of all that it found (`handoff baseline`), so that it does not block; null where something is new.',
  ),
  told_by: said(z.nullable(text), 'The rule whose finding tells this one too; null: none.'),
});

const asked = z.readonly(object({ start: dateOrNull, complete: dateOrNull }));

const chance = z.nullable(
  z.readonly(object({ date, chance: said(z.number(), 'The share of runs that are complete by the date, 0 to 1.') })),
);

const confidence = object({
  runs: said(whole, 'How often the deal was planned, each time with other durations.'),
  judged: said(chance, 'The date that is judged.'),
  safe: said(chance, 'The safe date.'),
  p50: said(dateOrNull, 'The first day by which half the runs are complete.'),
  p80: said(dateOrNull, 'The same for four in five.'),
  p95: said(dateOrNull, 'The same for 19 in 20.'),
  drawn: z.readonly(
    object({
      estimates: said(whole, 'Steps whose three-point estimates were drawn from, each as a triangle.'),
      records: said(
        list(object({ item: text, deliverable: text, projects: whole })),
        'Items whose work was multiplied by actual ÷ sold hours of one finished project a run.',
      ),
    }),
  ),
  order: said(
    z.enum(['two-failures', 'nominal']),
    'The order of work of all runs: the one that survives the failures, else the nominal one.',
  ),
  assumes: said(text, 'What the runs take for granted.'),
});

/** The dates of a deal. */
export const dates = object({
  wanted: asked,
  offered: asked,
  judged: said(z.nullable(z.enum(['offered', 'wanted'])), 'Which dates were judged; null when there are none.'),
  relative: said(
    z.nullable(z.readonly(object({ after: text, within: text }))),
    'Set when the completion counts from an input that is still open.',
  ),
  start: said(dateOrNull, 'The first day on which the team can begin and keep going.'),
  nominal: said(dateOrNull, 'The earliest finish if nothing goes wrong.'),
  safe: said(dateOrNull, 'The earliest completion at which every date rule passes.'),
  because: said(z.nullable(text), 'Why there is no safe date.'),
  offer: said(dateOrNull, 'The safe date and the sales buffer.'),
  sales_buffer: said(text, 'As policy writes it: 3bd.'),
  phases: list(object({ phase: whole, judged: dateOrNull, safe: dateOrNull })),
  floors: said(
    list(object({ rule: text, date, binding: z.boolean(), because: text })),
    'Latest first; the latest that binds is the safe date.',
  ),
  unjudged: said(list(object({ rule: text, because: text })), 'Binding floors that could not be judged.'),
  proof: z.readonly(object({ nominal: proof, two_failures: proof, safe: proof })),
  soft: said(z.enum(['ignore', 'probability', 'whole']), 'How soft bookings were counted.'),
  with_soft: said(dateOrNull, 'The safe date under the other reading of soft bookings; null when there are none.'),
  confidence: said(z.nullable(z.readonly(confidence)), 'How sure the dates are when durations vary.'),
  confidence_because: said(z.nullable(text), 'Why there is no confidence.'),
});

const waits = said(z.enum(keysOf(WAITS)), 'Why it begins when it does, of a closed list: `handoff explain waits/KIND` says what it means.');
const on = said(text, 'The step, input, material or role that it waited for; empty when it waited for none.');

/** The steps of a plan. */
export const planSchema = list(
  object({
    item: text,
    step: text,
    start: date,
    finish: said(date, 'The day of its last work; of a pure window, the day it ends.'),
    until: said(dateOrNull, 'The day on which its window is over; null when it has none.'),
    needs: z.readonly(z.record(z.string(), whole)),
    waits,
    on,
  }),
);

const bound = z.discriminatedUnion('kind', [
  z.readonly(object({ kind: z.enum(['path', 'search']) })),
  z.readonly(
    object({
      kind: z.literal('energy'),
      role: text,
      from: date,
      before: date,
      needed_hours: said(z.number(), 'Hours of the role that the deal needs before that day, whatever the order.'),
      free_hours: said(z.number(), 'Hours that are free of it until then.'),
    }),
  ),
]);

/** Failures, each with the step that it hits. */
export const failuresSchema = list(object({ id: text, what: text, hits: text }));

/** Why nothing can be planned. */
export const noDateSchema = list(
  object({
    reason: said(
      z.enum(keysOf(NO_DATE).map((kind) => `no-date/${kind}` as const)),
      'Of a closed list: `handoff explain no-date/WHY` says what it means.',
    ),
    rule: said(text, 'The rule whose finding explains it.'),
    message: text,
    at: place,
    help: text,
  }),
);

const holders = list(
  object({ booking: text, customer: z.nullable(text), hours: z.number(), until: said(z.optional(date), 'The last day of a hold.') }),
);
const busy = said(
  z.nullable(z.readonly(object({ step: z.nullable(text), held_by: holders }))),
  "Of a role: the deal's own step that had it, else the bookings that held it meanwhile; null for all other kinds.",
);

/** Why a date is where it is. */
export const whySchema = object({
  chain: said(
    list(object({ item: text, step: text, start: date, finish: date, waits, on, busy })),
    'The steps that decide the date, and what each waited for.',
  ),
  bottleneck: z.nullable(
    z.readonly(
      object({
        role: text,
        from: date,
        to: date,
        used_hours: z.number(),
        free_hours: z.number(),
        held_by: holders,
      }),
    ),
  ),
  bound: said(bound, 'Why no order of work is done sooner than the lower bound of the nominal date: `handoff explain bound/KIND`.'),
});

const verdict = z.enum(['pass', 'fail']);
const change = object({
  kind: said(z.enum(['new', 'same', 'changed', 'unknown']), '`new`: the base does not have it; `unknown`: it cannot be judged there.'),
  because: said(z.nullable(text), 'Why it is unknown.'),
  before: said(
    z.nullable(z.readonly(object({ verdict, says: said(text, 'The verdict as `check` begins with it.'), safe: dateOrNull }))),
    "How it stood by the base's own deal file and operations' files.",
  ),
  safe_bd: said(z.nullable(z.int()), 'Business days from the safe date of the base to the one here; null where either is missing.'),
  inputs: said(
    list(object({ input: z.enum(INPUTS), says: list(text) })),
    'What is not the same, and what it says else. With one of them, that is the cause; of several nothing is said of which.',
  ),
});

const deal = object({
  deal: text,
  title: text,
  customer: text,
  file: text,
  state: text,
  profile: z.enum(PROFILES),
  verdict: z.enum(['pass', 'fail']),
  part: said(
    z.optional(z.readonly(object({ rules: whole, of: whole }))),
    'How many of its rules counted (`--only`, `--skip`); left out where all did.',
  ),
  standard: said(z.union([z.literal(true), list(text)]), 'True, or why the deal is not standard.'),
  derived: said(list(object({ path: text, value: text, from: text })), 'Values that the deal does not say, and where they come from.'),
  filled: said(
    z.optional(
      z.readonly(
        object({
          differs: said(
            list(object({ path: text, was: text, now: z.nullable(text), from: text })),
            'Values that would be others now; `now` null: none can be given any more.',
          ),
          facts_changed: said(list(text), 'Which of the facts that they rest on have changed since: plan, price, words, inputs.'),
          problem: said(z.nullable(text), 'What of `x-handoff` cannot be read.'),
        }),
      ),
    ),
    'What became of the values that `handoff fill` wrote; only where it wrote some.',
  ),
  promises: said(
    list(
      object({
        promise: text,
        text,
        doer: said(z.nullable(text), 'Who is to do it; null where nobody is named.'),
        due: dateOrNull,
        restated_by: said(
          z.nullable(
            z.readonly(
              object({
                by: text,
                at: date,
                level: said(z.enum(['typed', 'commit', 'ssh']), 'How sure it is that they did.'),
                standing: said(z.boolean(), 'Whether it was restated of the library, once for all deals.'),
                words: said(text, 'In their own words.'),
              }),
            ),
          ),
          'Null where nobody restated it, or the promise has changed since.',
        ),
      }),
    ),
    'What is promised, and who restated it.',
  ),
  dates: z.readonly(dates),
  plan: said(planSchema, 'The plan if nothing goes wrong.'),
  why: z.nullable(z.readonly(whySchema)),
  no_date: said(noDateSchema, 'Why nothing can be planned; empty when it can.'),
  worst: z.nullable(
    z.readonly(
      object({
        failures: said(failuresSchema, 'The failures that together cost the most.'),
        finish: date,
        by_count: said(list(date), 'Finish under 0, 1, … failures.'),
      }),
    ),
  ),
  checks: list(check),
  options: said(
    list(
      object({
        kind: said(
          text,
          'phase, scope, input, material, person, date, start or order; for what is not a date: configure, price, pattern, pilot, build, review or relative.',
        ),
        change: said(text, "In the seller's words."),
        edits: said(
          list(object({ path: text, value: z.unknown() })),
          'The change to the deal file, value by value; null takes something out. Indexes are those before the change.',
        ),
        asks: said(
          z.nullable(
            object({
              who: said(text, '`operations`, the customer by name, or a doer.'),
              act: said(text, 'What they have to do, in words: lock it, find one, agree, restate it again.'),
              capacity: said(
                list(object({ path: text, value: z.unknown() })),
                'What operations would write into capacity.yaml, value by value. Nobody else may, and nothing writes it for them.',
              ),
              library: said(list(object({ path: text, value: z.unknown() })), 'The same for deliverables.yaml.'),
            }),
          ),
          "What others than the deal's author must do before it holds; null: whoever may change the deal file can take it.",
        ),
        rewrite: said(list(text), 'Texts of the deal that may still say the old number or date; only its author can word them.'),
        result: said(asked, 'The first day on which the team can begin and keep going, and the completion.'),
        needs_approval: said(z.nullable(text), 'Who must approve it; null: nobody.'),
        remain: said(
          list(text),
          'Rules that block before and after, and have nothing to do with dates; and `doer-restated` where a promise changes, which its doer is asked again.',
        ),
        verified: said(z.literal(true), 'It was judged by the whole check.'),
        tight: said(
          z.boolean(),
          'Whether one notch less was seen to fail: one business day earlier, one piece more, help one business day later.',
        ),
        victims: said(
          list(object({ booking: text, customer: z.nullable(text), paid: z.boolean(), days_late: whole })),
          'Of an order: every booking that moves, and by how many business days it is late; 0 where it is in time all the same.',
        ),
      }),
    ),
    'The nearest ways to say yes.',
  ),
  options_budget_spent: said(z.boolean(), 'Whether the search for options stopped at its budget: there may be more.'),
  baseline: said(
    z.nullable(
      z.readonly(
        object({
          recorded: date,
          still: said(whole, 'Of this deal, still there.'),
          gone: said(whole, 'No longer there: `handoff baseline` drops them.'),
        }),
      ),
    ),
    'How it stands with the findings that operations knew when they began to check; null without a baseline.',
  ),
  hold: said(
    z.optional(
      z.readonly(
        object({
          seller: text,
          first: said(date, 'The first day on which it was held.'),
          until: said(date, 'The last day.'),
          same: said(z.boolean(), 'Whether it is held for what the deal sells now.'),
        }),
      ),
    ),
    'What is held for the deal today; left out where nothing is.',
  ),
  change: said(z.optional(z.readonly(change)), 'What became of it since the base: only with `--base`, of a deal that has a file.'),
  unused_waivers: said(
    list(object({ rule: text, by: text, at: date, until: date, because: text })),
    'Waivers that are signed and let nothing stand; one that no longer counts is told with its check.',
  ),
  signoffs: said(
    list(
      object({
        type: said(text, 'As its file says it: `handoff/approval@1`.'),
        subject: text,
        by: text,
        at: date,
        until: dateOrNull,
        level,
        weakness: said(z.nullable(text), 'Why it is no more; null where it is as much as can be.'),
      }),
    ),
    'The sign-offs of the deal, oldest first, with the level that each has reached.',
  ),
  counts: said(
    z.readonly(object(Object.fromEntries(VERDICTS.map((verdict) => [verdict, whole])) as Record<(typeof VERDICTS)[number], typeof whole>)),
    'Checks by verdict.',
  ),
});

/** One way to say yes, as a report has it. */
export const optionSchema = deal.shape.options.def.innerType.def.element;

/** What every answer of a run says of the run itself. */
export const envelope = {
  tool: z.readonly(object({ name: z.literal('handoff'), version: text })),
  today: said(date, 'The day the deals were judged on.'),
  as_of: said(dateOrNull, 'The day operations last stood behind capacity; null when nothing was judged.'),
  files: list(object({ kind: text, path: text, source: said(text, '`worktree`, or the commit it was read from.') })),
  listed: said(list(object({ file: text, deal: text, state: text })), 'Deals of the folder that are not open: told, not judged.'),
  diagnostics: said(
    list(object({ ...range, code: text, message: text, help: z.nullable(text) })),
    'What is wrong with the input; then nothing was judged.',
  ),
  faults: said(list(object({ deal: text, rule: text, message: text })), 'Rules that broke: a fault of handoff.'),
  exit: said(
    z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
    '0 yes, 1 no, 2 bad input, 3 a fault of handoff; each command says what its yes and no are.',
  ),
};

const other = z.nullable(
  z.readonly(
    object({
      files: said(list(object({ path: text, change: z.enum(['edited', 'added', 'removed']) })), 'What is not as in the base.'),
      deals: list(
        object({
          deal: text,
          file: text,
          verdict: z.enum(['pass', 'fail']),
          safe: dateOrNull,
          safe_bd: said(z.nullable(z.int()), 'Business days from the safe date that decides to this one; null where either is missing.'),
        }),
      ),
      because: said(z.nullable(text), 'Why they judge nothing; null when they do.'),
    }),
  ),
);

const base = object({
  ref: said(text, 'As it was asked for.'),
  commit: said(text, "The merge base of the reference and HEAD: operations' files are those of this commit."),
  tip: said(text, 'The commit that the reference stood for.'),
  adopted: said(list(text), "Operations' files that the base does not have, read from the work tree (`--bootstrap`)."),
  told: said(list(object({ file: text, message: text })), 'Deals that are not where, or what, they were in the base.'),
  newest: said(other, "By the reference's own files, where those are others: a deal passes only when it does by them too."),
  branch: said(other, "By this branch's own files, where those are others: told, and not used."),
});

const since = object({
  ref: said(text, 'As it was asked for.'),
  commit: said(text, 'The merge base of the reference and HEAD, which the work tree is compared with.'),
  all: said(z.nullable(text), 'Why all deals are judged nevertheless; null where only the changed ones are.'),
  unchanged: said(list(object({ file: text, deal: text })), 'Open deals that were not judged.'),
  gone: said(list(text), 'Files of deals that are not there any more, under no name.'),
});

/** The report. */
export const reportSchema = z.readonly(
  object({
    schema: z.literal('handoff/report@1'),
    ...envelope,
    base: said(z.optional(z.readonly(base)), "Where operations' files were read from: only with `--base`."),
    since: said(z.optional(z.readonly(since)), 'Which deals were judged: only with `--changed-since`.'),
    part: said(
      z.optional(z.readonly(object({ by: z.enum(['only', 'skip']), rules: list(text) }))),
      'The rules that alone count (`--only`), or that alone do not (`--skip`): no verdict of the whole deal. Left out where all count.',
    ),
    warnings: said(
      z.optional(z.readonly(object({ found: whole, allowed: whole }))),
      'Warnings there are, and how many may pass (`--max-warnings`, `--fail-on warning`). Left out where any number may.',
    ),
    deals: said(list(deal), 'Empty when the input is wrong.'),
    book: said(
      z.optional(z.readonly(bookSchema)),
      'What the open deals want together: only with `--jointly`, and where parts were joined.',
    ),
    shard: said(z.optional(z.readonly(shardSchema)), 'Which part of the deals was judged: only with `--shard`.'),
    exit: said(
      envelope.exit,
      '0 every deal passes (with `since` also when none has changed), 1 some does not, they do not fit together (`book`) or there are too many warnings, 2 bad input, 3 a fault of handoff. `--exit-zero` changes what the process ends with, not this.',
    ),
  }),
);

type Read = z.output<typeof reportSchema>;
// Compiles only while the type and the schema say the same.
const same: [Report extends Read ? true : never, Read extends Report ? true : never] = [true, true];
void same;
