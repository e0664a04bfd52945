// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Account, Overview } from '../../dashboard/client.ts';
import { createI18n, I18nContext } from '../../dashboard/i18n/use-i18n.ts';
import { OverviewPage } from '../../dashboard/page/overview.tsx';
import { draw, drawn } from './drawn.ts';

// The chart draws on a canvas, which happy-dom has not.
vi.mock('../../dashboard/component/time-chart.tsx', () => ({ TimeChart: () => null }));

const account: Account = {
  id: 1,
  tagId: 'T',
  name: 'Shop',
  timeZone: 'Asia/Bangkok',
  domains: [],
  cutParams: [],
  consent: 'assumed',
  identityDeclared: false,
  loginChannelId: null,
  keepDays: null,
  silentSince: null,
  createdAt: 0,
};

const span = { from: '2026-11-01', to: '2026-11-20' };
const report: Overview = {
  timeZone: 'Asia/Bangkok',
  silence: null,
  range: span,
  unit: 'day',
  totals: { pageViews: 5, imageOnly: 0, visitors: 3, conversions: 1, value: [] },
  series: [],
  previous: null,
  pages: [{ name: 'shop.test/tea?', pageViews: 3, visitors: 2 }],
  sources: [
    { name: 'LINE', arrivals: 2, visitors: 2 },
    { name: null, arrivals: 1, visitors: 1 },
  ],
  devices: [{ device: 'mobile', lineApp: true, pageViews: 5, visitors: 3 }],
  countries: [
    { name: 'TH', pageViews: 4, visitors: 2 },
    { name: null, pageViews: 1, visitors: 1 },
  ],
  conversions: [
    { id: 1, name: 'Order', event: 'Conversion', conversions: 1, value: [] },
    { id: 2, name: 'Saw tea', event: null, conversions: 0, value: [] },
  ],
};
const nothing: Overview = {
  ...report,
  totals: { ...report.totals, pageViews: 0, visitors: 0, conversions: 0 },
};
const broadcast = { id: 7, name: 'Autumn sale' };

/** What the server was asked for, and what it answers. */
let asked: URL[];
let answers: Record<string, () => Response | Promise<Response>>;

beforeEach(() => {
  asked = [];
  answers = {
    overview: () => Response.json(report),
    live: () => Response.json({ people: 1, pageViews: 1, cursor: 1 }),
    events: () => Response.json([{ event: 'AddToCart', count: 3, lastAt: 0 }]),
    broadcasts: () => Response.json([broadcast]),
  };
  vi.stubGlobal('fetch', async (input: string) => {
    const url = new URL(input, 'http://tagline.test');
    asked.push(url);
    const answer = answers[url.pathname.split('/').at(-1) ?? ''];
    return answer ? answer() : new Response(null, { status: 404 });
  });
});

afterEach(() => vi.unstubAllGlobals());

async function show(query: string, language: 'en' | 'ja' | 'th' | 'zh-TW' = 'en') {
  history.replaceState(null, '', `/a/1/overview${query}`);
  await draw(
    <I18nContext.Provider value={createI18n(language)}>
      <OverviewPage account={account} />
    </I18nContext.Provider>,
  );
  await drawn();
}

const chips = () => [...document.querySelectorAll('.chip-text')].map((chip) => chip.textContent);
const buttonOf = (label: string) =>
  [...document.querySelectorAll('button')].find(
    (button) => button.getAttribute('aria-label') === label || button.textContent === label,
  );
const linkOf = (label: string) =>
  [...document.querySelectorAll('a')].find(
    (link) => link.getAttribute('aria-label') === label || link.textContent === label,
  );
const lastAsked = () => asked.filter(({ pathname }) => pathname.endsWith('/overview')).at(-1)?.searchParams;

async function press(element: HTMLElement | undefined) {
  expect(element).toBeDefined();
  const click = new MouseEvent('click', { bubbles: true, cancelable: true, button: 0 });
  element?.dispatchEvent(click);
  await drawn();
  await drawn();
}

