/** What a doer reads while they restate a promise, and when they have. */
import type { Compared } from '../../signoff/interview/compare.ts';
import type { Next } from '../../signoff/interview/machine.ts';
import type { Paint } from './paint.ts';
import { hang, padTo, visible, wrap } from './width.ts';

/** Below this two versions do not fit beside each other. */
const SIDE_BY_SIDE = 60;
const LABEL = 14;

/** Returns a paragraph under a mark. */
export function paragraph(first: string, text: string, columns: number): string {
  return hang(first, visible(text), widthFor(columns)).join('\n') + '\n';
}

/** Returns what is restated: who promises it to whom, its text under it, and what is delivered. */
export function introductionText(
  { title, text, of = '' }: { readonly title: string; readonly text: string; readonly of?: string },
  columns: number,
  paint: Paint,
): string {
  const lines = hang('', visible(title), widthFor(columns)).map((line) => paint.strong(line));
  const delivered = of === '' ? [] : hang('  ', visible(of), widthFor(columns)).map((line) => paint.quiet(line));
  return ['', ...lines, ...hang('  ', visible(text), widthFor(columns)), ...delivered, '', ''].join('\n');
}

/** Returns a question with what helps to answer it; what is typed comes on the next line. */
export function questionText({ question: { ask, help }, nth, of }: Next, columns: number, paint: Paint): string {
  const width = widthFor(columns);
  const lines = hang(of === 1 ? '' : `${nth}/${of} `, visible(ask), width).map((line) => paint.strong(line));
  return [...lines, ...(help === undefined ? [] : hang('  ', visible(help), width).map((line) => paint.quiet(line))), ''].join('\n');
}

/** Returns both versions of a promise: beside each other where there is room, else under each other. What differs is marked at the beginning of its line. A `standing` one is of the library. */
export function comparedText(rows: readonly Compared[], standing: boolean, columns: number, paint: Paint): string {
  const width = widthFor(columns);
  const lines = width >= SIDE_BY_SIDE ? sideBySide(rows, width, paint) : stacked(rows, width, paint);
  const different = rows.filter(({ mark }) => mark === 'differs').length;
  const stays = different === 1 ? 'differs: it stays' : `${different} differ: they stay`;
  const legend = [
    ...(different === 0
      ? []
      : hang(
          `${MARKS.differs} `,
          `${stays} open until ${standing ? 'the library says so too, or you say it as it does' : 'you and the seller agree'}.`,
          width,
        ).map(paint.bad)),
    ...(rows.some(({ mark }) => mark === 'earlier')
      ? hang(`${MARKS.earlier} `, 'is sooner than promised, which harms nobody.', width).map(paint.quiet)
      : []),
    ...(rows.every(({ mark }) => mark === null) ? [paint.good('Both say the same.')] : []),
  ];
  return ['', ...lines, '', ...legend, '', ''].join('\n');
}

const MARKS = { differs: '≠', earlier: '<' } as const;

function widthFor(columns: number): number {
  return Math.min(Math.max(columns, 40), 100) - 1;
}

function sideBySide(rows: readonly Compared[], width: number, paint: Paint): string[] {
  const column = Math.floor((width - LABEL - 4) / 2);
  const line = (mark: string, label: string, left: string, right: string): string =>
    `${padTo(mark, 2)}${padTo(label, LABEL)}${padTo(left, column)}  ${right}`.trimEnd();
  const head = paint.quiet(line('', '', 'as promised', 'as you say'));
  return [
    head,
    ...rows.flatMap(({ what, promised, said, mark }) => {
      const [left, right] = [promised ?? '-', said].map((text) => wrap(visible(text), column - 1));
      const label = wrap(visible(what), LABEL - 1);
      const height = Math.max(left.length, right.length, label.length);
      const lines = Array.from({ length: height }, (_, i) =>
        line(i === 0 && mark !== null ? MARKS[mark] : '', label[i] ?? '', left[i] ?? '', right[i] ?? ''),
      );
      return mark === 'differs' ? lines.map((each) => paint.bad(each)) : lines;
    }),
  ];
}

function stacked(rows: readonly Compared[], width: number, paint: Paint): string[] {
  return rows.flatMap(({ what, promised, said, mark }) => {
    const lines = [
      `${padTo(mark === null ? '' : MARKS[mark], 2)}${visible(what)}`,
      ...hang('    promised ', visible(promised ?? '-'), width),
      ...hang('    you say  ', visible(said), width),
    ];
    return mark === 'differs' ? lines.map((each) => paint.bad(each)) : lines;
  });
}
