/** A brief as Markdown: headings, lists and tables are ours; nothing that somebody else wrote is one of them. */
import type { Block, Document, Entry, Said, Words } from '../brief/document.ts';
import { cell, code, plain, quoted } from './markdown-text.ts';

/** Returns a document as Markdown, ending with a line break. */
export function documentMarkdown({ title, lead, sections }: Document): string {
  const [verdict, ...further] = lead;
  const blocks = [
    `# ${line(title)}`,
    ...(verdict === undefined ? [] : [`**${line(verdict.words)}**`]),
    ...(further.length === 0 ? [] : [further.map(({ words }) => `- ${line(words)}`).join('\n')]),
    ...sections.flatMap((section) => [`## ${section.title}`, ...section.blocks.map(blockText)]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'entries':
      return block.entries.map(entryText).join('\n');
    case 'heading':
      return `### ${line(block.words)}`;
    case 'note':
      return block.missing ? `**?** ${line(block.words)}` : line(block.words);
    case 'table': {
      const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
      return [row(block.head), row(block.head.map(() => '---')), ...block.rows.map((cells) => row(cells.map(line)))].join('\n');
    }
  }
}

function entryText({ label, words, under, missing }: Entry): string {
  const first = `- **${missing ? '? ' : ''}${line(label)}:** ${line(words)}`;
  return [first, ...under.map((each) => `  - ${line(each)}`)].join('\n');
}

function line(words: Words): string {
  return words.map((part) => (typeof part === 'string' ? part : saidText(part))).join('');
}

function saidText({ said, as }: Said): string {
  switch (as) {
    case 'quote':
      return quoted(said);
    case 'name':
    case 'told':
      return plain(said);
    case 'code':
      return code(said);
  }
}