describe('filters on the Overview', () => {
  it('asks the server for what the address says, and says it in words', async () => {
    await show('?period=7d&country=TH&source=&event=AddToCart&device=mobile.line');
    expect(chips()).toEqual([
      'Only page views by device: Mobile · LINE app',
      'Only page views from: Thailand',
      'Only people who came from: Direct or unknown',
      'Only people who did “AddToCart”',
    ]);
    expect(Object.fromEntries(lastAsked() ?? [])).toMatchObject({
      country: 'TH',
      source: '',
      event: 'AddToCart',
      device: 'mobile.line',
    });
  });

  it('passes over what is wrong, with no chip and no question', async () => {
    await show('?country=thailand&broadcast=x&device=phone');
    expect(chips()).toEqual([]);
    expect(lastAsked()?.has('country')).toBe(false);
    expect(document.body.textContent).toContain('Page views');
  });

  it.each([
    ['Only page views on shop.test/tea?', '?page=shop.test%2Ftea%3F'],
    ['Only people who came from: LINE', '?source=LINE'],
    ['Only people who came from: Direct or unknown', '?source='],
    ['Only page views by device: Mobile · LINE app', '?device=mobile.line'],
    ['Only page views from: Thailand', '?country=TH'],
    ['Only page views from: Unknown', '?country='],
  ])('a row filters: %s', async (label, search) => {
    await show('');
    await press(linkOf(label));
    expect(location.search).toBe(search);
    expect(chips()).toEqual([label]);
    expect([...new URLSearchParams(search)].every(([name, value]) => lastAsked()?.get(name) === value)).toBe(
      true,
    );
    await press(linkOf(`Remove filter: ${label}`));
    expect(location.search).toBe('');
  });

  it('a custom conversion filters by its event, under its own name', async () => {
    await show('');
    await press(linkOf('Order: Only people who did “Conversion”'));
    expect(location.search).toBe('?event=Conversion');
    expect(chips()).toEqual(['Only people who did “Conversion”']);
    await press(linkOf('Order: Remove filter: Only people who did “Conversion”'));
    expect(location.search).toBe('');
  });

  it('a custom conversion that counts an address is a name only', async () => {
    await show('');
    expect(document.body.textContent).toContain('Saw tea');
    expect([...document.querySelectorAll('a')].some((link) => link.textContent === 'Saw tea')).toBe(false);
  });

  it('a chip is taken away, or all of them; the days stay, and the focus does not get lost', async () => {
    await show('?period=90d&country=TH&source=LINE&page=shop.test%2Ftea');
    await press(buttonOf('Remove filter: Only page views from: Thailand'));
    expect(chips()).toEqual(['Only page views on shop.test/tea', 'Only people who came from: LINE']);
    expect(document.activeElement?.id).toBe('add-filter');
    await press(buttonOf('Clear all'));
    expect(location.search).toBe('?period=90d');
    expect(document.querySelector('.chips')).toBeNull();
    expect(document.activeElement?.id).toBe('add-filter');
  });

  it('tells page views from people in the words behind the question mark', async () => {
    await show('?country=TH&source=LINE');
    const helps = [...document.querySelectorAll('.chip .help-text')].map((help) => help.textContent);
    expect(helps[0]).toMatch(/^Counts the page views, events and conversions for which this is so/);
    expect(helps[1]).toMatch(/^Counts everything these people did/);
  });

  it('says that nothing matches, and offers to clear', async () => {
    answers.overview = () => Response.json(nothing);
    await show('?country=TH');
    expect(document.querySelector('.empty-title')?.textContent).toBe('Nothing matches these filters');
    answers.overview = () => Response.json(report);
    await press(document.querySelector<HTMLElement>('.empty button') ?? undefined);
    expect(location.search).toBe('');
    expect(document.querySelector('.empty-title')).toBeNull();
    expect(document.activeElement?.id).toBe('add-filter');
  });

  it('keeps the chips where the server does not answer', async () => {
    answers.overview = () => Promise.reject(new TypeError('Failed to fetch'));
    await show('?country=TH');
    expect(document.querySelector('[role=alert]')?.textContent).toContain('The server does not answer');
    expect(chips()).toEqual(['Only page views from: Thailand']);
  });

  it('names countries in the reader’s language', async () => {
    const names = { en: 'Thailand', ja: 'タイ', th: 'ไทย', 'zh-TW': '泰國' } as const;
    for (const language of ['en', 'ja', 'th', 'zh-TW'] as const) {
      await show('', language);
      expect(document.body.textContent, language).toContain(names[language]);
    }
  });
});

