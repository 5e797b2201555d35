/** What was found of the sign-offs of deals, for whoever wants to know which of them count. */
import { short, type VerifiedDeal } from '../../signoff/verification.ts';
import { paintFor } from './paint.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** Returns the text that tells of each sign-off the level it has reached, why it is no more, and whether policy counts it. */
export async function verifiedText(deals: readonly VerifiedDeal[], view: View): Promise<string> {
  const paint = await paintFor(view.color);
  const width = Math.min(Math.max(view.columns ?? 100, 40), 120);
  const blocks = deals.map(({ path, minimum, rows }) => {
    const weak = rows.filter(({ enough }) => !enough).length;
    const wants = `policy wants ${minimum}`;
    if (rows.length === 0) return hang('· ', `${visible(path)} has no sign-off: nothing was verified`, width);
    const count = rows.length === 1 ? 'its one sign-off counts' : `all ${rows.length} sign-offs count`;
    const lacking = rows.length === 1 ? 'its one sign-off does not count' : `${weak} of ${rows.length} sign-offs do not count`;
    const head = `${weak === 0 ? count : lacking} (${wants})`;
    const [first, ...rest] = hang(weak === 0 ? '✓ ' : '✗ ', `${visible(path)}: ${head}`, width);
    return [
      (weak === 0 ? paint.good : paint.bad)(first),
      ...rest,
      ...rows.flatMap(({ id, what, level, weakness, enough }) => {
        const why = weakness === null ? '' : `: ${visible(weakness)}`;
        const lines = hang(`  ${enough ? '✓' : '✗'} ${short({ id })}  `, `${visible(what)} · ${level}${why}`, width);
        return enough ? lines : lines.map(paint.bad);
      }),
      ...(weak === 0 ? [] : [paint.quiet(`  whoever gave it signs it: handoff sign ${visible(path)}`)]),
    ];
  });
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
