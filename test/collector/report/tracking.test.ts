import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { HitFlag, NewHit } from '../../../db/model.ts';
import { emptyBatch, factOf } from '../../support/facts.ts';
import { createTest, hex } from '../../support/tagline.ts';
import { DAY, HOUR, MINUTE, Tracking, times } from './tracked.ts';

/*
 * The Tracking page over the API: each finding from the hits that cause it, and none from those that do not.
 */
let test: ReturnType<typeof createTest>;
let tagId: string;
let last = 0;
/** The clock of the tests. */
const NOW = Date.UTC(2026, 10, 20, 3);

beforeEach(async () => {
  last = 0;
  test = createTest();
  await test.signIn();
  const { json } = await test.api('POST', '/accounts', {
    name: 'Shop',
    timeZone: 'Asia/Bangkok',
    domains: ['shop.test'],
  });
  tagId = z.object({ tagId: z.string() }).parse(json).tagId;
});

function page(path: string, host = 'shop.test') {
  return { url: `https://${host}${path}`, page: host + path };
}

/** A hit at an age, by default a page view of the front page by a visitor of its own. */
function hit(age: number, change: Partial<NewHit> = {}): NewHit {
  last += 1;
  return factOf(last, 100_000 + last, NOW - age, { page: page('/'), ...change });
}

async function keep(...hits: NewHit[]) {
  await test.store.events.append({ ...emptyBatch(), hits });
}

async function read() {
  return Tracking.parse((await test.api('GET', '/accounts/1/tracking')).json);
}

async function found() {
  return (await read()).findings.map(({ finding }) => finding);
}

/** A healthy visit: arrives, looks, and every second one buys on the thank-you page. */
function visit(index: number, age = HOUR): NewHit[] {
  const visitor = hex(500 + index);
  const views = ['/', '/tea', '/cart', '/thanks'].map((path, step) =>
    hit(age - step * MINUTE, { visitor, page: page(path) }),
  );
  const order = hit(age - 3 * MINUTE - 5, { visitor, page: page('/thanks'), event: 'Conversion' });
  return index % 2 ? views : [...views, order];
}

describe('a healthy installation', () => {
  it('has no finding, and its codes are active', async () => {
    await keep(...times(40, (index) => visit(index)).flat());
    const { base, conversion, findings } = await read();
    expect(findings).toEqual([]);
    expect([base.status, conversion.status]).toEqual(['active', 'active']);
  });

  it('nothing was seen of an empty one', async () => {
    expect(await read()).toMatchObject({
      base: { status: 'never_seen' },
      conversion: { status: 'never_seen' },
      image: { status: 'never_seen' },
      findings: [],
    });
  });

  it('older hits that are brought in later change nothing of what came last', async () => {
    await keep(hit(HOUR, { page: page('/new') }));
    await keep(hit(40 * DAY, { page: page('/old') }));
    expect((await read()).base).toEqual(
      expect.objectContaining({
        status: 'active',
        count: 2,
        firstAt: NOW - 40 * DAY,
        lastAt: NOW - HOUR,
        lastUrl: 'https://shop.test/new',
      }),
    );
  });

  it('a code is silent once nothing came for its time, whatever was wrong before', async () => {
    await keep(
      hit(24 * HOUR, { flags: ['csp'] }),
      hit(7 * DAY, { event: 'Conversion', flags: ['bad-value'] }),
    );
    const { base, conversion } = await read();
    expect([base.status, conversion.status]).toEqual(['silent', 'silent']);
  });
});

describe('what the tag noticed', () => {
  const FLAGS: [HitFlag, string | null, string, string][] = [
    ['twice', null, 'base_code_twice', 'active'],
    ['csp', null, 'csp', 'misconfigured'],
    ['ignored', null, 'ignored', 'active'],
    ['no-tags', 'Buy', 'no_tags', 'active'],
    ['no-name', 'Conversion', 'no_name', 'active'],
    ['not-initialised', 'Buy', 'not_initialised', 'active'],
    ['odd-name', 'Buy it now, please!', 'odd_name', 'active'],
    ['swapped', 'Buy', 'swapped', 'active'],
    ['bad-value', 'Buy', 'bad_value', 'misconfigured'],
    ['bad-currency', 'Buy', 'bad_currency', 'active'],
    ['bad-key', 'Buy', 'bad_key', 'active'],
  ];

  it.each(FLAGS)('%s on %j is %s, its code %s', async (flag, event, name, status) => {
    await keep(hit(2 * MINUTE, { event, flags: [flag] }), hit(MINUTE));
    const { base, conversion, events, findings } = await read();
    expect(findings).toMatchObject([
      {
        finding: name,
        names: event === null ? [] : [event],
        count: 1,
        lastAt: NOW - 2 * MINUTE,
        lastUrl: 'https://shop.test/',
      },
    ]);
    const code = event === null ? base : event === 'Conversion' ? conversion : events[0];
    expect(code?.status).toBe(status);
  });

  it('a finding leaves 7 days after it was seen last', async () => {
    await keep(hit(7 * DAY + 1, { flags: ['twice'] }), hit(MINUTE));
    expect(await found()).toEqual([]);
    await keep(hit(7 * DAY, { flags: ['twice'] }));
    expect(await found()).toEqual(['base_code_twice']);
  });

  it('age-clamped and queued are the browser’s way, and no finding', async () => {
    await keep(hit(MINUTE, { flags: ['age-clamped', 'queued'] }));
    expect(await found()).toEqual([]);
  });
});

