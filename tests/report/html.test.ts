// The page: every text is a text, each picture has its words, nothing is loaded, and what is drawn is where it belongs.
import { beforeAll, describe, expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { EXAMPLE } from '../../src/example/index.ts';
import { main } from '../../src/main.ts';
import { renderHtml } from '../../src/report/render/html/index.ts';
import { inOneLine } from '../../src/report/render/markdown-text.ts';
import type { Report } from '../../src/report/report.ts';
import { HOSTILE, hostile, pictureWith } from './hostile.ts';
import { reportOf, reportWith } from './sample.ts';

const DEAL = 'deals/acme-041.yaml';
let report: Report;
/** The page of the example's first deal, as a run writes it. */
let page: string;

beforeAll(async () => {
  report = await reportOf();
  page = await pageOf([DEAL]);
});

/** Returns the page that a run writes about the example, or about other files. */
async function pageOf(args: readonly string[], files: Record<string, string> = EXAMPLE): Promise<string> {
  const world = memoryWorld(files, '2026-11-16');
  await main(['check', ...args, '--format', 'html'], world);
  expect(world.said.err).toBe('');
  return world.said.out;
}

/** Returns the shares of the width at which a shape of a kind begins and ends, from a page's source. */
function barsOf(html: string, kind: string): [x: number, width: number][] {
  return [...html.matchAll(/<rect class="([^"]*)" x="([\d.]+)%"(?: y="[\d.]+%?")? width="([\d.]+)%"/g)].flatMap(([, own, x, width]) =>
    own === kind ? [[Number(x), Number(width)] as [number, number]] : [],
  );
}

/** Returns the part of a page between the title of a section and the next one. */
function sectionOf(html: string, id: string): string {
  return new RegExp(`<section aria-labelledby="${id}">[^]*?</section>`).exec(html)![0];
}

