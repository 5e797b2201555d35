/** A brief as one page of HTML that loads and runs nothing, is read on a phone, in the dark and by a screen reader, and prints. */
import { plainText, type Block, type Document, type Entry, type Said, type Section, type Words } from '../brief/document.ts';
import { markup, pageText, type Html } from './html-text.ts';

/** Returns a document as a page. */
export function documentHtml({ title, lead, sections }: Document): string {
  const [verdict, ...further] = lead;
  const body = markup`<header>
<h1>${line(title)}</h1>
${verdict === undefined ? null : markup`<p class="verdict ${verdict.tone}">${line(verdict.words)}</p>\n`}<ul class="lead">
${further.map(({ tone, words }) => markup`<li class="${tone}">${line(words)}</li>\n`)}</ul>
<nav aria-label="Sections"><ul>
${sections.map(({ id, title: called }) => markup`<li><a href="#${id}">${called}</a></li>\n`)}</ul></nav>
</header>
<main>
${sections.map(sectionHtml)}</main>`;
  return pageText({ title: plainText(title), style: STYLE, body });
}

function sectionHtml({ id, title, blocks }: Section): Html {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${blocks.map(blockHtml)}</section>
`;
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'entries':
      return markup`<dl>\n${block.entries.map(entryHtml)}</dl>\n`;
    case 'heading':
      return markup`<h3>${line(block.words)}</h3>\n`;
    case 'note':
      return markup`<p class="${block.missing ? 'note missing' : 'note'}">${line(block.words)}</p>\n`;
    case 'table':
      return tableHtml(block);
  }
}

/** It scrolls by itself where the screen is narrow, and so it can be reached by the keyboard. */
function tableHtml({ head, rows }: Extract<Block, { kind: 'table' }>): Html {
  const label = head.filter((title) => title !== '').join(', ');
  const titles = head.map((title) => (title === '' ? markup`<td></td>` : markup`<th scope="col">${title}</th>`));
  const lines = rows.map(
    ([first, ...rest]) => markup`<tr><th scope="row">${line(first)}</th>${rest.map((words) => markup`<td>${line(words)}</td>`)}</tr>\n`,
  );
  return markup`<div class="table" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${titles}</tr></thead>
<tbody>
${lines}</tbody>
</table></div>
`;
}

function entryHtml({ label, words, under, missing }: Entry): Html {
  const more = under.length === 0 ? null : markup`<ul>${under.map((each) => markup`<li>${line(each)}</li>`)}</ul>`;
  return markup`<div${missing ? markup` class="missing"` : null}><dt>${line(label)}</dt><dd>${line(words)}${more}</dd></div>\n`;
}

function line(words: Words): Html[] {
  return words.map((part) => (typeof part === 'string' ? markup`${part}` : saidHtml(part)));
}

/** `bdi`: a name that is written from the right does not turn the sentence around it. */
function saidHtml({ said, as }: Said): Html {
  switch (as) {
    case 'quote':
      return markup`<q><bdi>${said}</bdi></q>`;
    case 'name':
    case 'told':
      return markup`<bdi>${said}</bdi>`;
    case 'code':
      return markup`<code>${said}</code>`;
  }
}

const STYLE = `:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --paper: #fff; --rule: #d0d7de; --good: #116329; --bad: #a40e26; --doubt: #7d4e00; --mark: #fff8e5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --quiet: #9da7b1; --paper: #0d1117; --rule: #30363d; --good: #56d364; --bad: #ff7b72; --doubt: #e3b341; --mark: #2b2410; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 56rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; padding-top: .6rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p, ul, dl { margin: .4rem 0; }
.verdict { font-size: 1.15rem; font-weight: 700; }
.good { color: var(--good); } .bad { color: var(--bad); } .doubtful { color: var(--doubt); } .quiet, .note { color: var(--quiet); }
.lead { padding-left: 1.2rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; list-style: none; font-size: .875rem; }
a { color: inherit; }
dl > div { display: grid; grid-template-columns: 12rem 1fr; gap: 0 1rem; padding: .2rem .4rem; }
dt { font-weight: 600; }
dd { margin: 0; }
dd ul { margin: 0; padding-left: 1.1rem; color: var(--quiet); }
.missing { background: var(--mark); }
.missing > dt::before, p.missing::before { content: "? "; color: var(--doubt); font-weight: 700; }
code { font-family: ui-monospace, monospace; font-size: .9em; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem .4rem; border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
th[scope="row"] { font-weight: 600; }
@media (max-width: 36rem) { dl > div { grid-template-columns: 1fr; } }
@page { margin: 18mm 16mm; }
@media print { :root { --ink: #000; --quiet: #444; --paper: #fff; --rule: #bbb; --good: #0b4f1f; --bad: #8a0c20; --doubt: #5f3b00; --mark: #fff; } body { max-width: none; padding: 0; font-size: 9.5pt; } nav { display: none; } h2, h3 { break-after: avoid; } dl > div, tr { break-inside: avoid; } .missing { border-left: 3px solid var(--doubt); } thead { display: table-header-group; } }`;
