// A document as its reader sees it: what is left of its text, each character where it was, and its blocks.
import { describe, expect, test } from 'vitest';
import { blocksOf, proseOf, without } from '../../src/rules/texts/document-text.ts';

describe('what is no prose becomes spaces', () => {
  test.each([
    // The front matter is the first thing, from line to line.
    ['---\na: 1\n---\nText', '···\n····\n···\nText'],
    ['---\na: 1\n---', '···\n····\n···'],
    ['---\na: 1\n---x', '---\na: 1\n---x'],
    ['Text\n---\na: 1\n---\n', 'Text\n---\na: 1\n---\n'],
    // Comments, also over several lines, and one that nobody closed.
    ['a <!-- b\nc --> d', 'a ······\n····· d'],
    ['a <!-- b --> c --> d', 'a ·········· c --> d'],
    ['a <!-- b', 'a ······'],
    // Addresses, up to what stands around them.
    ['see http://a.example/2026-12-18 now', 'see ··························· now'],
    ['see HTTPS://a.example now', 'see ················· now'],
    ['(ftp://a/b) [mailto:c] "tel:1-2" \'tel:3\'', '(·········) [········] "·······" \'·····\''],
    ['<https://a.b>', '<···········>'],
    ['www.a.example/3 bags', '··············· bags'],
    ['(www.a.example) [www.b] "www.c" \'www.d\'', '(·············) [·····] "·····" \'·····\''],
    ['[terms](a/2026-12-18.md) (b)', '[terms](···············) (b)'],
    ['[terms]()', '[terms]()'],
    ['[terms](a\nb)', '[terms](a\nb)'],
    ['[terms](a', '[terms](a'],
    ['ana.ruiz+3@lark-field.co.example, at 10', '································, at 10'],
    ['ana@home', 'ana@home'],
    // Markup, and a comparison that is none.
    ['<b>Ten</b> <br/> <a href="x">bags</a>', '···Ten···· ····· ············bags····'],
    ['3 < 4 and 5 > 4', '3 < 4 and 5 > 4'],
    ['<3 bags>', '<3 bags>'],
    ['<b\nc>', '<b\nc>'],
    ['*ten* _bags_ `each`', '·ten· ·bags· ·each·'],
  ])('%j', (text, wanted) => {
    expect(proseOf(text)).toBe(wanted.replaceAll('·', ' '));
  });

  test('wide letters and digits are those that they look like', () => {
    expect(proseOf('５００ ｂａｇｓ～！')).toBe('500 bags~!');
    expect(proseOf('\uff00 \uff5f')).toBe('\uff00 \uff5f');
  });

  test('some parts of a text', () => {
    expect(without('ten bags\non time', [{ start: 0, end: 3 }, { start: 7, end: 11 }])).toBe('    bag \n   time'); // prettier-ignore
    expect(without('ten', [])).toBe('ten');
  });
});

describe('the blocks of a document', () => {
  /** `kind: text < heading < its heading`. */
  const shown = (text: string): string[] =>
    blocksOf(text).map(({ kind, text: words, start, under }) => {
      expect(text.slice(start, start + words.length)).toBe(words);
      return `${kind}: ${[words, ...under.toReversed()].join(' < ')}`;
    });

  test('stand under their headings, by level', () => {
    const text = '# Offer\nText\n## Not included ##\n- one\n### Nor\ntwo\n## Price\n\nthree\n# End\nfour';
    expect(shown(text)).toEqual([
      'heading: # Offer',
      'text: Text < Offer',
      'heading: ## Not included ## < Offer',
      'text: - one < Not included < Offer',
      'heading: ### Nor < Not included < Offer',
      'text: two < Nor < Not included < Offer',
      'heading: ## Price < Offer',
      'text: three < Price < Offer',
      'heading: # End',
      'text: four < End',
    ]);
  });

  test('a heading may be underlined: with = on the first level, with - on the second', () => {
    expect(shown('Offer\n=====\nOut of\nscope \n  ---  \none\n\nPrice\n-\ntwo\nEnd\n=\nthree')).toEqual([
      'heading: Offer',
      'heading: Out of\nscope  < Offer',
      'text: one < Out of\nscope < Offer',
      'heading: Price < Offer',
      'heading: two\nEnd',
      'text: three < two\nEnd',
    ]);
    // A line after a blank one underlines nothing, nor does one that is set in, or goes on.
    expect(shown('one\n\n---\ntwo')).toEqual(['text: one', 'text: ---\ntwo']);
    expect(shown('one\n    ---')).toEqual(['text: one\n    ---']);
    expect(shown('one\n--- two')).toEqual(['text: one\n--- two']);
    expect(shown('one\n=-=')).toEqual(['text: one\n=-=']);
  });

  test('a list entry, a table row and a quotation are no heading, whatever line stands under them', () => {
    expect(shown('- Support as needed\n---')).toEqual(['text: - Support as needed\n---']);
    expect(shown('| Support | as needed |\n===')).toEqual(['text: | Support | as needed |\n===']);
    expect(shown('> as needed\n---')).toEqual(['quotation: > as needed\n---']);
  });

  test('what only begins like a heading is text', () => {
    expect(shown('#one\n####### two\n    # three\na # four')).toEqual(['text: #one\n####### two\n    # three\na # four']);
    expect(shown('   ###### six #six  # \n')).toEqual(['heading:    ###### six #six  # ']);
    expect(shown('#  six\t##\nx')).toEqual(['heading: #  six\t##', 'text: x < six']);
  });

  test('entries, rows and paragraphs are one each, with the lines that go on', () => {
    expect(shown('- a\n  b\n* c\n+ d\n• e\n 1. f\n12) g')).toEqual([
      'text: - a\n  b',
      'text: * c',
      'text: + d',
      'text: • e',
      'text:  1. f',
      'text: 12) g',
    ]);
    expect(shown('|a|b|\n|c|d|\n>e\nf\n\n \n> g')).toEqual(['text: |a|b|', 'text: |c|d|', 'quotation: >e\nf', 'quotation: > g']);
    // What only looks like an entry goes on with the line before.
    expect(shown('a\n-b\n1.5 c\nd - e\n3 f\n1: g')).toEqual(['text: a\n-b\n1.5 c\nd - e\n3 f\n1: g']);
    expect(shown('a\nb > c')).toEqual(['text: a\nb > c']);
    expect(shown('a > b')).toEqual(['text: a > b']);
    expect(shown('')).toEqual([]);
  });
});
