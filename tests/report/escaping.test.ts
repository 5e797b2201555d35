// What somebody else wrote is text in Markdown and in HTML, whatever it is: every naughty string, and strings made of the characters that mean something.
// The oracle of Markdown is micromark with GitHub's extensions, which shares no code with what writes it.
import * as fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { markup, pageText } from '../../src/report/render/html-text.ts';
import { cell, code, inOneLine, plain, quoted } from '../../src/report/render/markdown-text.ts';
import { ROOT } from '../cli/run.ts';

const corpus = join(ROOT, '..', 'shared', 'data', 'corpora', 'blns', 'blns.json');
const NAUGHTY: readonly string[] = existsSync(corpus) ? (JSON.parse(readFileSync(corpus, 'utf8')) as string[]) : [];

/** What readers of Markdown have been caught with, beside the corpus. */
const OWN = [
  '',
  ' ',
  '`',
  '``',
  '` a `',
  'a`b``c```d',
  '```sh\nrm -rf /\n```',
  '| a | b |',
  'a|b',
  'a\\|b',
  'a\\\\|b',
  'a\\\\\\|b',
  '\\',
  'a\\',
  '`a\\`|`b`',
  '1. list',
  '1) list',
  '2026. A good year',
  '# heading',
  '- item',
  '+ item',
  '> quote',
  '---',
  '===',
  '[a](https://evil.example)',
  '![a](https://evil.example/a.png)',
  '[a]: https://evil.example',
  '[^1]',
  '<https://evil.example>',
  'https://evil.example',
  'www.evil.example',
  'see www.evil.example for more',
  'evil.example',
  'mail sam@evil.example now',
  'xmpp:sam@evil.example',
  '@octocat please look',
  'fixes #12',
  'GH-12',
  'a5c3785ed8d6a35868bc169f07e40e889087fd2e',
  ':smile:',
  'H~2~O ~~no~~',
  '$x^2$ and $`x`$',
  '<b>bold</b>',
  '<script>alert(1)</script>',
  '<!-- hidden -->',
  '&lt;b&gt; &#42; &amp;',
  '\u202Egnp.exe',
  'a\u0000b',
  'a\u200Bb',
  'two\nlines',
  'two\u2028lines',
  '“quoted” already',
  'ends in a quote”',
  'עברית and English',
  "an apostrophe's end (and brackets)",
  'half a pair \uD800',
];
const ALL = [...OWN, ...NAUGHTY];
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...Array.from('`\\|*_[]()<>!#@&~$:.-+=/"\'“” \t\n1aé')), maxLength: 24 }),
);

