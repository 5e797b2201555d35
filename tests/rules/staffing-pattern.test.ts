import { describe, expect, test } from 'vitest';
import { PROFILES } from '../../src/model/policy.ts';
import { cellOf } from '../../src/rules/profiles.ts';
import { judgeBase, type Judged } from './workspace.ts';

// Today is Monday 2026-11-16, the work begins on Tuesday 17, wanted 2026-12-18. Weeks begin on Mondays 23 and 30 November, 7 and 14 December.
const team = (bookings: readonly string[] = [], more = '') => ({
  capacity: (text: string) =>
    `${text.replace('roles:', 'roles:\n  engineer: {levels: [junior, senior, principal]}\n  analyst: {}').replace(
      'people:',
      `people:
  - {id: vera, name: Vera Holm, email: vera@larkfield.example, role: engineer, level: principal}
  - {id: sofia, name: Sofia Brandt, email: sofia@larkfield.example, role: engineer, level: senior, skills: [pci]}
  - {id: omar, name: Omar Diaz, email: omar@larkfield.example, role: engineer, level: senior}
  - {id: jack, name: Jack Rees, email: jack@larkfield.example, role: engineer, level: junior}
  - {id: ivo, name: Ivo Lang, email: ivo@larkfield.example, role: analyst}`,
    )}${bookings.length === 0 ? '' : `bookings:\n${bookings.map((each) => `  - {${each}}\n`).join('')}`}${more}`,
});
const on = (needs: string, from: string, to: string, per = '') => `work: [{needs: {${needs}}, from: ${from}, to: ${to}${per}}]`;
const judged = (lines: readonly string[], changes: Parameters<typeof judgeBase>[0] = team(), more = ''): Judged =>
  judgeBase({
    policy: (text) => text.replace('profile: make-to-order', 'profile: services'),
    deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [bag:10]\n${lines.length === 0 ? '' : `staffing:\n${lines.map((line) => `  - {${line}}\n`).join('')}`}${more}`,
    ...changes,
  });
const check = (...of: Parameters<typeof judged>) => judged(...of).of('staffing-pattern');
const said = (...of: Parameters<typeof judged>) => check(...of).findings.map(({ message }) => message);
const week = 'from: 2026-11-23, to: 2026-11-27';

test('nobody is promised', () => {
  expect(check([])).toMatchObject({
    verdict: 'not-applicable',
    summary: 'nobody is promised: the steps’ own needs are planned for',
  });
});

describe('a pattern', () => {
  test('is staffed by different people, of the level or above', () => {
    expect(check([`needs: {engineer.senior: 2, engineer.principal: 1}, ${week}`])).toMatchObject({
      verdict: 'pass',
      summary: 'the pattern can be staffed',
      notes: [
        'two senior engineers: 100% 2026-11-23 to 2026-11-27, out of vera, sofia and omar',
        'one principal engineer: 100% 2026-11-23 to 2026-11-27, out of vera',
      ],
    });
    // A principal does the work of a senior; a junior does not.
    expect(check([`needs: {engineer.senior: 3}, ${week}`]).verdict).toBe('pass');
    const four = check([`needs: {engineer.senior: 4}, ${week}`]);
    expect(four).toMatchObject({
      verdict: 'needs-approval',
      approver: 'delivery-lead',
      blocking: true,
      reason: 'staffing-pattern/not-free',
    });
    expect(four.findings[0]).toMatchObject({
      message:
        'four senior engineers at 100% 2026-11-23 to 2026-11-27 cannot be staffed, only 3 of them: senior engineers have 120h free 2026-11-23 to 2026-11-27, and the rest of this deal’s pattern takes them',
      help: 'ask for fewer people or a smaller share',
    });
    expect(check([`needs: {engineer: 4}, ${week}`]).verdict).toBe('pass');
    expect(check([`needs: {engineer: 5}, ${week}`]).verdict).toBe('needs-approval');
    expect(said([`needs: {engineer.senior: 3, engineer.principal: 1}, ${week}`]).length).toBe(1);
  });

  test('is found by matching: who has the only skill is not lost to a post that anybody could fill', () => {
    expect(check([`needs: {engineer.senior: 1}, ${week}`, `needs: {engineer.senior: 1}, skills: [pci], ${week}`]).verdict).toBe('pass');
    expect(check([`needs: {engineer.senior: 1}, skills: [pci], ${week}`, `needs: {engineer.senior: 2}, ${week}`]).verdict).toBe('pass');
    const two = check([`needs: {engineer.senior: 2}, skills: [pci], ${week}`]);
    expect(two.findings[0].message).toContain(
      'two senior engineers with pci at 100% 2026-11-23 to 2026-11-27 cannot be staffed, only 1 of them',
    );
    const nobody = check([`needs: {engineer.principal: 1}, skills: [pci], ${week}`]);
    expect(nobody).toMatchObject({
      reason: 'staffing-pattern/nobody',
      findings: [
        {
          message: 'one principal engineer with pci is promised, and capacity has nobody who is',
          help: 'ask for a level and for skills that somebody has, or have operations add who has them',
        },
      ],
    });
    expect(said([`needs: {engineer.principal: 2}, skills: [pci], ${week}`])[0]).toContain('two principal engineers with pci are promised');
  });

  test('stays for its whole share, not for the kick-off: a booked week later on is enough to break it', () => {
    // All who are senior are booked from Monday 30 November to Friday 4 December.
    const busy = team([`id: so-7, customer: Norwell, ${on('engineer.senior: 3', '2026-11-30', '2026-12-04')}`]);
    expect(check([`needs: {engineer.senior: 1}, share: 50%, ${week}`], busy).verdict).toBe('pass');
    const { of, at } = judged([`needs: {engineer.senior: 1}, share: 50%, from: 2026-11-23, to: 2026-12-11`], busy);
    const [{ message, help, at: place, data }] = of('staffing-pattern').findings;
    expect(message).toBe(
      'one senior engineer at 50% 2026-11-23 to 2026-12-11 cannot be staffed: senior engineers are 100% booked 2026-11-30 to 2026-12-04 (120h for 120h, Norwell (so-7) 120h): 20h are needed and 0h are free',
    );
    // From Monday 7 December they are free: two weeks later.
    expect(help).toBe('offer it from 2026-12-07 to 2026-12-25, when it can be staffed; or ask for fewer people or a smaller share');
    expect(at(place)).toMatchObject({ file: 'deal.yaml', line: 6 });
    expect(data).toEqual({
      because: 'taken',
      from: '2026-11-30',
      to: '2026-12-04',
      needed_hours: 20,
      free_hours: 0,
      able: ['vera', 'sofia', 'omar'],
      free_from: '2026-12-07',
    });
  });

  test('takes what the queue leaves of each level: the share that is there is enough, an hour more is not', () => {
    // The three are booked for 4h a day: each has 20h of the week left.
    const busy = team([`id: so-7, ${on('engineer.senior: 3', '2026-11-23', '2026-11-27', ', per_day: 4h')}`]);
    expect(check([`needs: {engineer.senior: 3}, share: 50%, ${week}`], busy).verdict).toBe('pass');
    // Norwell has all three at the same hours, so nobody gets the 21h of 52.5 %.
    expect(said([`needs: {engineer.senior: 3}, share: 52.5%, ${week}`], busy)[0]).toContain(
      ', none of them: senior engineers are 50% booked 2026-11-23 to 2026-11-27 (60h for 120h, so-7 60h): 21h are needed and 20h are free',
    );
    // Two of three booked all day leave one at 100 %, whoever it is.
    const two = team([`id: so-7, ${on('engineer.senior: 2', '2026-11-23', '2026-11-27')}`]);
    expect(check([`needs: {engineer.senior: 1}, ${week}`], two).verdict).toBe('pass');
    // Juniors are not theirs: the whole role has two left, from senior up one.
    expect(check([`needs: {engineer: 1, engineer.senior: 1}, ${week}`], two).verdict).toBe('pass');
    expect(check([`needs: {engineer.senior: 2}, ${week}`], two).verdict).toBe('needs-approval');
    // Whoever is booked as an engineer of any level may be the junior.
    const any = team([`id: so-7, ${on('engineer: 1', '2026-11-23', '2026-11-27')}`]);
    expect(check([`needs: {engineer.senior: 3}, ${week}`], any).verdict).toBe('pass');
    expect(check([`needs: {engineer: 3, engineer.senior: 1}, ${week}`], any).verdict).toBe('needs-approval');
  });

  test('says the level that is too full, where it is a lower one than is asked for', () => {
    // Seniors are wanted for 130 % of 120h a week: that takes the principal too, although nobody booked a principal.
    const busy = team([
      `id: so-7, ${on('engineer.senior: 3', '2026-11-23', '2026-11-27')}`,
      `id: so-8, customer: Baxter, ${on('engineer.senior: 1', '2026-11-23', '2026-11-26', ', per_day: 9h')}`,
    ]);
    expect(said([`needs: {engineer.principal: 1}, ${week}`], busy)[0]).toContain(
      'one principal engineer at 100% 2026-11-23 to 2026-11-27 cannot be staffed: senior engineers are 130% booked 2026-11-23 to 2026-11-27 (156h for 120h, so-7 120h and Baxter (so-8) 36h): 40h are needed and 0h are free',
    );
  });

  test('does not count the one whose hours are too few, however many such there are', () => {
    const off = (dates: string) => ({
      capacity: (text: string) =>
        team()
          .capacity(text)
          .replace(/(id: (?:vera|sofia|omar),.*?)}/g, `$1, off: [${dates}]}`),
    });
    // On Wednesday 25 November all three are away: each sells 32h of the 40h.
    expect(check([`needs: {engineer.senior: 1}, share: 80%, ${week}`], off('2026-11-25')).verdict).toBe('pass');
    expect(said([`needs: {engineer.senior: 1}, share: 82.5%, ${week}`], off('2026-11-25'))[0]).toContain(
      'of vera, sofia and omar nobody is there for more than 32h of the 33h 2026-11-23 to 2026-11-27',
    );
  });

  test('may have another person when one is away the next week', () => {
    const turns = {
      capacity: (text: string) =>
        team()
          .capacity(text)
          .replace(/(id: vera,.*?)}/, '$1, off: [2026-11-23..2026-12-04]}')
          .replace(/(id: sofia,.*?)}/, '$1, off: [2026-11-23..2026-11-27]}')
          .replace(/(id: omar,.*?)}/, '$1, off: [2026-11-30..2026-12-04]}'),
    };
    expect(check(['needs: {engineer.senior: 1}, from: 2026-11-23, to: 2026-12-04'], turns).verdict).toBe('pass');
    expect(check(['needs: {engineer.senior: 2}, from: 2026-11-23, to: 2026-12-04'], turns).verdict).toBe('needs-approval');
  });

  test('does not take the reserve: a share is of what somebody sells', () => {
    const kept = { capacity: (text: string) => team().capacity(text).replace('reserve: 0%', 'reserve: 15%') };
    expect(check([`needs: {engineer.senior: 3}, ${week}`], kept).verdict).toBe('pass');
    // 85 % of 40h is 34h; Norwell takes 4h a day of one, 20h, of 102h: 82h are left, two at 34h and not three.
    const busy = {
      capacity: (text: string) =>
        team([`id: so-7, customer: Norwell, ${on('engineer.senior: 1', '2026-11-23', '2026-11-27', ', per_day: 4h')}`])
          .capacity(text)
          .replace('reserve: 0%', 'reserve: 15%'),
    };
    expect(check([`needs: {engineer.senior: 2}, ${week}`], busy).verdict).toBe('pass');
    expect(said([`needs: {engineer.senior: 3}, ${week}`], busy)[0]).toContain(
      'senior engineers are 17% booked 2026-11-23 to 2026-11-27 (20h for 120h, 18h kept in reserve; Norwell (so-7) 20h): 82h are free, and the rest of this deal’s pattern takes them',
    );
  });

  test('is for all the work where it says no dates, from a start that was asked for', () => {
    expect(check(['needs: {engineer.senior: 1}']).notes).toEqual([
      'one senior engineer: 100% 2026-11-17 to 2026-12-18, out of vera, sofia and omar',
    ]);
    const start = {
      ...team(),
      deal: (text: string) => text.replace('wanted: 2026-12-18', 'wanted: {start: 2026-11-24, complete: 2026-12-18}'),
    };
    expect(
      judged([], {
        ...start,
        deal: `handoff: 1\ncustomer: Acme\ndates: {wanted: {start: 2026-11-24, complete: 2026-12-18}}\nitems: [bag:10]\nstaffing: [{needs: {analyst: 1}}]\n`,
      }).of('staffing-pattern').notes,
    ).toEqual(['one analyst: 100% 2026-11-24 to 2026-12-18, out of ivo']);
  });

  test('begins no sooner than today, and with no day left it is no pattern', () => {
    expect(check(['needs: {analyst: 1}, from: 2026-11-02, to: 2026-11-20']).notes).toEqual([
      'one analyst: 100% 2026-11-16 to 2026-11-20, out of ivo',
    ]);
    expect(check(['needs: {analyst: 1}, from: 2026-11-02, to: 2026-11-13'])).toMatchObject({
      reason: 'staffing-pattern/no-day',
      summary: 'the pattern ends on 2026-11-13, and there is no business day in it from today on',
    });
    expect(said(['needs: {analyst: 1}, from: 2026-11-21, to: 2026-11-22']).length).toBe(1);
  });

  test('is looked at as far away as it is', () => {
    const away = {
      capacity: (text: string) =>
        team()
          .capacity(text)
          .replace(/(id: ivo,.*?)}/, '$1, off: [2028-03-06..2028-03-10]}'),
    };
    expect(check(['needs: {analyst: 1}, from: 2028-03-06, to: 2028-03-10'], away).verdict).toBe('needs-approval');
    expect(check(['needs: {analyst: 1}, from: 2028-03-13, to: 2028-03-17'], away).verdict).toBe('pass');
  });

  test('of hundreds is told once', () => {
    expect(said([`needs: {analyst: 400}, ${week}`])).toEqual([
      '400 analysts at 100% 2026-11-23 to 2026-11-27 cannot be staffed, only 1 of them: analysts have 40h free 2026-11-23 to 2026-11-27, and the rest of this deal’s pattern takes them',
    ]);
  });

  test('names that nobody has are told by other rules; it cannot be judged here', () => {
    const zoe = check(['person: zoe', `needs: {wizard: 1, engineer.guru: 1}, ${week}`]);
    expect(zoe).toMatchObject({
      verdict: 'unknown',
      reason: 'staffing-pattern/no-such-name',
      blocking: true,
      summary: "cannot be judged: capacity has no 'zoe', 'wizard' and 'engineer.guru'",
      missing: [{ fact: "who 'zoe', 'wizard' and 'engineer.guru' are", owedBy: 'deal' }],
    });
    expect(check(['person: zoe']).missing[0].fact).toBe("who 'zoe' is");
  });
});

describe('covers what the steps need', () => {
  test('with as many people at once', () => {
    const steps = (needs: string, hours: string) => ({
      ...team(),
      deliverables: (text: string) =>
        text.replace(
          '{id: check, title: Check the seams, needs: {inspector: 1}, duration: 4h',
          `{id: check, title: Check the seams, needs: {${needs}}, duration: ${hours}`,
        ),
    });
    const senior = steps('engineer.senior: 2', '16h');
    expect(check([`needs: {engineer.senior: 2}, ${week}`], senior).verdict).toBe('pass');
    const { of, at } = judged([`needs: {engineer.senior: 1, engineer: 3}, ${week}`], senior);
    expect(of('staffing-pattern')).toMatchObject({
      reason: 'staffing-pattern/does-not-cover',
      summary: "the pattern has only one senior engineer, and 'check' needs 2 at once",
      findings: [{ help: 'write engineer.senior: 2' }],
    });
    expect(at(of('staffing-pattern').findings[0].at)).toMatchObject({ line: 6 });
    expect(said([`needs: {engineer: 4}, ${week}`], senior)).toEqual(["the pattern has no senior engineers, and 'check' needs 2 at once"]);
    // A principal counts for a senior; a role that the pattern leaves out is staffed as its steps need it.
    expect(check([`needs: {engineer.senior: 1, engineer.principal: 1}, ${week}`], senior).verdict).toBe('pass');
    expect(check([`needs: {analyst: 1}, ${week}`], senior).verdict).toBe('pass');
  });

  test('of the step that needs most of them, whichever comes first', () => {
    const two = (first: number, second: number) => ({
      ...team(),
      deliverables: (text: string) =>
        text
          .replace('needs: {sewer: 1}, duration: 8h', `needs: {engineer.senior: ${first}}, duration: 8h`)
          .replace('needs: {inspector: 1}, duration: 4h', `needs: {engineer.senior: ${second}}, duration: 4h`),
    });
    const one = [`needs: {engineer.senior: 1}, ${week}`];
    expect(said(one, two(2, 1))).toEqual(["the pattern has only one senior engineer, and 'sew' needs 2 at once"]);
    expect(said(one, two(1, 2))).toEqual(["the pattern has only one senior engineer, and 'check' needs 2 at once"]);
    expect(said([`needs: {engineer: 1}, ${week}`], two(1, 1))).toEqual(["the pattern has no senior engineers, and 'sew' needs one"]);
  });

  test('in words: roles as capacity has them, the highest level first, the most of each that one step needs', () => {
    const steps = (cut: string, sew: string, checked: string, wrap: string) => ({
      capacity: (text: string) => team().capacity(text).replace('lead: {rate: 60}', 'lead: {rate: 60, levels: [senior]}'),
      deliverables: (text: string) =>
        text
          .replace('needs: {cutter: 1}', `needs: {${cut}}`)
          .replace('needs: {sewer: 1}', `needs: {${sew}}`)
          .replace('needs: {inspector: 1}, duration: 4h', `needs: {${checked}}, duration: 4h`)
          .replace('needs: {inspector: 1}, duration: 1h', `needs: {${wrap}}, duration: 1h`),
    });
    const pattern = (...of: Parameters<typeof steps>) =>
      judged([], steps(...of), 'title: our senior team\n').of('staffing-pattern').findings[0].data!.pattern;
    expect(pattern('analyst: 1', 'engineer.senior: 2', 'engineer.principal: 1', 'engineer.senior: 1')).toBe(
      'one principal, two seniors, one analyst',
    );
    expect(pattern('engineer.principal: 1', 'engineer.senior: 1', 'engineer.senior: 2', 'analyst: 1')).toBe(
      'one principal, two seniors, one analyst',
    );
    expect(pattern('cutter: 1', 'engineer: 1', 'engineer.senior: 2', 'lead.senior: 1')).toBe(
      'two senior engineers, one engineer, one senior lead, one cutter',
    );
  });

  test('and with as many hours', () => {
    const steps = {
      ...team(),
      deliverables: (text: string) =>
        text.replace(
          '{id: check, title: Check the seams, needs: {inspector: 1}, duration: 4h',
          '{id: check, title: Check the seams, needs: {analyst: 1}, duration: 20h',
        ),
    };
    expect(check([`needs: {analyst: 1}, share: 50%, ${week}`], steps).verdict).toBe('pass');
    // 47.5 % of 40h is 19h.
    expect(check([`needs: {analyst: 1}, share: 47.5%, ${week}`], steps)).toMatchObject({
      reason: 'staffing-pattern/does-not-cover',
      summary: 'the pattern has 19h of analysts, and the steps need 20h of them: check',
      findings: [{ help: 'give them 50%, or more people or longer', data: { hours: 19, needed_hours: 20 } }],
    });
    expect(check(['needs: {analyst: 1}, from: 2026-11-23, to: 2026-11-24'], steps).findings[0].help).toBe('give it more people or longer');
    // 50 % and 20 % of 40h are 28h, and 2 × 20h are needed: 12h more of the line that gives 8h are 20h of its 40h.
    const more = {
      ...team(),
      deliverables: (text: string) => text.replace('needs: {inspector: 1}, duration: 4h', 'needs: {engineer: 2}, duration: 20h'),
    };
    const lines = (share: string) => [`needs: {engineer: 1}, share: 50%, ${week}`, `needs: {engineer: 1}, share: ${share}, ${week}`];
    expect(check(lines('20%'), more).findings[0]).toMatchObject({
      help: "give 'engineer' here 50%, or more people or longer",
      at: { path: ['staffing', 1, 'needs', 'engineer'] },
    });
    // The lowest level that will do gives more: 40h × 10 % and 40h × 20 % are 12h, 28h more of the junior's line are 32h of its 40h (77 % are 31h in whole hours).
    const levels = [`needs: {engineer.senior: 1}, share: 20%, ${week}`, `needs: {engineer.junior: 1}, share: 10%, ${week}`];
    expect(check(levels, more).findings[0].help).toBe("give 'engineer.junior' here 80%, or more people or longer");
    expect(check([levels[0], levels[1].replace('10%', '80%')], more).verdict).toBe('pass');
    expect(check([levels[0], levels[1].replace('10%', '77%')], more).verdict).toBe('needs-approval');
    expect(check(lines('50%'), more).verdict).toBe('pass');
    const longer = { ...steps, deliverables: (text: string) => steps.deliverables(text).replace('duration: 20h', 'duration: 40h') };
    expect(check([`needs: {analyst: 1}, share: 50%, ${week}`], longer).findings[0].help).toBe('give them 100%, or more people or longer');
    // A named person's hours count too.
    expect(check([`needs: {engineer: 1}, ${week}`, `person: ivo, ${week}`], steps).verdict).toBe('pass');
  });
});

describe('a person by name', () => {
  const busy = (engineers: number) =>
    team([`id: so-7, customer: Norwell, ${on(`engineer.senior: ${engineers}`, '2026-11-23', '2026-11-27')}`]);

  test('is free for what the others can do without them', () => {
    expect(check([`person: sofia, ${week}`], busy(2))).toMatchObject({
      verdict: 'pass',
      summary: 'sofia is free',
      notes: ['sofia: 100% 2026-11-23 to 2026-11-27'],
    });
    const { of, at } = judged([`person: sofia, ${week}`], busy(3));
    expect(of('staffing-pattern')).toMatchObject({ verdict: 'needs-approval', reason: 'staffing-pattern/named' });
    const [{ message, help, at: place, data }] = of('staffing-pattern').findings;
    expect(message).toBe(
      'sofia is named for 100% 2026-11-23 to 2026-11-27, and senior engineers are 100% booked 2026-11-23 to 2026-11-27 (120h for 120h, Norwell (so-7) 120h): 40h are needed and 0h are free',
    );
    expect(help).toBe('promise the pattern instead: one cutter, one sewer, one inspector');
    expect(at(place)).toMatchObject({ line: 6 });
    expect(data).toMatchObject({ person: 'sofia', pattern: 'one cutter, one sewer, one inspector' });
    // A principal can do what is booked for a senior.
    expect(check([`person: vera, ${week}`], busy(2)).verdict).toBe('pass');
  });

  test('the same person twice is one person', () => {
    expect(check([`person: sofia, share: 40%, ${week}`, `person: sofia, share: 40%, ${week}`]).findings.length).toBe(1);
    expect(check([`person: sofia, ${week}`, 'person: sofia, from: 2026-11-30, to: 2026-12-04']).verdict).toBe('pass');
    expect(check([`person: sofia, ${week}`, `needs: {engineer.senior: 3}, ${week}`]).verdict).toBe('needs-approval');
    expect(check([`person: sofia, ${week}`, `needs: {engineer.senior: 2}, ${week}`]).verdict).toBe('pass');
  });

  test('who lacks the skills that are asked for is told so', () => {
    expect(check([`person: sofia, skills: [pci], ${week}`]).verdict).toBe('pass');
    expect(said([`person: omar, skills: [pci, sepa], ${week}`])).toEqual([
      'omar is named for 100% 2026-11-23 to 2026-11-27, and omar has not the skills pci and sepa',
    ]);
  });

  test('who is away is told by their hours', () => {
    const away = {
      capacity: (text: string) =>
        team()
          .capacity(text)
          .replace(/(id: sofia,.*?)}/, '$1, off: [2026-11-23]}'),
    };
    expect(said([`person: sofia, ${week}`], away)).toEqual([
      'sofia is named for 100% 2026-11-23 to 2026-11-27, and sofia is there for 32h of the 40h 2026-11-23 to 2026-11-27',
    ]);
    expect(check([`person: sofia, share: 80%, ${week}`], away).verdict).toBe('pass');
  });
});

describe('a text', () => {
  const text = (words: string, lines: readonly string[] = [], changes: Parameters<typeof judgeBase>[0] = team()) =>
    judged(lines, changes, `title: ${JSON.stringify(words)}\n`);
  const named = (words: string, lines: readonly string[] = [], changes = busy) => text(words, lines, changes).of('staffing-pattern');
  const busy = team([`id: so-7, customer: Norwell, ${on('engineer.senior: 3', '2026-11-17', '2026-12-18')}`]);

  test.each([
    ['Bags, made with Sofia Brandt', 'Sofia Brandt'],
    ['bags, made with sofia   BRANDT', 'sofia   BRANDT'],
    ['write to Sofia@larkfield.example', 'Sofia@larkfield.example'],
    ['Sofia will run it', 'Sofia'],
    ["Sofia's team", 'Sofia'],
    ['Sofía will run it', 'Sofía'],
    ['SOFÍA BRANDT will run it', 'SOFÍA BRANDT'],
    ['led by Ms Brandt', 'Ms Brandt'],
    ['led by Mrs. Brandt', 'Mrs. Brandt'],
    ['led by S. Brandt', 'S. Brandt'],
  ])('that names somebody is a promise: %s', (words, as) => {
    const { of, at } = text(words, [], busy);
    expect(of('staffing-pattern')).toMatchObject({ reason: 'staffing-pattern/named', blocking: true });
    const [{ message, at: place }] = of('staffing-pattern').findings;
    expect(message).toContain(
      `${as === 'Sofia Brandt' ? `'${as}' is promised` : `'${as}' promises Sofia Brandt`} by name, for 100% 2026-11-17 to 2026-12-18, and senior engineers are 100% booked`,
    );
    expect(at(place)).toMatchObject({ file: 'deal.yaml', line: 5 });
  });

  test('a first name of three letters is one', () => {
    expect(text('Ivo models it').of('staffing-pattern')).toMatchObject({ verdict: 'pass', summary: 'ivo is free' });
  });

  test.each([
    ['sofia the city', 'a word that is written as no name'],
    ['Sofiana bags', 'part of a word'],
    ['Hotel Santa-Sofia', 'part of a name'],
    ['Sofia Keller of Acme', 'somebody of another surname'],
    ['Jack up the price', 'a name that is a word'],
    ['led by Mr Brandtner', 'another surname'],
    ['led by O. Brandt', 'another initial'],
    ['a brandt for the fire', 'a word'],
  ])('%s: %s', (words) => {
    expect(named(words).verdict).toBe('not-applicable');
  });

  test('a name of one word is one only where it is written as one', () => {
    const one = (name: string) => ({ capacity: (was: string) => busy.capacity(was).replace('name: Sofia Brandt', `name: ${name}`) });
    expect(named('Sofia is there', [], one('Sofia')).verdict).toBe('needs-approval');
    expect(named('the sofia is there', [], one('Sofia')).verdict).toBe('not-applicable');
    expect(named('It will be there', [], one('Will')).verdict).toBe('not-applicable');
    expect(named('Will Sharp is there', [], one('Will Sharp')).verdict).toBe('needs-approval');
  });

  test('a first name that somebody on the other side has too is nobody of ours', () => {
    const more = (extra: string) => judged([], busy, `title: Sofia decides\n${extra}`).of('staffing-pattern').verdict;
    expect(more('')).toBe('needs-approval');
    expect(judged([], busy, 'title: Ms Brandt decides\nseller: {name: Jo Brandt}\n').of('staffing-pattern').verdict).toBe('not-applicable');
    expect(more('seller: {name: Sofia Reed}\n')).toBe('not-applicable');
    expect(more('context: {stakeholders: [{name: Sofia Ortiz}]}\n')).toBe('not-applicable');
  });

  test('every text counts, but for what is excluded and for fields that have to name somebody', () => {
    const at = (extra: string) => {
      const { of, at: where } = judged([], busy, extra);
      return of('staffing-pattern').findings.map((finding) => where(finding.at).line);
    };
    const item = 'items: [{deliverable: bag, quantity: 10, custom: [{id: x, what: Sofia Brandt sews}]}]';
    expect(at('promises: [{id: p, text: Sofia Brandt is there, items: [bag]}]\n')).toEqual([5]);
    expect(at('promises: [{id: p, text: Bags, complete_when: {evidence: Sofia Brandt says so}, items: [bag]}]\n')).toEqual([5]);
    expect(at('soft_promises: [{said: Sofia Brandt on site}]\n')).toEqual([5]);
    expect(at('soft_promises: [{said: Sofia Brandt on site, resolution: excluded, ref: x, told_customer: 2026-11-12}]\n')).toEqual([]);
    expect(at('assumptions: [{text: Sofia Brandt is free}]\n')).toEqual([5]);
    expect(at('roles: [Sofia Brandt]\n')).toEqual([5]);
    expect(at('pricing: {exceptions: [{what: Sofia Brandt for free}]}\n')).toEqual([5]);
    expect(at('context: {business_problem: they want Sofia Brandt}\n')).toEqual([5]);
    expect(at('context: {buyer: {why_now: Sofia Brandt}}\n')).toEqual([5]);
    expect(at('context: {risks: [{text: Sofia Brandt leaves}]}\n')).toEqual([5]);
    expect(at('context: {dependencies: [{text: Sofia Brandt asks}]}\n')).toEqual([5]);
    expect(at('context: {first_milestone: {what: Sofia Brandt shows it}}\n')).toEqual([5]);
    expect(at('discovery: [{question: who, answer: Sofia Brandt}]\n')).toEqual([5]);
    expect(at('exclusions: [Sofia Brandt on site]\n')).toEqual([]);
    expect(at('delivery: {owner: sofia, escalation: [omar]}\n')).toEqual([]);
    const custom = judgeBase({
      ...busy,
      deal: `handoff: 1\ncustomer: Acme\nwanted: {complete: 2026-12-18, because: Omar Diaz}\n${item}\n`,
    });
    expect(custom.of('staffing-pattern').findings.map(({ at: place }) => place.path.join('.'))).toEqual([
      'dates.wanted.because',
      'items.0.custom.0.what',
    ]);
  });

  test('somebody who is free may be named; who has a line of their own is judged there', () => {
    expect(named('Sofia Brandt', [], team())).toMatchObject({ verdict: 'pass', summary: 'sofia is free' });
    expect(named('Sofia Brandt', [`person: sofia, share: 50%, ${week}`], team()).notes).toEqual(['sofia: 50% 2026-11-23 to 2026-11-27']);
    // Two texts, one promise.
    expect(judged([], busy, 'title: Sofia Brandt\nroles: [Sofia Brandt]\n').of('staffing-pattern').findings.length).toBe(1);
  });

  test('who is named is one of the pattern where the pattern has a place for them', () => {
    // 50 % of a senior, and Sofia may be that one, although she has not 100 %.
    const half = team([`id: so-7, ${on('engineer.senior: 3', '2026-11-17', '2026-12-18', ', per_day: 4h')}`]);
    expect(named('Sofia Brandt', ['needs: {engineer.senior: 1}, share: 50%'], half).verdict).toBe('pass');
    expect(named('Sofia Brandt', [], half).verdict).toBe('needs-approval');
    // Vera is no junior analyst.
    expect(named('Ivo Lang and Vera Holm', ['needs: {analyst: 1}, share: 50%'], half).findings.map(({ data }) => data!.person)).toEqual([
      'vera',
    ]);
    // A place that cannot be filled is nobody's.
    expect(named('Sofia Brandt', ['needs: {engineer.senior: 1}'], half).findings.length).toBe(2);
    // Both named, one post.
    expect(named('Sofia Brandt and Omar Diaz', ['needs: {engineer.senior: 1}, share: 50%'], half).findings.length).toBe(1);
  });

  test('words that promise people need a pattern behind them', () => {
    const { of, at } = text('Our Senior  Team does it');
    expect(of('staffing-pattern')).toMatchObject({
      verdict: 'needs-approval',
      reason: 'staffing-pattern/no-pattern',
      summary: "'Senior  Team' promises people, and no staffing pattern says how many of which level",
      findings: [{ help: 'leave it out, or write the pattern under staffing: one cutter, one sewer, one inspector' }],
    });
    expect(at(of('staffing-pattern').findings[0].at)).toMatchObject({ line: 5 });
    expect(text('Our best people').of('staffing-pattern').verdict).toBe('needs-approval');
    expect(text('A dedicated team').of('staffing-pattern').verdict).toBe('needs-approval');
    expect(text('Our senior team', [`needs: {engineer.senior: 1}, ${week}`]).of('staffing-pattern').verdict).toBe('pass');
    expect(text('Our senior team', [`person: sofia, ${week}`]).of('staffing-pattern').verdict).toBe('needs-approval');
    expect(text('The senior teammate').of('staffing-pattern').verdict).toBe('not-applicable');
  });

  test('the words and the share are policy’s', () => {
    const policy = (setting: string) => ({
      policy: (was: string) =>
        was.replace('profile: make-to-order', 'profile: services').replace('rules:', `rules:\n  staffing-pattern: {${setting}}`),
    });
    const words = { ...team(), ...policy('phrases: [our finest]') };
    expect(text('Our finest', [], words).of('staffing-pattern').verdict).toBe('needs-approval');
    expect(text('Our senior team', [], words).of('staffing-pattern').verdict).toBe('not-applicable');
    expect(text('Sofia Brandt', [], { ...team(), ...policy('share: 20%') }).of('staffing-pattern').notes).toEqual([
      'sofia: 20% 2026-11-17 to 2026-12-18',
    ]);
  });
});

test('a deal without a date is judged by the plan’s, and without a plan only by dates of its own', () => {
  const deal = (more: string, item = 'bag:10') =>
    `handoff: 1\ncustomer: Acme\nitems: [${item}]\nstaffing: [{needs: {analyst: 1}${more}}]\n`;
  const of = (text: string) => judged([], { ...team(), deal: text }).of('staffing-pattern');
  expect(of(deal('')).notes).toEqual(['one analyst: 100% 2026-11-17 to 2026-11-23, out of ivo']);
  expect(of(deal('', 'bagg:10'))).toMatchObject({ verdict: 'unknown', reason: 'staffing-pattern/no-completion' });
  const two = (text: string) => text.replace('[{needs', '[{needs: {engineer: 1}, to: 2026-12-01}, {needs');
  expect(of(two(deal('', 'bagg:10')))).toMatchObject({ verdict: 'unknown', reason: 'staffing-pattern/no-completion' });
  expect(of(`${deal(', to: 2026-12-01', 'bagg:10')}title: Ivo Lang\n`)).toMatchObject({ verdict: 'unknown' });
  expect(of(deal(', to: 2026-12-01', 'bagg:10')).notes).toEqual(['one analyst: 100% 2026-11-17 to 2026-12-01, out of ivo']);
});

test.each(PROFILES)('%s: a named senior of seniors who are booked to 130 percent blocks wherever the profile says so', (profile) => {
  const week2 = on('engineer.senior: 3', '2026-11-23', '2026-11-27');
  const more = on('engineer.senior: 1', '2026-11-23', '2026-11-26', ', per_day: 9h');
  const { of, judgement } = judged(['person: sofia, from: 2026-11-23, to: 2026-11-27'], {
    ...team([`id: so-7, ${week2}`, `id: so-8, ${more}`]),
    policy: (text: string) => text.replace('profile: make-to-order', `profile: ${profile} # as it is`),
  });
  const cell = cellOf('staffing-pattern', profile);
  expect(of('staffing-pattern')).toMatchObject({ verdict: cell === '–' ? 'off' : 'needs-approval', blocking: cell === 'E' });
  if (cell === 'E') expect(judgement.verdict).toBe('fail');
});