describe('what is drawn', () => {
  test('the plan: a step is where its days are', () => {
    const plan = sectionOf(page, 'd1-plan');
    // From Monday 23 November, when it is signed, to 12 January, the offer: 51 days. Digitized on the 25th, which is not what decides the end: day 2 of them.
    expect(barsOf(plan, 'work')).toEqual([[Number(((100 * 2) / 51).toFixed(3)), Number((100 / 51).toFixed(3))]]);
    // Cut on the 30th (day 7), the first of what does.
    expect(barsOf(plan, 'work binding')[0]).toEqual([Number(((100 * 7) / 51).toFixed(3)), Number((100 / 51).toFixed(3))]);
    // The backing cures from the 11th (day 18) to the 14th.
    expect(barsOf(plan, 'window')).toEqual([[Number(((100 * 18) / 51).toFixed(3)), Number(((100 * 4) / 51).toFixed(3))]]);
    // Winter shutdown with the weekend before and after it has begun: 24 December (day 31) to 3 January.
    expect(barsOf(plan, 'closed')).toContainEqual([Number(((100 * 31) / 51).toFixed(3)), Number(((100 * 11) / 51).toFixed(3))]);
    // A company day on Monday 7 December (day 14) makes the weekend a day longer.
    expect(barsOf(plan, 'closed')).toContainEqual([Number(((100 * 12) / 51).toFixed(3)), Number(((100 * 3) / 51).toFixed(3))]);
    // Two failures hit the embroidery; all seven steps have a bar of the plan in which they do.
    expect(plan.match(/<circle class="hit"/g)).toHaveLength(2);
    expect(barsOf(plan, 'worst')).toHaveLength(7);
    for (const words of ['Thread colour out of stock', 'Someone is off sick', 'po-118', 'Hollis', 'Tern Theatre', 'artwork', 'canvas'])
      expect(plan).toContain(words);
    // Baxter's booking began a week before the plan: what is drawn of it begins with the plan, and has no work at a weekend.
    expect(barsOf(plan, 'held')[0]).toEqual([0, Number(((100 * 5) / 51).toFixed(3))]);
    // The dates that matter, each at the end of its day: 18 December is day 25.
    expect(plan).toContain(`<line class="mark asked" x1="${Number(((100 * 26) / 51).toFixed(3))}%"`);
    expect(plan).toContain('>offered 2026-12-18</text>');
    expect(plan).toContain('>safe 2027-01-07</text>');
  });

  test('the load: a day without an hour left is the darkest, and what holds the plan up is framed', () => {
    const load = sectionOf(page, 'd1-load');
    // The plan itself is of 29 days, from 23 November to 21 December. Machine and operator have no hour left on 1 to 4 December (days 8 to 11) and 8 to 11 (15 to 18);
    // the sewers have none on the 16th (23), and the inspector on the 18th (25).
    const full = barsOf(load, 'heat h5').map(([x]) => Math.floor((x * 29) / 100));
    const both = [8, 9, 10, 11, 15, 16, 17, 18];
    expect(full.toSorted((a, b) => a - b)).toEqual([...both, ...both, 23, 25].sort((a, b) => a - b));
    expect(load).toContain(`<rect class="frame" x="${((100 * 7) / 29).toFixed(3)}%"`);
    expect(load).toContain('operator holds the plan up: 27 of 27 free hours used 2026-11-30 to 2026-12-11');
  });

  test('how sure: as many boxes as projects, and what was asked for', () => {
    const sure = sectionOf(page, 'd1-sure');
    expect(sure.match(/<rect class="done"/g)).toHaveLength(10);
    expect(sure).toContain('>asked: 17bd</text>');
    expect(sure).toContain('2 of 10 took no longer than the 17bd asked for');
    // All of a thousand runs are in the table, to the last.
    const runs = [...sure.matchAll(/<tr><th scope="row">(\d{4}-\d\d-\d\d)<\/th><td>(\d+)<\/td><td>([^<]*)<\/td>/g)];
    expect(runs.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(1000);
    expect(runs.at(-1)![3]).toBe('100%');
    expect(barsOf(sure, 'run')).toHaveLength(runs.length);
  });

  test('the floors: what moves the date has a bar from the one before, and the buffer comes once', () => {
    const why = sectionOf(page, 'd1-why');
    const rows = [
      ...why.matchAll(/<tr role="row" class="(\w+)"><th[^>]*>([\w-]+) [^]*?<td role="cell" class="date">([^<]*)<\/td>[^]*?<\/tr>/g),
    ];
    expect(rows.map(([whole, , what, date]) => [what, date, whole.includes('class="step')])).toEqual([
      ['offered', '2026-12-18', false],
      ['quality-windows', '2026-12-11', false],
      ['expedite-materials', '2026-12-17', false],
      ['comparable-work', '2026-12-18', false],
      ['three-runs', '2026-12-21', true],
      ['fits-headroom', '2026-12-21', false],
      ['two-failures', '2027-01-07', true],
      ['safe', '2027-01-07', false],
      ['offer', '2027-01-12', true],
    ]);
    // From 10 December, the day before the first floor, so many of 35 days: the 18th is over after 9, the 21st after 12, 7 January after 29, the 12th after 34.
    const share = (days: number): number => Number(((100 * days) / 35).toFixed(3));
    expect([...barsOf(why, 'step floor'), ...barsOf(why, 'step offer')]).toEqual([
      [share(9), share(3)],
      [share(12), share(17)],
      [share(29), share(5)],
    ]);
    // The lines of what was asked and of what is safe go through every row.
    expect(why.match(/<line class="mark asked"/g)).toHaveLength(9);
  });

  test('in many places of a plan of years a column is a week, and only shutdowns are shaded', async () => {
    const start = Date.UTC(2026, 0, 5);
    const days = Array.from({ length: 400 }, (_, n) => ({
      date: new Date(start + n * 86_400_000).toISOString().slice(0, 10),
      isOpen: n % 7 < 5,
    }));
    const hours = days.map(({ isOpen }) => (isOpen ? 8 : 0));
    const zeros = days.map(() => 0);
    const chart = {
      days: days.map(({ date }, n) => ({ date, hours: hours[n], usual_hours: hours[n] })),
      steps: [],
      roles: [{ role: 'sewer', deal_hours: zeros, booked_hours: zeros, reserve_hours: zeros, free_hours: hours }],
    };
    const html = await renderHtml({ ...report, deals: report.deals.slice(0, 1) }, [pictureWith({ days, chart })]);
    const load = sectionOf(html, 'd1-load');
    // 400 days are 57 weeks and a day.
    expect(barsOf(load, 'heat h0')).toHaveLength(58);
    expect(barsOf(load, 'closed')).toEqual([]);
  });
});

describe('the page', () => {
  test('has a title at each depth, names that are there, and words for each picture', () => {
    for (const html of [page, pages]) {
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, named] of html.matchAll(/aria-labelledby="([^"]*)"/g)) for (const id of named.split(' ')) expect(ids).toContain(id);
      for (const [, id] of html.matchAll(/(?:href="#|url\(#)([^")]*)/g)) expect(ids).toContain(id);
      const depths = [...html.matchAll(/<h(\d)/g)].map(([, depth]) => Number(depth));
      expect(depths.filter((depth) => depth === 1)).toHaveLength(1);
      for (const [index, depth] of depths.entries()) expect(depth).toBeLessThanOrEqual((depths[index - 1] ?? 0) + 1);
      // What is drawn is told, or is drawn beside what tells it.
      for (const [whole] of html.matchAll(/<svg(?=[^>]* width="100%")[^>]*>/g))
        expect(whole).toMatch(/role="img" aria-labelledby|aria-hidden="true"/);
    }
  });

  let pages: string;
  beforeAll(async () => {
    pages = await pageOf(['deals']);
  });

  test('loads and runs nothing', () => {
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/<script|<img|<iframe|<form|<object|\bon\w+=|javascript:|@import|url\((?!#hatch\))/i);
    expect([...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to]) => to)).toEqual(['data:,']);
  });

  test('several deals have a list with the way to each', () => {
    expect([...pages.matchAll(/href="(#[^"]*)"/g)].map(([, to]) => to)).toEqual(['#d1', '#d2']);
    expect(pages).toContain('<h1>1 of 2 deals pass</h1>');
    expect(pages.match(/<article class="deal"/g)).toHaveLength(2);
  });

  test('of many bookings the longest are drawn, and all are in the table', async () => {
    const bookings = Array.from({ length: 20 }, (_, n) => ({
      booking: `po-${n}`,
      customer: null,
      roles: ['sewer'],
      // po-9 to po-18 have two days, the others one: with the first two of those they are twelve.
      dates: n >= 9 && n <= 18 ? ['2026-11-23', '2026-11-24'] : ['2026-11-24'],
    }));
    const plan = sectionOf(await renderHtml({ ...report, deals: report.deals.slice(0, 1) }, [pictureWith({ bookings })]), 'd1-plan');
    const drawn = [...plan.matchAll(/<li style="height:24px"><bdi>(po-\d+)<\/bdi>/g)].map(([, name]) => name);
    expect(drawn).toEqual(['po-0', 'po-1', ...Array.from({ length: 10 }, (_, n) => `po-${n + 9}`)]);
    expect(plan).toContain('8 bookings more that hold these roles for fewer days are in the table.');
    expect(plan.match(/<th scope="row"><bdi>po-/g)).toHaveLength(20);
  });

  test('says what was not judged and what has no plan', async () => {
    const capacity = EXAMPLE['capacity.yaml'].replaceAll('role: inspector', 'role: designer');
    const html = await pageOf([DEAL], { ...EXAMPLE, 'capacity.yaml': capacity });
    expect(html).toContain('There is no plan');
    expect(html).toContain('Why there is no safe date');
    expect(html).not.toContain('d1-load');
    expect(sectionOf(page, 'd1-open')).toContain('error-budget');
    const wrong = memoryWorld({ ...EXAMPLE, [DEAL]: `${EXAMPLE[DEAL]}oops: 1\n` }, '2026-11-16');
    expect(await main(['check', DEAL, '--format', 'html'], wrong)).toBe(2);
    expect(wrong.said.out).toContain('<h1>✗ 1 mistake in the files: nothing was judged</h1>');
  });

  test('waivers, the baseline and what would come too late to be drawn are told', async () => {
    const changed = await reportWith((deal) => ({
      dates: {
        ...deal.dates,
        phases: [{ phase: 1, judged: '2026-12-11', safe: null }],
        offered: { start: null, complete: '2031-01-06' },
        confidence: null,
        confidence_because: 'nobody asked for it',
      },
      baseline: { recorded: '2026-11-01', still: 1, gone: 2 },
      unused_waivers: [{ rule: 'fit', by: 'priya', at: '2026-11-02', until: '2026-12-24', because: 'it covers something else' }],
      options: [],
      worst: null,
    }));
    const html = await renderHtml(changed, [pictureWith({ worst: [], record: [] })]);
    expect(html).toContain('1 of 3 findings of this deal still there');
    expect(html).toContain('it covers something else');
    expect(html).toContain('Nobody can say: <bdi>nobody asked for it</bdi>');
    expect(html).not.toContain('>offered 2031-01-06</text>');
    expect(html).toContain('<dt>wanted</dt><dd>2026-12-18');
    expect(html).toContain('<dt>offered</dt><dd>2031-01-06');
    expect(html).toContain('phase 1: asked for 2026-12-11, no safe date');
  });

  test('the report of a run is the same with and without a page', async () => {
    const both = memoryWorld(EXAMPLE, '2026-11-16');
    await main(['check', DEAL, '--format', 'json', '--format', 'html=page.html'], both);
    const alone = memoryWorld(EXAMPLE, '2026-11-16');
    await main(['check', DEAL, '--format', 'json'], alone);
    expect(both.said.out).toBe(alone.said.out);
    expect(both.files.get('/w/page.html')).toBe(page);
  });
});

