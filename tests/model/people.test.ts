// Who sells is what a seller writes of themselves: an alias, an initial or a title is still them.
import { expect, test } from 'vitest';
import { isSeller } from '../../src/model/people.ts';
import { judgeBase } from '../rules/workspace.ts';

const sells = (seller: string, who: string) => {
  const { facts } = judgeBase({ deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nseller: ${seller}\nitems: [bag:10]\n` });
  return isSeller(facts, who);
};

test.each([
  ['{name: Ben Cole}', 'ben'],
  ['{name: B. Cole}', 'ben'],
  ['{name: "Ben Cole, sales"}', 'ben'],
  ['{name: Ben-Cole}', 'ben'],
  ['{email: ben+sales@larkfield.example}', 'ben'],
  ['{email: Ben@Larkfield.example}', 'ben'],
])('%s is %s', (seller, who) => {
  expect(sells(seller, who)).toBe(true);
});

test.each([
  ['{name: Sam Reed}', 'ben'],
  ['{name: Ada Cole}', 'ben'],
  ['{name: Cole}', 'ben'],
  ['{email: sam+ben@larkfield.example}', 'ben'],
])('%s is not %s', (seller, who) => {
  expect(sells(seller, who)).toBe(false);
});
