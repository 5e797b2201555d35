/** The formats of what was filled into a deal. */
import type { FillReport } from '../fill.ts';
import type { Renderer } from './index.ts';
import { renderJson } from './json.ts';
import { paintFor } from './paint.ts';
import { faultLines } from './text.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** The formats of `handoff fill`. */
export const FILL_FORMATS: Readonly<Record<'text' | 'json', (filled: FillReport, view: View) => ReturnType<Renderer>>> = {
  text: fillText,
  json: renderJson,
};

async function fillText({ fill, faults }: FillReport, view: View): Promise<string> {
  const paint = await paintFor(view.color);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  if (fill === null)
    return faultLines({ faults }, paint, width)
      .map((line) => `${line}\n`)
      .join('');
  const { file, changes, kept, left_out, blocking, verdict, because, problem, dry_run, diff } = fill;
  const lines = (title: string, said: readonly string[]): string[] =>
    said.length === 0 ? [] : [paint.strong(`  ${title}`), ...said.flatMap((each) => hang('    ', visible(each), width))];
  const color = verdict === 'pass' ? paint.good : paint.bad;
  const passes =
    verdict === 'pass' ? 'it passes' : `${blocking.length === 1 ? '1 check keeps' : `${blocking.length} checks keep`} it from passing`;
  const done = changes.length === 0 && diff.length === 0 ? 'nothing to fill in' : dry_run ? 'would be filled in' : 'filled in';
  const text = [
    ...faultLines({ faults }, paint, width),
    ...hang(verdict === 'pass' ? '✓ ' : '✗ ', `${visible(file)}: ${done}; ${passes}`, width).map(color),
    ...lines(
      'Filled in',
      changes.map(({ path, was, now, from }) =>
        now === null
          ? `${path}: ${was} is taken out (${from})`
          : was === null
            ? `${path}: ${now} (${from})`
            : `${path}: ${was} becomes ${now} (${from})`,
      ),
    ),
    ...lines(
      'Left as typed',
      kept.map(({ path, typed, computed, from }) => `${path}: typed ${typed}, computed ${computed} (${from}); --overwrite writes it`),
    ),
    ...lines(
      'Left out',
      left_out.map(({ part, rule, because: why }) => `${part}: with it ${rule} would fail: ${why}`),
    ),
    ...(because === null ? [] : lines('No dates', [because])),
    ...(problem === null ? [] : lines('Not read', [problem])),
    ...lines(
      'Still in the way',
      blocking.map(({ rule, says }) => `${rule}: ${says}`),
    ),
    ...(dry_run && diff.length > 0 ? ['', ...diff.map((line) => (line.startsWith('+') ? paint.good : paint.bad)(visible(line)))] : []),
  ];
  return `${text.join('\n')}\n`;
}
