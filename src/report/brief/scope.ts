/** What was sold and what was not, what that takes for granted, and what the customer has to give. */
import { formatDay } from '../../model/day.ts';
import type { Custom } from '../../model/deal.ts';
import type { Facts, InputFact, ItemFact } from '../../model/facts.ts';
import { scaledText } from '../../model/scope.ts';
import { formatDuration, formatMicro, formatMoney, formatNeed, formatShare } from '../../model/units.ts';
import { fold } from '../../model/words.ts';
import { code, entry, joined, missing, name, quote, say, type Block, type Entry, type Section, type Words } from './document.ts';
import { effectText, hitsWords, type Known } from './known.ts';

/** Returns the scope: items with their options and customizations, what is excluded, support, who is promised by level or by name. */
export function scopeSection({ facts }: Known): Section {
  const { deal } = facts;
  const excluded = exclusionsOf(facts);
  const blocks: Block[] = [
    ...deal.items.flatMap((item) => itemBlocks(item, facts)),
    { kind: 'heading', words: ['Not included'] },
    {
      kind: 'entries',
      entries:
        excluded.length === 0
          ? [missing('Exclusions', ['not said: the scope has no boundary'])]
          : excluded.map(({ text, from }) => entry(from, [quote(text)])),
    },
    { kind: 'heading', words: ['Around it'] },
    { kind: 'entries', entries: [supportEntry(facts), ...staffingEntries(facts), ...groupEntries(facts)] },
  ];
  return { id: 'scope', title: 'Scope', blocks };
}

function itemBlocks(item: ItemFact, { policy }: Facts): Block[] {
  const { id, quantity, entry: library, deliverable, version, options, custom, offer, skip, phase } = item;
  const entries: Entry[] = [
    entry('What', [
      `${quantity} × `,
      ...(library?.title === undefined ? [code(deliverable)] : say`${name(library.title)} (${code(deliverable)})`),
      library === null ? ', which is not in the library' : `, version ${version ?? library.version}`,
    ]),
    entry(
      'Options',
      Object.keys(options).length === 0
        ? ['none chosen']
        : joined(
            Object.entries(options).map(([key, value]) => say`${code(key)} ${typeof value === 'string' ? quote(value) : String(value)}`),
          ),
    ),
    ...(phase === 1 ? [] : [entry('Phase', [String(phase)])]),
    ...(offer === 'build' ? [entry('Offered as', ['a capability that does not exist yet'])] : []),
    ...(skip.length === 0 ? [] : [entry('Left out', hitsWords(skip))]),
    ...(custom.length === 0 ? [entry('Beyond the library', ['nothing'])] : custom.map((each) => customEntry(each, policy.currency))),
  ];
  return [
    { kind: 'heading', words: [code(id)] },
    { kind: 'entries', entries },
  ];
}

function customEntry({ id, what, effort, price, change, undo, choice, roadmap }: Custom, currency: string): Entry {
  const work = effort?.map(({ need, work: time }) => say`${code(formatNeed(need))} ${scaledText(time)}`);
  return entry(
    say`Customized: ${code(id)}`,
    [quote(what)],
    [
      work === undefined ? ['its work is not said'] : say`work: ${joined(work)}`,
      [price === undefined ? 'no price' : `price ${formatMoney(price, currency)}`],
      ...(change === undefined
        ? [['not said whether it can be undone']]
        : [undo === undefined ? [change] : say`${change}: ${quote(undo)}`]),
      ...(choice === undefined ? [] : [[`to ${choice}`]]),
      ...(roadmap === undefined ? [] : [say`on the roadmap as ${code(roadmap)}`]),
    ],
  );
}

/** What is excluded, each text once, with who says so. */
function exclusionsOf({ deal }: Facts): { text: string; from: string }[] {
  const all = [
    ...(deal.file.exclusions ?? []).map((text) => ({ text, from: 'By the deal' })),
    ...deal.items.flatMap(({ entry: library }) => (library?.exclusions ?? []).map((text) => ({ text, from: 'By the library' }))),
    ...deal.promises.filter(({ written }) => written).flatMap(({ excludes }) => excludes.map((text) => ({ text, from: 'By a promise' }))),
  ];
  return all.filter(({ text }, index) => all.findIndex((other) => fold(other.text) === fold(text)) === index);
}

function supportEntry({ deal }: Facts): Entry {
  const { support } = deal.file;
  if (support === undefined) return missing('Support afterwards', ['not said: how much, and until when']);
  if (support === 'none') return entry('Support afterwards', ['none']);
  return entry('Support afterwards', [`${formatDuration(support.hours)} until ${formatDay(support.until)}`]);
}