describe('an event as often as page views', () => {
  const both = (index: number, event: string, host?: string) => {
    const visitor = hex(700 + index);
    const where = page(`/p${index}`, host);
    // Not at once, so that it is only about how often.
    return [hit(HOUR, { visitor, page: where }), hit(HOUR - MINUTE, { visitor, page: where, event })];
  };

  it.each(['Conversion', 'CustomEvent'])('%s is misconfigured', async (event) => {
    await keep(...times(20, (index) => both(index, event)).flat());
    const { conversion, events, findings } = await read();
    expect(findings.find(({ finding }) => finding === 'event_on_every_page')).toMatchObject({
      weight: 'grave',
      names: [event],
      count: 20,
      of: 20,
    });
    expect((event === 'Conversion' ? conversion : events[0])?.status).toBe('misconfigured');
  });

  it('an event of the site’s own is only said', async () => {
    await keep(...times(20, (index) => both(index, 'ViewContent')).flat());
    const { events, findings } = await read();
    expect(findings).toMatchObject([{ finding: 'event_on_every_page', weight: 'warning' }]);
    expect(events[0]?.status).toBe('active');
  });

  it.each([
    ['too few page views to tell', 19, 19, []],
    ['nine of ten', 20, 18, ['event_on_every_page']],
    ['fewer than nine of ten', 20, 17, []],
  ])('%s', async (_, views, conversions, expected) => {
    await keep(
      ...times(views, (index) => both(index, 'Conversion').slice(0, index < conversions ? 2 : 1)).flat(),
    );
    expect(await found()).toEqual(expected);
  });

  it('is judged host by host, and over seven days', async () => {
    await keep(...times(20, (index) => both(index, 'Conversion', 'thanks.shop.test')).flat());
    await keep(...times(100, () => hit(HOUR)));
    expect((await read()).findings).toMatchObject([{ finding: 'event_on_every_page', count: 20, of: 20 }]);
    test.clock.move(7 * DAY);
    expect(await found()).toEqual([]);
  });

  it('images say nothing of a page', async () => {
    await keep(
      ...times(20, (index) =>
        both(index, 'Conversion').map((one) => ({ ...one, channel: 'image' as const })),
      ).flat(),
    );
    expect(await found()).toEqual(['image_only']);
  });
});

describe('conversions on the landing page', () => {
  /** One view of a landing page and a conversion so much later, then a look around. */
  const land = (index: number, after: number, where = '/lp') => {
    const visitor = hex(900 + index);
    return [
      hit(2 * HOUR, { visitor, page: page('/lp') }),
      hit(2 * HOUR - after, { visitor, page: page(where), event: 'Conversion' }),
      ...times(3, (step) => hit(HOUR + 40 * MINUTE - step, { visitor, page: page(`/more${step}`) })),
    ];
  };

  it('are found, with how many of how many', async () => {
    await keep(...times(12, (index) => land(index, 300)).flat());
    const { conversion, findings } = await read();
    expect(findings).toMatchObject([
      {
        finding: 'conversion_on_arrival',
        names: ['Conversion'],
        count: 12,
        of: 12,
        lastUrl: 'https://shop.test/lp',
      },
    ]);
    expect(conversion.status).toBe('misconfigured');
  });

  it('are found where the conversion code stands above the base code', async () => {
    await keep(...times(10, (index) => land(index, -300)).flat());
    expect(await found()).toEqual(['conversion_on_arrival']);
  });

  it.each([
    ['nine are too few', 9, 300, '/lp', 0],
    ['whoever pressed a button took longer', 12, 11_000, '/lp', 0],
    ['nor is it the landing that it came long before', 12, -MINUTE, '/lp', 0],
    ['another page is another page', 12, 300, '/thanks', 0],
  ])('%s', async (_, count, after, where) => {
    await keep(...times(count, (index) => land(index, after, where)).flat());
    expect(await found()).not.toContain('conversion_on_arrival');
  });

  it('four of five are enough, fewer are not', async () => {
    await keep(...times(8, (index) => land(index, 300)).flat());
    await keep(...times(3, (index) => land(50 + index, MINUTE)).flat());
    expect(await found()).toEqual([]);
    await keep(...times(4, (index) => land(100 + index, 300)).flat());
    expect(await found()).toEqual(['conversion_on_arrival']);
  });

  it('a session begins after a pause of 30 minutes, and not before', async () => {
    const again = (index: number, pause: number) => {
      const visitor = hex(2_000 + index);
      return [
        hit(3 * HOUR, { visitor, page: page('/') }),
        hit(3 * HOUR - pause, { visitor, page: page('/lp') }),
        hit(3 * HOUR - pause - 100, { visitor, page: page('/lp'), event: 'Conversion' }),
        ...times(2, () => hit(3 * HOUR - pause - 200, { visitor, page: page('/more') })),
      ];
    };
    await keep(...times(12, (index) => again(index, 30 * MINUTE - 1)).flat());
    expect(await found()).toEqual([]);
    await keep(...times(48, (index) => again(100 + index, 30 * MINUTE)).flat());
    expect(await found()).toEqual(['conversion_on_arrival']);
  });
});

