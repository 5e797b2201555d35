// Reports in which somebody else wrote everything that a person may write, and the strings that readers have been caught with.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DealPicture } from '../../src/report/picture.ts';
import { ROOT } from '../cli/run.ts';

/** What stands beside the repository where this is developed; empty where it does not. */
export const CORPORA = join(ROOT, '..', 'shared', 'data', 'corpora');
const corpus = join(CORPORA, 'blns', 'blns.json');
const naughty = existsSync(corpus) ? (JSON.parse(readFileSync(corpus, 'utf8')) as string[]) : [];

/** What each of the formats gives a meaning, beside the corpus. */
export const HOSTILE: readonly string[] = [
  'plain words',
  '',
  ' ',
  '::error file=a,line=1::forged',
  'a\n::error::forged',
  'a\r::set-output name=x::y',
  '##[error]forged',
  '# #[group]a',
  'a##[##[add-mask]b',
  '%0A::error::forged',
  'title=a,line=7::b',
  '::stop-commands::x',
  ']]><testcase name="forged"/>',
  '</failure></testcase><testcase name="forged">',
  '&quot; &#10; &unknown; <?xml?>',
  '<script>document.title = "run"</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></svg><style>* { display: none }</style>',
  '</desc></title></svg><h1>forged</h1>',
  '</details></summary><b>forged</b>',
  '<!-- handoff: this comment is updated in place -->',
  '[a](https://evil.example) ![b](https://evil.example/b.png) {0} {1}',
  '| a | b |\n|---|---|',
  '``` ` ```',
  '@octocat fixes #12 GH-12 www.evil.example',
  '%SRCROOT% ../../etc/passwd',
  'a\u0000b\u001B[31mred\u0007',
  '\u202Egnp.exe\u2066',
  'a\u200Bb\uFEFF',
  'half a pair \uD800',
  '\uDC00\uFFFE\uFFFF',
  'two\u2028lines\u2029more\u0085end',
  'עברית and English',
  '数字 ①②③ 👩‍👩‍👧',
  'x'.repeat(5000),
  ...naughty,
];

/** Keys whose values are of a closed list, or are made by us. */
const OURS = new Set([
  'schema',
  'tool',
  'rule',
  'family',
  'severity',
  'verdict',
  'state',
  'profile',
  'reason',
  'kind',
  'status',
  'judged',
  'waits',
  'docs',
  'soft',
  'sales_buffer',
  'order',
  'told_by',
  'exit',
  'type',
  'level',
  'approver',
  'bound',
  'change_kind',
  'source',
  'code',
  'change',
]);

/**
 * Returns a copy in which every text that a person may have written is another: those of `texts` one after another, from `from` on. Dates and the words of closed
 * lists stay. A waiver's reason is a person's own words.
 */
export function hostile<Value>(value: Value, texts: readonly string[], from = 0): Value {
  let nth = from;
  const next = (): string => texts[nth++ % texts.length];
  const copy = (each: unknown, key: string, within: string): unknown => {
    if (typeof each === 'string') {
      // Of a change against the base: the verdict that was, and which input is another.
      if ((key === 'says' && within === 'before') || (key === 'input' && within === 'inputs')) return each;
      const isOurs = OURS.has(key) && !(key === 'reason' && within === 'waiver') && !(key === 'change' && within === 'options');
      return isOurs || /^\d{4}-\d\d-\d\d$/.test(each) ? each : next();
    }
    if (Array.isArray(each)) return each.map((one) => copy(one, key, key));
    if (typeof each !== 'object' || each === null) return each;
    if (key === 'tool') return each;
    return Object.fromEntries(
      Object.entries(each).map(([name, one]) => [name, copy(one, name, Array.isArray(each) ? within : /^\d+$/.test(key) ? within : key)]),
    );
  };
  return copy(value, '', '') as Value;
}

/** Returns a picture of a deal, small and made by hand: two days of one role, everything that a picture may hold. */
export function pictureWith(change: Partial<DealPicture> = {}): DealPicture {
  return {
    days: [
      { date: '2026-11-23', isOpen: true },
      { date: '2026-11-24', isOpen: true },
      { date: '2026-11-25', isOpen: false },
    ],
    chart: {
      days: [
        { date: '2026-11-23', hours: 8, usual_hours: 8 },
        { date: '2026-11-24', hours: 8, usual_hours: 8 },
      ],
      steps: [{ item: 'bags', step: 'cut', hours: [6, 0] }],
      roles: [{ role: 'sewer', deal_hours: [6, 0], booked_hours: [0, 4], reserve_hours: [1, 1], free_hours: [1, 3] }],
    },
    worst: [
      {
        item: 'bags',
        step: 'cut',
        start: '2026-11-23',
        finish: '2026-11-24',
        until: null,
        needs: { sewer: 1 },
        waits: 'signature',
        on: '',
      },
    ],
    inputs: [{ input: 'artwork', item: 'bags', date: '2026-11-23', state: 'expected' }],
    bookings: [{ booking: 'po-1', customer: 'Baxter', roles: ['sewer'], dates: ['2026-11-24'] }],
    isMoved: false,
    record: [
      {
        deliverable: 'bag',
        quantity: 3,
        ask: 2,
        finished: [
          { name: 'po-9 (1bd)', took: 1 },
          { name: 'po-8 (3bd)', took: 3 },
        ],
        open: [2],
      },
    ],
    completions: [
      { date: '2026-11-24', runs: 900 },
      { date: '2026-11-25', runs: 100 },
    ],
    ...change,
  };
}
