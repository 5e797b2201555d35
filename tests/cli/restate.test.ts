// `handoff restate` where there is no terminal: refusals, and the form that takes its place.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { folderFrom, handoff } from './run.ts';

// The example's shop: ana will deliver, sam sells. The bags are due on the day that the deal is: 2027-01-29.
const DEAL = `handoff: 1
deal: river-7
customer: River Club
seller: {name: Sam Reed, email: sam@larkfield.example}
dates: {signature: 2026-11-23, wanted: 2027-01-29}
items: [branded-bag:40]
`;
let shop: string;
let first: ReturnType<typeof folderFrom>;
beforeAll(() => {
  first = folderFrom();
  handoff(['init', '.', '--today', '2026-11-16'], { cwd: first.path });
  writeFileSync(join(first.path, 'deals', 'river-7.yaml'), DEAL);
  shop = first.path;
  restate('--as', 'ana', '--form', 'filled.yaml');
  fill('filled.yaml', ANSWERS);
  return () => first.remove();
});
beforeEach(() => {
  const place = folderFrom(first.path);
  shop = place.path;
  return () => place.remove();
});

const file = (name: string): string => join(shop, name);
const change = (name: string, how: (text: string) => string): void => {
  const before = readFileSync(file(name), 'utf8');
  expect(how(before)).not.toBe(before);
  writeFileSync(file(name), how(before));
};
const run = (...args: string[]) => handoff(['restate', ...args, '--today', '2026-11-16'], { cwd: shop });
const restate = (...args: string[]) => run('deals/river-7.yaml', ...args);
const kept = (deal = 'river-7'): string[] => (existsSync(file(`signoffs/${deal}`)) ? readdirSync(file(`signoffs/${deal}`)) : []);

/** Writes answers after the colons of a form. */
const fill = (name: string, answers: Readonly<Record<string, string>>): void => {
  for (const [id, said] of Object.entries(answers))
    change(name, (text) => text.replace(new RegExp(`^    ${id}:.*$`, 'm'), () => `    ${id}: ${said}`));
};
const ANSWERS = {
  words: 'Every crate stands counted and dry beside our boat house',
  'by-when': '2027-01-29',
  'how-many': '40',
  evidence: '[signed delivery note]',
  'not-included': '["Gift wrapping"]',
  deliver: 'Yes',
  'three-times': 'Yes',
  reversible: '"No, it stays"',
};