describe('codes that are missing or not as they were copied', () => {
  it('the base code is missing on pages with events, from three events on', async () => {
    await keep(hit(HOUR), ...times(2, () => hit(HOUR, { event: 'Buy', page: page('/cart') })));
    expect(await found()).toEqual([]);
    await keep(
      hit(MINUTE, { event: 'Buy', page: { url: 'https://shop.test/cart?x', page: 'shop.test/cart' } }),
    );
    const { base, findings } = await read();
    expect(findings).toMatchObject([
      {
        finding: 'base_code_missing',
        names: ['shop.test/cart'],
        count: 3,
        lastAt: NOW - MINUTE,
        lastUrl: 'https://shop.test/cart?x',
      },
    ]);
    expect(base.status).toBe('misconfigured');
    await keep(hit(HOUR, { page: page('/cart') }));
    expect(await found()).toEqual([]);
  });

  it('the name of the template was left in', async () => {
    await keep(hit(HOUR), hit(HOUR, { event: 'CustomEvent' }));
    const { events, findings } = await read();
    expect(findings).toMatchObject([{ finding: 'template_name', names: ['CustomEvent'], count: 1 }]);
    expect(events).toMatchObject([{ event: 'CustomEvent', status: 'misconfigured' }]);
  });

  it('only the image reports', async () => {
    await keep(hit(HOUR, { channel: 'image', visitor: null }));
    const { base, image, findings } = await read();
    expect(findings).toMatchObject([{ finding: 'image_only', count: 1 }]);
    expect([base.status, image.status]).toEqual(['never_seen', 'misconfigured']);
    await keep(hit(HOUR));
    expect(await found()).toEqual([]);
  });
});

describe('hits that are refused', () => {
  const send = (tag: string, url: string) =>
    test.hit([{ id: hex(++last), tag, url, age: 0 }], { origin: new URL(url).origin });

  it('an unknown tag id on a page of this account is a finding of it, with the id and the page', async () => {
    await send('{tagId}', 'https://www.shop.test/lp');
    expect((await read()).findings).toMatchObject([
      {
        finding: 'unknown_tag',
        weight: 'grave',
        names: ['{tagid}'],
        lastAt: NOW,
        lastUrl: 'https://www.shop.test/lp',
      },
    ]);
  });

  it('its sample is shown to the account whose site it stands on, and to no other', async () => {
    await test.api('POST', '/accounts', { name: 'Other', timeZone: 'UTC', domains: ['elsewhere.test'] });
    await send('{tagId}', 'https://www.shop.test/lp');
    const Nobody = z.object({ nobody: z.array(z.object({ sample: z.string().nullable() })) });
    const samples = [];
    for (const path of [
      '/accounts/1/health',
      '/accounts/2/health',
      '/accounts/1/tracking',
      '/accounts/2/tracking',
    ])
      samples.push(Nobody.parse((await test.api('GET', path)).json).nobody[0]?.sample);
    expect(samples).toEqual([expect.stringContaining('/lp'), null, expect.stringContaining('/lp'), null]);
  });

  it('is not hidden by strangers, nor kept alive by them', async () => {
    await send('{tagId}', 'https://www.shop.test/lp');
    test.clock.move(HOUR);
    await send('{tagId}', 'https://elsewhere.test/');
    expect((await read()).findings).toMatchObject([
      { finding: 'unknown_tag', lastAt: NOW, lastUrl: 'https://www.shop.test/lp' },
    ]);
    test.clock.move(7 * DAY);
    await send('{tagId}', 'https://elsewhere.test/');
    expect(await found()).toEqual([]);
  });

  it('on a page of somebody else it is none, nor for an account that lists no site', async () => {
    await send('{tagId}', 'https://elsewhere.test/');
    expect(await found()).toEqual([]);
    await test.api('PATCH', '/accounts/1', { domains: [] });
    await send('{tagId}', 'https://shop.test/');
    expect(await found()).toEqual(['all_sites_taken']);
  });

  it('a site that is not listed is named', async () => {
    await send(tagId, 'https://copied.test/page');
    expect((await read()).findings).toMatchObject([
      { finding: 'unlisted_site', count: 1, lastUrl: 'https://copied.test/page' },
    ]);
    test.clock.move(7 * DAY);
    expect(await found()).toEqual([]);
  });
});

