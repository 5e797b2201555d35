// What counts as one's own words: the edges of each of the three reasons, counted by hand.
import { describe, expect, test } from 'vitest';
import { OWN_WORDS, whyNotOwnWords } from '../../src/model/own-words.ts';

const PROMISE = "300 branded bags at Acme's dock for the corporate event";

describe('words that carry meaning', () => {
  test.each([
    // crates | stand | counted | ramp: the, are, on and by carry none.
    ['The crates stand counted by the ramp', 4],
    // The same word again is no second one.
    ['crates crates crates stand stand counted ramp', 4],
    // Numbers carry none either, in digits of any script.
    ['300 crates stand 18 counted 12 ramp 2026 ٣٠٠', 4],
    // Nor do names and titles, in any case.
    ['ACME crates stand counted ramp', 4],
    ['', 0],
    ['Kisten stehen gezählt auf der Rampe', 4],
    ['Les caisses sont comptées sur le quai de livraison', 4],
  ])('%s: too short', (text, words) => {
    expect(whyNotOwnWords(text, [PROMISE], ['Acme'])).toEqual({ reason: 'too-short', words, least: 5 });
  });

  test.each([
    'The crates stand counted by the ramp outside',
    'Kisten stehen gezählt und verpackt auf der Rampe',
    'Les caisses sont comptées sur le quai de livraison, signées',
    // Five characters of a script that puts no spaces between words.
    '箱在码头上',
  ])('%s: enough', (text) => {
    expect(whyNotOwnWords(text, [PROMISE], ['Acme'])).toBeNull();
  });
});

describe('copied', () => {
  // The promise's words: alpha bravo charlie delta echo foxtrot golf, so five threes: abc bcd cde def efg.
  const texts = ['alpha bravo charlie delta echo foxtrot golf'];

  test('three of five is 60 %, and that is allowed', () => {
    // abc bcd cde copied; d e x, e x y own: 3 of 5.
    expect(whyNotOwnWords('alpha bravo charlie delta echo xray yankee', texts, [])).toBeNull();
  });

  test('five of eight is 62.5 %, and that is more than allowed', () => {
    // abc bcd cde def efg copied; f g x, g x y, x y z own: 5 of 8.
    expect(whyNotOwnWords('alpha bravo charlie delta echo foxtrot golf xray yankee zulu', texts, [])).toEqual({
      reason: 'copied',
      share: 63,
      most: 60,
      piece: 'alpha bravo charlie delta echo foxtrot golf',
    });
  });

  test('case, punctuation and Unicode form make no words one’s own', () => {
    const promise = 'Die Straße ist geräumt, gefegt und für Gäste geöffnet';
    const copy = 'DIE STRASSE IST GERÄUMT — gefegt und für Gäste geöffnet!'.normalize('NFD');
    expect(whyNotOwnWords(copy, [promise], [])).toMatchObject({ reason: 'copied', share: 100 });
  });

  test('numbers, names and titles are left out on both sides', () => {
    // Left: branded bags at dock for the corporate event (the s of Acme's is a word of its own, too); all of it copied.
    const copy = "500 branded bags at Norwell's dock for the corporate event";
    expect(whyNotOwnWords(copy, [PROMISE], ['Acme', 'Norwell'])).toMatchObject({ reason: 'copied', share: 100 });
    // With a title said in both, what is one's own counts: crates stand counted by the ramp outside: nothing copied.
    const own = 'Custom branded bag crates stand counted by the ramp outside';
    expect(whyNotOwnWords(own, ['Custom branded bag, ready'], ['Custom branded bag'])).toBeNull();
  });

  test('is told as it stands there, with its apostrophes', () => {
    const said = "300 Bags at the customer's dock, accepted";
    expect(whyNotOwnWords(said, ["bags at the customer's dock, accepted"], [], { ...OWN_WORDS, least: 1 })).toMatchObject({
      reason: 'copied',
      piece: "Bags at the customer's dock, accepted",
    });
  });

  test('pieces of several texts add up', () => {
    const piece = whyNotOwnWords('alpha bravo charlie xray yankee zulu', ['alpha bravo charlie', 'xray yankee zulu'], []);
    // abc and xyz copied, bcx and cxy own: 2 of 4.
    expect(piece).toBeNull();
    expect(whyNotOwnWords('alpha bravo charlie xray yankee zulu', ['alpha bravo charlie xray', 'xray yankee zulu'], [])).toMatchObject({
      reason: 'copied',
      share: 75,
    });
  });
});

describe('what nobody can observe', () => {
  test('is told by its word', () => {
    expect(whyNotOwnWords('Customers feel happier about the whole new portal', [PROMISE], [])).toEqual({
      reason: 'vague',
      word: 'happier',
    });
  });

  test('is free beside a number, and in a name', () => {
    expect(whyNotOwnWords('Pages load faster than 200 ms across every shop portal', [PROMISE], [])).toBeNull();
    expect(whyNotOwnWords('Paint in the Great Hall dries behind locked doors', [PROMISE], ['Great Hall'])).toBeNull();
  });

  test('is judged by the words that policy has', () => {
    const limits = { ...OWN_WORDS, vague: ['zippy'] };
    expect(whyNotOwnWords('Customers feel happier about the zippy new portal', [PROMISE], [], limits)).toEqual({
      reason: 'vague',
      word: 'zippy',
    });
  });
});