describe('a form', () => {
  test('is written once, filled in, and taken back', () => {
    const { code, out, err } = restate('--as', 'ana', '--form', 'ana.yaml');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      "✓ ana.yaml asks ana about 'branded-bag'\n  When it is filled in: handoff restate deals/river-7.yaml --as ana --answers\n  ana.yaml\n",
    );
    // Nothing of it says how many or by when.
    const form = readFileSync(file('ana.yaml'), 'utf8');
    expect(form).toContain("    # 'branded-bag', promised to River Club by Sam Reed: ___ bags accepted at the customer's dock\n");
    expect(form).not.toMatch(/\b40\b|2027/);
    expect(restate('--as', 'ana', '--form', 'ana.yaml')).toEqual({
      code: 2,
      out: '',
      err: 'handoff: ana.yaml is there already, and somebody may have filled it in: name another file, or remove it\n',
    });

    fill('ana.yaml', ANSWERS);
    const back = restate('--as', 'ana', '--answers', 'ana.yaml');
    expect({ code: back.code, err: back.err }).toEqual({ code: 0, err: '' });
    const [name, ...others] = kept();
    expect(others).toEqual([]);
    expect(back.out).toBe(
      `✓ ana restates 'branded-bag'\n  It holds until any of what it speaks of changes.\n  signoffs/river-7/${name}\n` +
        '  Commit it with the deal, then: handoff check deals/river-7.yaml\n',
    );
    expect(JSON.parse(readFileSync(file(`signoffs/river-7/${name}`), 'utf8'))).toMatchObject({
      type: 'handoff/restatement@1',
      subject: 'promise/branded-bag',
      by: 'ana',
      level: 'typed',
      restatement: { due: '2027-01-29', quantity: 40, evidence: ['signed delivery note'], excludes: ['Gift wrapping'], delivers: 'yes' },
    });
    expect(restate('--as', 'ana', '--form').out).toBe(
      "✓ nothing is left to restate\n  'branded-bag' was restated by ana on 2026-11-16, and has not changed since\n  To say it anew: --again\n",
    );
    // Taken back again it says the same, which is not kept twice, unless somebody wants it to be of today.
    expect(restate('--as', 'ana', '--answers', 'ana.yaml')).toEqual({
      code: 0,
      err: '',
      out: "✓ nothing new is said\n  'branded-bag' says what ana said on 2026-11-16: it is not kept twice\n  To say it anew, as of today: --again\n",
    });
    expect(kept()).toEqual([name]);
    expect(restate('--as', 'ana', '--again', '--answers', 'ana.yaml').code).toBe(0);
    expect(kept()).toHaveLength(2);
    change('deals/river-7.yaml', (text) => text.replace('bag:40', 'bag:41'));
    expect(restate('--as', 'ana', '--form').out).toContain('\nhandoff: 1\nform: restatement\ndeal: river-7\nby: ana\n');
  });

  test('with other answers than last time takes their place, and one with wrong ones is refused, never dropped', () => {
    restate('--as', 'ana', '--answers', 'filled.yaml');
    expect(kept()).toHaveLength(1);
    expect(restate('--as', 'ana', '--again', '--form', 'more.yaml').out.replace(/\s+/g, ' ')).toContain(
      'handoff restate deals/river-7.yaml --as ana --again --answers more.yaml ',
    );
    fill('more.yaml', { ...ANSWERS, 'how-many': 'many' });
    expect(restate('--as', 'ana', '--answers', 'more.yaml')).toMatchObject({ code: 2, out: '' });
    expect(kept()).toHaveLength(1);
    fill('more.yaml', { 'how-many': '45' });
    const { code, out } = restate('--as', 'ana', '--answers', 'more.yaml');
    expect(code).toBe(0);
    expect(out).toContain("✓ ana restates 'branded-bag'\n");
    expect(kept()).toHaveLength(2);
    // It is the later one that stands: the one before says the same as nobody now.
    expect(restate('--as', 'ana', '--answers', 'more.yaml').out).toContain('✓ nothing new is said\n');
    expect(restate('--as', 'ana', '--answers', 'filled.yaml').out).toContain("✓ ana restates 'branded-bag'\n");
  });

  test('with answers that cannot be taken is told all of them at once, and nothing is kept', () => {
    restate('--as', 'ana', '--form', 'ana.yaml');
    fill('ana.yaml', { ...ANSWERS, words: 'All done', 'by-when': 'soon', deliver: 'perhaps', evidence: '[a photo]' });
    change('ana.yaml', (text) => `${text}    by-who: me\n`);
    const { code, out, err } = restate('--as', 'ana', '--answers', 'ana.yaml');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    const lines = readFileSync(file('ana.yaml'), 'utf8').split('\n');
    const at = (id: string): string => {
      const line = lines.findIndex((each) => each.startsWith(`    ${id}:`));
      const column = id === 'by-who' ? 5 : lines[line].indexOf(': ') + 3;
      return `ana.yaml:${line + 1}:${column}`;
    };
    for (const [id, message] of [
      ['words', 'error words: that has 0 words that carry meaning, and 5 are needed'],
      ['by-when', "error by-when: 'soon' is not a date: write it as YYYY-MM-DD"],
      ['evidence', "error evidence: 'a photo' is not one of the choices: "],
      ['deliver', "error deliver: 'perhaps' is not one of the choices: 'Yes', 'Yes, by a later date', 'No' or 'I am not sure'"],
      ['by-who', 'error by-who: is not asked here'],
    ]) {
      expect(err.replace(/\s+/g, ' ')).toContain(`${at(id)} ${message}`);
    }
    expect(kept()).toEqual([]);
  });

  test('about a promise that changed since is refused with what changed', () => {
    change('deals/river-7.yaml', (text) => text.replace('bag:40', 'bag:50'));
    const { code, err } = restate('--as', 'ana', '--answers', 'filled.yaml');
    expect(code).toBe(2);
    expect(err).toContain("the `complete_when`, `items`, `quantity` and `text` of 'branded-bag' changed since this form was written");
    expect(err).toContain('write a new form: --form FILE');
    expect(err).not.toContain('50');
    expect(kept()).toEqual([]);
  });

  test.each([
    [
      'of somebody else',
      (text: string) => text.replace('by: ana', 'by: priya'),
      "'priya' is not 'ana', and this form was written for another by",
    ],
    [
      'of another deal',
      (text: string) => text.replace('deal: river-7', 'deal: lake-8'),
      "'lake-8' is not 'river-7', and this form was written for another deal",
    ],
    ['about another promise', (text: string) => text.replace('  branded-bag:', '  brandedbag:'), "did you mean 'branded-bag'?"],
    [
      'whose stamp is gone',
      (text: string) => text.replace(/^ {4}asked:\n(?: {6}.*\n)*/m, ''),
      "'branded-bag' changed since this form was written",
    ],
    ['that is none', () => 'handoff: 1\ndeal: river-7\ncustomer: River Club\n', "the key 'form' is missing"],
    ['that is empty', () => '', 'the file is empty'],
    ['that is no YAML', (text: string) => text.replace('by: ana', 'by: [ana'), 'filled.yaml:'],
    ['without answers', (text: string) => `${text.slice(0, text.indexOf('answers:'))}answers: {}\n`, 'there are no answers in this form'],
  ])('%s is refused', (_, how, because) => {
    change('filled.yaml', how);
    const { code, out, err } = restate('--as', 'ana', '--answers', 'filled.yaml');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(because);
    expect(kept()).toEqual([]);
  });

  test('that is not there is told by its name', () => {
    const { code, err } = restate('--as', 'ana', '--answers', 'ana.yml');
    expect(code).toBe(2);
    expect(err).toContain('ana.yml does not exist');
  });

  test('says what is left to do where policy wants more than a typed name', () => {
    change('handoff.yaml', (text) => `${text}signatures: {minimum: ssh, allowed_signers: allowed_signers}\n`);
    writeFileSync(join(shop, 'allowed_signers'), '# nobody yet\n');
    const { out } = restate('--as', 'ana', '--answers', 'filled.yaml');
    const says = `  It does not count before it is signed (policy wants ssh):\n  handoff sign deals/river-7.yaml ${kept()[0].slice(0, 12)}\n`;
    expect(out).toContain(says);
    expect(restate('--as', 'ana', '--form').out).toContain(says);
  });
});