describe('links whose clicks do not land', () => {
  async function link(name: string, destination: string, clicks: number, landings: number, age = HOUR) {
    const { id } = await test.store.records.addLink({
      accountId: 1,
      code: name,
      name,
      destination,
      broadcastId: null,
      createdAt: 0,
    });
    const ids = times(clicks, () => hex(5_000_000 + ++last));
    await test.store.events.append({
      ...emptyBatch(),
      clicks: ids.map((one) => ({ id: one, linkId: id, accountId: 1, at: NOW - age, agent: null })),
      hits: ids.slice(0, landings).map((click) => hit(age - 1000, { click })),
    });
  }

  it('are named with their destination, from ten clicks and under one of five', async () => {
    await keep(hit(HOUR));
    await link('well', 'https://shop.test/a', 10, 2);
    await link('few', 'https://shop.test/b', 9, 0);
    await link('Autumn sale', 'https://shop.test/c', 10, 1);
    expect((await read()).findings).toMatchObject([
      { finding: 'clicks_lost', names: ['Autumn sale'], count: 1, of: 10, lastUrl: 'https://shop.test/c' },
    ]);
  });

  it('where no tag runs on the destination’s host, that is what is said', async () => {
    await keep(hit(HOUR));
    const destination = 'https://www.shop.test/x';
    await link('Other shop', destination, 10, 0);
    expect((await read()).findings).toMatchObject([
      ...[{ finding: 'untagged_destination', weight: 'grave', names: ['Other shop'], count: 0, of: 10 }],
    ]);
  });

  it('a site that is not listed may be somebody else’s, and is only noted', async () => {
    await keep(hit(HOUR));
    await link('Us on Instagram', 'https://www.instagram.com/shop/', 10, 0);
    await link('Short', 'https://sho.rt/x', 10, 0);
    const weights = async () =>
      (await read()).findings.map(({ weight, finding }) => `${weight} ${finding}`).sort();
    expect(await weights()).toEqual(['note untagged_destination', 'note untagged_destination']);
    await test.api('PATCH', '/accounts/1', { domains: [] });
    expect(await weights()).toEqual([
      ...['grave untagged_destination', 'grave untagged_destination', 'note all_sites_taken'],
    ]);
  });

  it('no tag runs in a file', async () => {
    await keep(hit(HOUR));
    for (const file of ['menu.pdf', 'Card.VCF?v=2', 'shop.tar.gz', 'day.ics#a', 'list.xlsx'])
      for (const host of ['shop.test', 'cdn.test'])
        await link(`${host} ${file}`, `https://${host}/${file}`, 10, 0);
    expect(await found()).toEqual([]);
    await link('page', 'https://shop.test/menu.html', 10, 0);
    expect(await found()).toEqual(['clicks_lost']);
  });

  it('clicks of the last ten minutes may still land, and those before 14 days are forgotten', async () => {
    await keep(hit(HOUR));
    await link('Now', 'https://shop.test/a', 20, 0, 10 * MINUTE - 1);
    await link('Long ago', 'https://shop.test/b', 20, 0, 14 * DAY + 1);
    expect(await found()).toEqual([]);
  });

  it('a landing that another account’s tag saw is none', async () => {
    await test.api('POST', '/accounts', { name: 'Other', timeZone: 'UTC', domains: [] });
    await keep(hit(HOUR));
    await link('Mine', 'https://shop.test/a', 10, 0);
    const clicks = times(10, (index) => hex(5_000_000 + last - 9 + index));
    await keep(...clicks.map((click) => hit(HOUR, { accountId: 2, click })));
    expect(await found()).toEqual(['clicks_lost']);
  });
});

describe('the order', () => {
  it('is the grave first, then the latest', async () => {
    await keep(
      hit(MINUTE, { flags: ['twice'] }),
      hit(HOUR, { flags: ['ignored'] }),
      hit(2 * MINUTE, { flags: ['csp'] }),
    );
    expect(await found()).toEqual(['csp', 'ignored', 'base_code_twice']);
  });

  it('does not depend on the order of arrival', async () => {
    const hits = times(30, (index) => visit(index)).flat();
    await keep(...[...hits].reverse());
    expect(await found()).toEqual([]);
  });
});
