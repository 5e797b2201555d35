import { describe, expect, it } from 'vitest';
import { wrongsOf } from '../../bench/psplib/check.ts';
import { BadInput, readInstance } from '../../bench/psplib/instance.ts';
import { readKnown } from '../../bench/psplib/known.ts';
import { problemFrom } from '../../bench/psplib/problem.ts';
import { completionDay } from '../../src/schedule/axis.ts';
import { bestPlan } from '../../src/schedule/best.ts';
import { criticalPath, energyBound } from '../../src/schedule/bounds.ts';
import { decoderOf } from '../../src/schedule/decode.ts';

/**
 * Six jobs, one resource of 4 units. Job 2: 3 time units × 2 units of R 1, job 3: 2 × 3, job 4: 4 × 2 after 2, job 5: 2 × 2 after 3.
 *
 *     time   0 1 2 3 4 5 6 7 8        Jobs 2 and 4 take 7 one after another, and use 2 units all that time. Job 3 needs 3 units, so it runs beside
 *     unit 1 2 2 2 3 3 4 4 4 4        neither of them: 7 + 2 = 9 is the least. The plan on the left takes 9: job 5 fits beside job 4.
 *     unit 2 2 2 2 3 3 4 4 4 4
 *     unit 3       3 3 5 5
 *     unit 4           5 5
 */
const SMALL = `************************************************************************
jobs (incl. supersource/sink ):  6
horizon                       :  11
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           5
   4        1          1           6
   5        1          1           6
   6        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       2
  3      1     2       3
  4      1     4       2
  5      1     2       2
  6      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    4
************************************************************************
`;
const small = readInstance(SMALL, 'small.sm');
/** The plan in the comment above. */
const STARTS = [0, 0, 3, 5, 5, 9];

describe('the reader of .sm files', () => {
  it('reads jobs, successors and what there is', () => {
    expect(small.name).toBe('small.sm');
    expect(small.capacity).toEqual([4]);
    expect(small.activities.map(({ duration }) => duration)).toEqual([0, 3, 2, 4, 2, 0]);
    expect(small.activities.map(({ demand }) => demand)).toEqual([[0], [2], [3], [2], [2], [0]]);
    expect(small.activities.map(({ successors }) => successors)).toEqual([[1, 2], [3], [4], [5], [5], []]);
  });

  it('reads a file with Windows line ends', () => {
    expect(readInstance(SMALL.replaceAll('\n', '\r\n'), 'small.sm')).toEqual(small);
  });

  it.each([
    ['  2      1     3       2', '  2      1     3', 22, '0 requests are given for 1 resources'],
    ['  2      1     3       2', '  2      1     3       5', 22, 'job 2 needs 5 units of R 1, where 4 are'],
    ['  2      1     3       2', '  2      1     -3      2', 22, "'-3' is no whole number"],
    ['  2      1     3       2', '  2      2     3       2', 22, 'mode 2 of job 2: only one mode is planned here'],
    ['  4      1     4       2\n', '', 26, "'REQUESTS/DURATIONS:' must have 6 rows"],
    ['  4      1     4       2', '  5      1     4       2', 24, 'job 4 must stand here, not 5'],
    ['   4        1          1           6', '   4        1          2           6', 14, '1 successors are listed, 2 announced'],
    ['   4        1          1           6', '   4        1          1           3', 14, 'job 4 cannot precede 3'],
    ['   4        1          1           6', '   4        3          1           6', 14, 'job 4 has 3 modes'],
    ['   1        1          2           2   3', '   1        1          2           2   2', 11, 'a successor is listed twice'],
    ['\n    4\n', '\n    4  4\n', 30, '2 availabilities are given for 1 resources'],
    [':  0   N', ':  1   N', 6, 'only resources that renew themselves'],
    ['):  6', '):  7', 17, "'PRECEDENCE RELATIONS:' must have 7 rows"],
    ['):  6', '):  5', 16, "'PRECEDENCE RELATIONS:' has more than 5 rows"],
    ['RESOURCEAVAIL', 'AVAIL', 31, "there is no line that begins with 'RESOURCEAVAILABILITIES'"],
  ])('says where a broken file is broken: %j → %j', (from, to, line, message) => {
    const broken = SMALL.replace(from, to);
    expect(broken).not.toBe(SMALL);
    const read = (): unknown => readInstance(broken, 'set/small.sm');
    expect(read).toThrow(BadInput);
    expect(read).toThrow(`set/small.sm:${line}: `);
    expect(read).toThrow(message);
  });
});

describe('the reader of published bounds', () => {
  const header = 'instance,lower_bound,upper_bound,critical_path';

  it('reads them by the name of the instance', () => {
    expect(readKnown(`${header}\na.sm,9,9,7\nb.sm,3,4,3\n`, 'j.csv').get('b.sm')).toEqual({ lower: 3, upper: 4 });
  });

  it.each([
    ['instance,lower_bound\n', 'j.csv:1: '],
    [`${header}\na.sm,9,9,7\nb.sm,5,4,3\n`, 'j.csv:3: '],
    [`${header}\na.sm,9\n`, 'j.csv:2: '],
    [`${header}\na.sm,9,9,7\na.sm,9,9,7\n`, 'j.csv:3: a.sm is listed twice'],
  ])('says where %j is broken', (text, message) => {
    expect(() => readKnown(text, 'j.csv')).toThrow(message);
  });
});

describe('the checker of plans', () => {
  it('finds nothing wrong with the plan of the comment', () => {
    expect(wrongsOf(small, STARTS, 9)).toEqual([]);
  });

  it.each([
    // Job 3 beside job 2: 3 + 2 units of 4, at 0 and 1.
    [[0, 0, 0, 3, 5, 7], 7, ['R 1 is used 5 times at 0, where 4 are', 'R 1 is used 5 times at 1, where 4 are']],
    // Job 5 before job 3 ends at 5; then three of them need 2 + 3 and 2 + 2 units: at 4, 3 + 2.
    [[0, 0, 3, 5, 4, 9], 9, ['activity 5 begins at 4, before activity 3 ends at 5', 'R 1 is used 5 times at 4, where 4 are']],
    [STARTS, 8, ['the plan ends at 9, not 8']],
    [[0, 0, 3, 5, 5, 8], 9, ['activity 6 begins at 8, before activity 4 ends at 9']],
    [[0, 0, NaN, 5, 5, 9], 9, ['activity 3 begins at NaN', 'the plan ends at NaN, not 9']],
  ])('says what is wrong with %j, said to take %d', (starts, makespan, wrong) => {
    expect(wrongsOf(small, starts, makespan)).toEqual(wrong);
  });
});

describe('the planner on an instance', () => {
  it('proves 9 time units, where the critical path alone takes 7', () => {
    const problem = problemFrom(small);
    const path = criticalPath(problem);
    expect(completionDay(problem.axis, path.completion) - problem.axis.firstDay + 1).toBe(7);
    const { placement, lowerBound } = bestPlan(decoderOf(problem), energyBound(problem, undefined, path), 10_000, true);
    expect(completionDay(problem.axis, placement.completion) - problem.axis.firstDay + 1).toBe(9);
    expect(lowerBound - problem.axis.firstDay + 1).toBe(9);
  });
});