const entities = (text: string): string => text.replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)));

describe('whatever somebody wrote', () => {
  /** The tags of a page in their order, with what is ours in them: a text that made one, or ended one, would be seen. */
  const tagsOf = (html: string): string[] =>
    (html.replace(/<style>[^]*?<\/style>/, '').match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/(aria-label|content)="[^"]*"/g, '$1=""'));

  let plain: string[] | null = null;
  test.each(HOSTILE.filter((_, index) => index < 36 || index % 40 === 0).map((text) => [text.slice(0, 40), text]))(
    '%j is a text',
    async (_, text) => {
      const of = async (word: string): Promise<string> => {
        const { deals, ...rest } = report;
        const faults = [{ deal: word, rule: 'fit', message: word }];
        return renderHtml({ ...hostile({ ...rest, deals: deals.slice(0, 1) }, [word]), faults }, [hostile(pictureWith(), [word])]);
      };
      const html = await of(text);
      // An empty help has no line of its own, and an empty input no detail.
      plain ??= tagsOf(await of('plain'));
      if (text !== '') expect(tagsOf(html)).toEqual(plain);
      expect(html.replace(/<style>[^]*?<\/style>/, '').replace(/<[^>]*>/g, '')).not.toMatch(/[<>]|&(?!#\d+;)/);
      if (text.trim() !== '') expect(entities(html)).toContain(inOneLine(text));
    },
  );
});
