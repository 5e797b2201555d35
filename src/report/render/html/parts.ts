/** Pieces that the sections of a page are made of. */
import { markup, type Html, type HtmlPart } from '../html-text.ts';

/** Returns a text that somebody else wrote: written from the right, it does not turn the sentence around it. */
export function said(text: string): Html {
  return markup`<bdi>${text}</bdi>`;
}

/** Where something stands in a page: the `id` of its title, which no other has, and how deep that title is. */
export interface Spot {
  readonly id: string;
  readonly level: 1 | 2 | 3 | 4;
}

/** Returns a title that is as deep as its spot: a screen reader's list of titles skips none. */
export function heading({ id, level }: Spot, title: HtmlPart): Html {
  switch (level) {
    case 1:
      return markup`<h1 id="${id}">${title}</h1>\n`;
    case 2:
      return markup`<h2 id="${id}">${title}</h2>\n`;
    case 3:
      return markup`<h3 id="${id}">${title}</h3>\n`;
    case 4:
      return markup`<h4 id="${id}">${title}</h4>\n`;
  }
}

/** Returns the spot of a part of what stands at another. */
export function under({ id, level }: Spot, part: string): Spot {
  return { id: `${id}-${part}`, level: level === 1 ? 2 : level === 2 ? 3 : 4 };
}

/**
 * Returns a section with its title. Of a deal alone in its page it is a landmark of that name; among others there would be one of each name a deal, which nobody can
 * tell apart: there the titles lead.
 */
export function section(spot: Spot, title: string, body: HtmlPart): Html {
  const named = spot.level === 2 ? markup` aria-labelledby="${spot.id}"` : null;
  return markup`<section${named}>
${heading(spot, title)}${body}</section>
`;
}

/** A picture beside its rows: their names in a column of their own, which keep the size of words. */
export interface Picture {
  /** Unique in the page. */
  readonly id: string;
  /** What it shows, and what is to be seen, for those who do not see it. */
  readonly title: string;
  readonly description: string;
  /** In pixels; the width is that of its place. */
  readonly height: number;
  readonly shapes: HtmlPart;
  /** The names of its rows, with the pixels at which the first begins and that each takes; null: the picture has the whole width. */
  readonly rows: {
    readonly top: number;
    readonly each: number;
    readonly names: readonly { readonly name: string; readonly more: string }[];
  } | null;
}

/** Returns a picture with its names and its words for a screen reader. */
export function picture({ id, title, description, height, shapes, rows }: Picture): Html {
  const image = markup`<svg class="chart" role="img" aria-labelledby="${id}-t ${id}-d" width="100%" height="${height}" focusable="false"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
${shapes}</svg>`;
  if (rows === null) return markup`${image}\n`;
  const names = rows.names.map(
    ({ name, more }) =>
      markup`<li style="height:${rows.each}px"><bdi>${name}</bdi>${more === '' ? null : markup` <small><bdi>${more}</bdi></small>`}</li>\n`,
  );
  return markup`<div class="rows"><ul aria-hidden="true" style="padding-top:${rows.top}px">
${names}</ul>${image}</div>
`;
}

/** Returns a table that scrolls by itself where the screen is narrow, and so can be reached by the keyboard. It is called as its section is: a group, and no landmark. */
export function table(label: string, titles: readonly string[], rows: readonly (readonly HtmlPart[])[]): Html {
  return markup`<div class="table" role="group" aria-label="${label}" tabindex="0"><table>
<thead><tr>${titles.map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rows.map(([first, ...rest]) => markup`<tr><th scope="row">${first}</th>${rest.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>
`;
}

/** Returns what can be opened. */
export function details(summary: HtmlPart, body: HtmlPart): Html {
  return markup`<details><summary>${summary}</summary>
${body}</details>
`;
}

/** What a legend shows of each kind, in a box of 14 by 10 pixels. */
export function legend(entries: readonly { readonly kind: string; readonly words: string }[]): Html {
  return markup`<ul class="legend">${entries.map(({ kind, words }) => markup`<li><svg width="14" height="10" aria-hidden="true" focusable="false"><rect class="${kind}" width="14" height="10"/></svg> ${words}</li>`)}</ul>
`;
}

/** Returns a count with its noun: `1 step`, `7 steps`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