describe('of the library', () => {
  const standing = (...args: string[]) => run('--library', 'branded-bag', ...args);

  test('what all standard deals rest on is kept beside theirs', () => {
    expect(standing('--quantity', '40', '--as', 'ana', '--form', 'ana.yaml').out).toContain('branded-bag version 3, 11 to 100');
    const form = readFileSync(file('ana.yaml'), 'utf8');
    expect(form).toContain('deal: "_library"\n');
    expect(form).not.toMatch(/by-when|how-many|later date/);
    const { words, evidence, deliver, reversible } = ANSWERS;
    fill('ana.yaml', { words, evidence, 'not-included': '[Gift wrapping]', deliver, 'three-times': 'Yes', reversible });
    const { code, out, err } = standing('--quantity', '50', '--as', 'ana', '--answers', 'ana.yaml');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('✓ ana restates branded-bag version 3, 11 to 100\n');
    expect(out).toContain('  Commit it with the library.\n');
    const [name] = kept('_library');
    expect(JSON.parse(readFileSync(file(`signoffs/_library/${name}`), 'utf8'))).toMatchObject({
      deal: '_library',
      subject: 'deliverable/branded-bag@3/11-100',
      by: 'ana',
    });
    expect(standing('--quantity', '12', '--as', 'ana').out).toContain('nothing is left to restate');
    // It is read with every deal, and is in order.
    expect(handoff(['check', 'deals/river-7.yaml', '--today', '2026-11-16'], { cwd: shop }).err).toBe('');
  });

  test.each([
    [['--library', 'branded-bag', '--as', 'ana'], 'say for how many: handoff restate --library branded-bag --quantity 300'],
    [['--library', 'branded-bags', '--quantity', '3', '--as', 'ana'], "'branded-bags' is not in the library: did you mean branded-bag?"],
    [
      ['--library', 'branded-bag', '--quantity', '3', '--as', 'priya'],
      "'branded-bag version 3, 1 to 10' is restated by ana, who will deliver it",
    ],
    [['--library', 'branded-bag', '--quantity', '0', '--as', 'ana'], "'0' is not a whole number from 1"],
    [
      ['deals/river-7.yaml', '--library', 'branded-bag', '--quantity', '3'],
      "--library speaks of all deals, and 'deals/river-7.yaml' is one",
    ],
    [['deals/river-7.yaml', '--quantity', '3'], '--quantity is for --library: a deal says its own'],
    [['--library', 'branded-bag', '--quantity', '3', '--promise', 'x'], '--promise is of a deal, and --library of all of them'],
  ])('refuses %j', (args, because) => {
    const { code, err } = run(...args);
    expect(code).toBe(2);
    expect(err).toContain(`handoff: ${because}`);
  });
});