describe('the filter menu', () => {
  it('offers the events and the broadcasts of the account', async () => {
    await show('');
    expect(asked.some(({ pathname }) => /events|broadcasts/.test(pathname))).toBe(false);
    const button = document.getElementById('add-filter');
    expect(button?.getAttribute('aria-expanded')).toBe('false');
    await press(button ?? undefined);
    expect(button?.getAttribute('aria-expanded')).toBe('true');
    await press(linkOf('AddToCart'));
    expect(location.search).toBe('?event=AddToCart');
    expect(button?.getAttribute('aria-expanded')).toBe('false');
    expect(document.activeElement).toBe(button);
    await press(button ?? undefined);
    await press(linkOf('Autumn sale'));
    expect(location.search).toBe('?event=AddToCart&broadcast=7');
    expect(chips()).toEqual([
      'Only people who did “AddToCart”',
      'Only people who clicked a link of “Autumn sale”',
    ]);
    expect(lastAsked()?.get('broadcast')).toBe('7');
  });

  it('closes by Escape and by a press elsewhere', async () => {
    await show('');
    const button = document.getElementById('add-filter');
    const isOpen = () => button?.getAttribute('aria-expanded') === 'true';
    await press(button ?? undefined);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await drawn();
    expect(isOpen()).toBe(false);
    expect(document.activeElement).toBe(button);
    await press(button ?? undefined);
    expect(isOpen()).toBe(true);
    document.querySelector('h1')?.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    await drawn();
    expect(isOpen()).toBe(false);
  });

  it('says what is not there, and what could not be read', async () => {
    answers.events = () => Response.json([]);
    answers.broadcasts = () => Response.json({ error: { reason: 'fault', message: '' } }, { status: 500 });
    await show('');
    await press(document.getElementById('add-filter') ?? undefined);
    expect(document.querySelector('.filter-panel')?.textContent).toContain('No event was seen yet.');
    expect(document.querySelector('.filter-panel [role=alert]')?.textContent).toContain('Try again');
    answers.broadcasts = () => Response.json([broadcast]);
    await press(buttonOf('Try again'));
    expect(linkOf('Autumn sale')).toBeDefined();
  });

  it('waits for the name of a broadcast, and does without where it cannot be read', async () => {
    let answer = (_: Response) => {};
    answers.broadcasts = () => new Promise((resolve) => (answer = resolve));
    await show('?broadcast=7');
    expect(chips()).toEqual(['Only people who clicked a link of “…”']);
    expect(document.querySelector('.headline.loading')).not.toBeNull();
    answer(Response.json({ error: { reason: 'fault', message: '' } }, { status: 500 }));
    await drawn();
    await drawn();
    expect(chips()).toEqual(['Only people who clicked a link of “#7”']);
    expect(document.querySelector('.headline.loading')).toBeNull();
    expect(lastAsked()?.get('broadcast')).toBe('7');
  });

  it('passes over a broadcast that the account does not have', async () => {
    await show('?broadcast=8');
    expect(chips()).toEqual([]);
    expect(lastAsked()?.has('broadcast')).toBe(false);
    await show('?broadcast=7');
    expect(chips()).toEqual(['Only people who clicked a link of “Autumn sale”']);
  });
});
