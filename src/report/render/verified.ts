/** What was found of the sign-offs of deals, for whoever wants to know which of them count. */
import { short, type VerifiedDeal } from '../../signoff/verification.ts';
import { paintFor } from './paint.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** Returns the text that tells of each sign-off the level it has reached, why it is no more, and whether policy counts it. */
export async function verifiedText(deals: readonly VerifiedDeal[], view: View): Promise<string> {
  const paint = await paintFor(view.color);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  const blocks = deals.map(({ path, minimum, rows }) => {
    const live = rows.filter(({ past }) => past === null);
    const weak = live.filter(({ enough }) => !enough).length;
    const gone = rows.length - live.length;
    const wants = `policy wants ${minimum}`;
    if (rows.length === 0) return hang('· ', `${visible(path)} has no sign-off: nothing was verified`, width);
    const count =
      live.length === 1
        ? 'its one sign-off counts'
        : live.length === 0
          ? 'no sign-off counts any more'
          : `all ${live.length} sign-offs count`;
    const lacking = live.length === 1 ? 'its one sign-off does not count' : `${weak} of ${live.length} sign-offs do not count`;
    const past = gone === 0 ? '' : `, and ${gone} ${gone === 1 ? 'is' : 'are'} out of date`;
    const head = `${weak === 0 ? count : lacking} (${wants})${past}`;
    const [first, ...rest] = hang(weak === 0 ? '✓ ' : '✗ ', `${visible(path)}: ${head}`, width);
    return [
      (weak === 0 ? paint.good : paint.bad)(first),
      ...rest,
      ...rows.flatMap(({ id, what, level, weakness, enough, past: over }) => {
        if (over !== null)
          return hang(`  · ${short({ id })}  `, `${visible(what)} · ${level}: it does not count, ${visible(over)}`, width).map(paint.quiet);
        const why = weakness === null ? '' : `: ${visible(weakness)}`;
        const lines = hang(`  ${enough ? '✓' : '✗'} ${short({ id })}  `, `${visible(what)} · ${level}${why}`, width);
        return enough ? lines : lines.map(paint.bad);
      }),
      ...(weak === 0 ? [] : [paint.quiet(`  whoever gave it signs it: handoff sign ${visible(path)}`)]),
    ];
  });
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