describe('refuses', () => {
  test('to ask where nobody sits, and says the two other ways', () => {
    expect(restate('--as', 'ana')).toEqual({
      code: 2,
      out: '',
      err:
        'handoff: a restatement is asked for in a terminal, and this is none. Without one: handoff restate deals/river-7.yaml --form FILE writes the ' +
        'questions into a form; fill it in, and handoff restate deals/river-7.yaml --answers FILE takes it back\n',
    });
  });

  test.each([
    [['--as', 'sam@larkfield.example'], "'sam@larkfield.example' is nobody of capacity.yaml → people"],
    [['--as', 'priya'], "priya is the doer of no promise of river-7: 'branded-bag' is restated by ana"],
    [
      ['--as', 'marta', '--promise', 'branded-bag'],
      "'branded-bag' is restated by ana, who will deliver it, and not by marta (--as ana, if that is you)",
    ],
    [['--as', 'ana', '--promise', 'bag'], "river-7 has no promise 'bag'"],
    [[], 'git does not say who you are: restate with --as PERSON'],
    [['--as', ' '], '--as is empty: write something, or leave it out'],
    [['--as', 'ana', '--form', 'x.yaml', '--answers', 'y.yaml'], '--form asks, and --answers answers: leave one out'],
  ])('%j', (args, because) => {
    const { code, out, err } = restate(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`handoff: ${because}`);
    expect(kept()).toEqual([]);
  });

  test('without a deal, and what is no file', () => {
    expect(run('--as', 'ana').err).toBe('handoff: restate takes a deal, or --library ID for what all deals of it rest on\n');
    expect(run('--as', 'ana', '--form', 'deals/river-7.yaml').err).toBe(
      'handoff: restate takes a deal: handoff restate deals/river-7.yaml --form FILE\n',
    );
    expect(run('branded-bag:40', '--as', 'ana').err).toContain(
      "'branded-bag:40' is no file: handoff restate signs a deal that others can read",
    );
  });

  test('a seller who is the doer, too', () => {
    change('deals/river-7.yaml', (text) => text.replace('sam@larkfield.example', 'ana@larkfield.example'));
    expect(restate('--as', 'ana', '--form').err).toBe(
      "handoff: ana sells this deal, and nobody restates what they sell: 'branded-bag' is restated by ana\n",
    );
  });

  test('where the deal is wrong, by telling that', () => {
    change('deals/river-7.yaml', (text) => text.replace('items:', 'itms:'));
    const { code, err } = restate('--as', 'ana', '--form');
    expect(code).toBe(2);
    expect(err).toContain("unknown key 'itms'");
  });

  test('where there is no policy to keep it beside', () => {
    change('handoff.yaml', () => '');
    expect(restate('--as', 'ana', '--form').code).toBe(2);
  });
});

test.each(['restatement', 'sign-off', 'transfer meeting', 'gate'])('its words are explained: %s', (word) => {
  const { code, out } = handoff(['explain', word]);
  expect(code).toBe(0);
  expect(out.split('\n')[0]).toBe(`word/${word.replace(' ', '-')}`);
});