describe('Markdown', () => {
  test('a text is words or a code span, and its fence is in neither', () => {
    for (const text of ALL) expectSpan(code(text), text);
    fc.assert(
      fc.property(anything, (text) => {
        expectSpan(code(text), text);
      }),
    );
  });

  test('only words and their punctuation are prose', () => {
    expect(quoted('Three hundred bags, by noon (or 12:30)')).toBe('“Three hundred bags, by noon (or 12:30)”');
    expect(quoted("300 bags at Acme's dock: 2.5 pallets, 50% each")).toBe("“300 bags at Acme's dock: 2.5 pallets, 50% each”");
    expect(plain('Straße 12, Łódź')).toBe('Straße 12, Łódź');
    expect(plain("'canvas' is not locked")).toBe("'canvas' is not locked");
    for (const text of [
      'www.evil.example',
      'evil.example',
      'http://a',
      'mail a@b.c',
      '1. a',
      '@a',
      '#1',
      'GH-12',
      'deadbeef1',
      'a_b',
      'a*b',
      '“a”',
      'עברית',
    ])
      expect(plain(text)).toBe(`\`${text}\``);
    for (const text of ALL) {
      const written = quoted(text);
      if (written.startsWith('“')) expect(written.slice(1, -1)).not.toMatch(/[^\p{L}\d '’,;:.!?()%/×·→–—-]/u);
    }
  });

  test('a line stays one line', () => {
    for (const text of ALL)
      for (const written of [code(text), quoted(text), plain(text), cell(code(text))]) expect(written).not.toMatch(/[\r\n\u2028\u2029]/);
  });

  test('in a cell a bar stands after an odd number of backslashes', () => {
    expect(cell('a|b')).toBe('a\\|b');
    // A reader that pairs backslashes would take the second of two for escaped, and the bar for the end of the cell.
    expect(cell('a\\|b')).toBe('a\\ \\|b');
    expect(cell('a\\\\|b')).toBe('a\\\\\\|b');
  });
});

/** The fence is longer than any run of backticks inside, and what is inside is the text. */
function expectSpan(written: string, text: string): void {
  const line = inOneLine(text);
  if (line === '') {
    expect(written).toBe('(empty)');
    return;
  }
  const [, ticks, inside] = /^(`+)(.*?)\1$/su.exec(written)!;
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  expect({ fence: ticks.length, inside: inside.replace(/^ (`.*|.*`) $/su, '$1') }).toEqual({ fence: longest + 1, inside: line });
}

const encoded = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!);

describe('Markdown as GitHub reads it', () => {
  const read = (text: string): string => micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  /** What a written text has to become: a code span of the line, or the line. */
  const shown = (written: string, text: string): string => {
    const line = encoded(inOneLine(text));
    if (line === '') return '(empty)';
    return written.startsWith('`') ? `<code>${line}</code>` : written.startsWith('“') ? `“${line}”` : line;
  };
  const check = (text: string): void => {
    for (const write of [code, quoted, plain]) {
      const written = write(text);
      expect(read(`- **? Label:** ${written}; on\n  - ${written}\n`)).toBe(
        `<ul>\n<li><strong>? Label:</strong> ${shown(written, text)}; on\n<ul>\n<li>${shown(written, text)}</li>\n</ul>\n</li>\n</ul>\n`,
      );
      expect(read(`# Handoff: ${written}\n`)).toBe(`<h1>Handoff: ${shown(written, text)}</h1>\n`);
      const parted = inOneLine(text).replace(/(\\+)\|/g, (_, slashes: string) =>
        slashes.length % 2 === 0 ? `${slashes}|` : `${slashes} |`,
      );
      expect(read(`| a | b |\n| --- | --- |\n| ${cell(written)} | ${cell(`x ${written} y`)} |\n`)).toContain(
        `<tr>\n<td>${shown(written, parted)}</td>\n<td>x ${shown(written, parted)} y</td>\n</tr>`,
      );
    }
  };

  test.each([
    ['our own', OWN],
    [`the naughty strings${NAUGHTY.length === 0 ? ' (no corpora beside the repository)' : ''}`, NAUGHTY],
  ])('becomes what it says: %s', (_, texts) => {
    for (const text of texts) check(text);
  });

  test('becomes what it says, whatever it is', () => {
    fc.assert(
      fc.property(anything, (text) => {
        check(text);
      }),
      { numRuns: 150 },
    );
  });
});

describe('HTML', () => {
  const decoded = (text: string): string => text.replace(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)));
  const made = (text: string): string =>
    /<p title="([^]*?)">([^]*)<\/p>/.exec(pageText({ title: 'x', style: '', body: markup`<p title="${text}">${text}</p>` }))![0];

  test('a text is a text, in an element and in an attribute', () => {
    const check = (text: string): void => {
      const [, attribute, inside] = /^<p title="([^"<>]*)">([^"'`<>]*)<\/p>$/.exec(made(text)) ?? [];
      expect(attribute).toBe(inside);
      // Nothing but our own references, and with them read again the text.
      expect(inside).not.toMatch(/&(?!#\d+;)/);
      const line = inOneLine(text);
      expect(decoded(inside).trim()).toBe(line);
    };
    for (const text of ALL) check(text);
    fc.assert(
      fc.property(anything, (text) => {
        check(text);
      }),
    );
  });

  test('data that looks like HTML of ours is none', () => {
    const forged = JSON.parse('{"html":"<b>","toString":"<b>"}') as never;
    expect(() => markup`${forged}`).toThrow();
    expect(made('<b>')).toBe('<p title="&#60;b&#62;">&#60;b&#62;</p>');
  });

  test('a page runs and loads nothing, by its own policy too', () => {
    const page = pageText({
      title: '</title><script>alert(1)</script>',
      style: 'p { color: red; }',
      body: markup`<p>${['a', 1, null]}</p>`,
    });
    expect(page).not.toMatch(/<script|<img|<iframe|<form|\bon\w+=|javascript:/i);
    expect(page).toContain('default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:');
    expect(page).toContain('<p>a1</p>');
    expect(page).toContain('p { color: red; }');
  });
});
