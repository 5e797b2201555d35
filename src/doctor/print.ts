/** What the doctor found, as text or JSON, and its exit code: 1 where anything is wrong. */
import { version } from '../../package.json';
import { paintFor } from '../report/render/paint.ts';
import { hang, padTo, visible, widthOf } from '../report/render/width.ts';
import type { World } from '../world.ts';
import { STATES, type DoctorFinding, type DoctorReport, type State } from './finding.ts';

/** How it is printed. */
export interface DoctorView {
  readonly format: 'text' | 'json';
  readonly color: boolean;
}

const MARKS: Readonly<Record<State, string>> = { ok: '✓', warn: '!', wrong: '✗', 'not-looked-at': '?' };

/** Prints the findings, and returns the exit code: 0 nothing is wrong, 1 something is. */
export async function printFindings(findings: readonly DoctorFinding[], { format, color }: DoctorView, world: World): Promise<number> {
  const counts = Object.fromEntries(STATES.map((state) => [state, findings.filter((each) => each.state === state).length])) as Record<
    State,
    number
  >;
  const exit = counts.wrong > 0 ? 1 : 0;
  if (format === 'json') {
    const report: DoctorReport = { schema: 'handoff/doctor@1', tool: { name: 'handoff', version }, findings, counts, exit };
    world.out(`${JSON.stringify(report, null, 2)}\n`);
    return exit;
  }
  const paint = await paintFor(color);
  const by = { ok: paint.good, warn: paint.doubtful, wrong: paint.bad, 'not-looked-at': paint.quiet };
  const width = Math.min(Math.max(world.columns() ?? 80, 60), 120);
  const column = Math.max(...findings.map(({ check }) => widthOf(check))) + 2;
  const lines = findings.flatMap(({ check, state, message, help, at }) => {
    const place = at === null || message.includes(at) ? '' : `${visible(at)}: `;
    const unseen = state === 'not-looked-at' ? 'not looked at: ' : '';
    const [first, ...rest] = hang(`${MARKS[state]} ${padTo(check, column)}`, `${place}${unseen}${visible(message)}`, width);
    const what = help === null ? [] : hang(`  ${padTo('', column)}→ `, visible(help), width);
    return [by[state](first), ...rest, ...what];
  });
  const words = [`${counts.wrong} wrong`, `${counts.warn} to know`, `${counts.ok} in order`, `${counts['not-looked-at']} not looked at`];
  world.out(`${[...lines, '', words.join(' · ')].join('\n')}\n`);
  return exit;
}