function staffingEntries({ deal }: Facts): Entry[] {
  const lines = deal.file.staffing ?? [];
  if (lines.length === 0) return [entry('People promised', ['nobody, by name or by level'])];
  return lines.map(({ needs, person, from, to, share, skills }) => {
    const who = person === undefined ? joined(needs.map((need) => [code(formatNeed(need))])) : say`${code(person)} by name`;
    const when = [
      from === undefined ? '' : ` from ${formatDay(from)}`,
      to === undefined ? '' : ` to ${formatDay(to)}`,
      share === undefined ? '' : `, ${formatShare(share)} of the time`,
    ];
    const knows = skills.length === 0 ? [] : say`, who knows ${joined(skills.map((skill) => [quote(skill)]))}`;
    return entry(
      'People promised',
      [...who, ...when, ...knows].filter((part) => part !== ''),
    );
  });
}

function groupEntries({ deal }: Facts): Entry[] {
  return (deal.file.requirements?.groups ?? []).map(({ group, weight, from, to }) =>
    entry('Adds to a group', say`${code(group)}, weight ${weight}, ${formatDay(from.day)} to ${formatDay(to.day)}`),
  );
}

/** Returns what is taken for granted, with what it costs if it is false. */
export function assumptionsSection({ facts: { deal } }: Known): Section {
  const entries = deal.assumptions.map(({ text, if_false, item }): Entry => {
    const of = item === null ? [] : [say`of ${code(item)}`];
    if (if_false === undefined)
      return { ...entry('Assumed', [quote(text)], [['not said what it costs if it is false'], ...of]), missing: true };
    return entry('Assumed', [quote(text)], [say`if it is false: ${effectText(if_false)} at ${hitsWords(if_false.hits)}`, ...of]);
  });
  const blocks: Block[] = [
    { kind: 'entries', entries: entries.length === 0 ? [missing('Assumptions', ['not said: none is written'])] : entries },
  ];
  return { id: 'assumptions', title: 'Assumptions', blocks };
}

/** Returns what the customer gives and when, and the materials that were secured. */
export function inputsSection({ facts }: Known): Section {
  const { deal } = facts;
  const unlisted = deal.items.filter(({ entry: library }) => library === null);
  const rows = deal.inputs.map((input) => [
    [code(input.id)],
    fromWords(input),
    [whenText(input)],
    blocksWords(input, deal.items.length > 1),
  ]);
  const blocks: Block[] = [
    rows.length > 0
      ? { kind: 'table', head: ['input', 'from', 'when', 'blocks'], rows }
      : { kind: 'note', words: ['The library asks for nothing of the customer.'] },
    ...unlisted.map(({ deliverable }): Block => ({
      kind: 'note',
      words: say`What ${code(deliverable)} needs is not known: it is not in the library.`,
      missing: true,
    })),
    ...(deal.file.materials === undefined ? [] : [{ kind: 'heading', words: ['Materials secured'] } as const, materialBlock(facts)]),
  ];
  return { id: 'inputs', title: 'What the customer gives', blocks };
}

function fromWords({ from, line }: InputFact): Words {
  if (from === null) return ['not said'];
  return line?.from === undefined ? say`${name(from)} (nobody named)` : [name(from)];
}

function whenText({ state, came, due, dueFrom, afterCutoff, claim }: InputFact): string {
  const day = due === null ? 'no day' : formatDay(due);
  const claimed = claim !== null && state !== 'here' ? ` (the deal says ${claim.approvable.what}, and nobody who may has signed it)` : '';
  switch (state) {
    case 'here':
      return `here since ${came === null ? 'no day' : formatDay(came)}${afterCutoff ? ', after its cut-off' : ''}`;
    case 'overdue':
      return `OVERDUE: due ${day}${claimed}`;
    case 'expected':
      return `${dueFrom === 'deal' ? `due ${day}` : `not agreed; usually by ${day}`}${claimed}`;
  }
}

function blocksWords({ item, library }: InputFact, several: boolean): Words {
  const steps: Words = library.blocks.length === 0 ? ['the first steps'] : hitsWords(library.blocks);
  return several ? say`${steps} of ${code(item)}` : steps;
}

function materialBlock({ deal }: Facts): Block {
  const rows = (deal.file.materials ?? []).map(({ material, quantity, state, eta, evidence }) => [
    [code(material)],
    [formatMicro(quantity)],
    [state],
    [eta === undefined ? 'no day' : formatDay(eta)],
    evidence === undefined ? ['not said'] : [quote(evidence)],
  ]);
  return { kind: 'table', head: ['material', 'quantity', 'state', 'there on', 'shown by'], rows };
}
