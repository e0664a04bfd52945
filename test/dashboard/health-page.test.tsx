// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import type { Account, Health } from '../../dashboard/client.ts';
import { createFormat } from '../../dashboard/format.ts';
import { HealthPage } from '../../dashboard/page/health.tsx';
import { draw, drawn, put } from './drawn.ts';

const AT = Date.UTC(2026, 10, 20, 3);
const account: Account = {
  ...{ id: 1, tagId: 'T', name: 'Shop', timeZone: 'UTC', domains: [], cutParams: [], consent: 'assumed' },
  ...{ identityDeclared: false, loginChannelId: null, keepDays: null, silentSince: null, createdAt: 0 },
};
const health: Health = {
  healthy: true,
  startedAt: AT,
  hitsPerSecond: 1.5,
  memory: 123_400_000,
  disk: { database: 5_000, log: 0, free: null },
  owed: 4,
  received: 100,
  sums: { stored: 90, duplicate: 0, dropped: 7, rejected: 0, failed: 3 },
  outcomes: [
    { outcome: 'stored', reason: null, count: 90, lastAt: AT, sample: null },
    { outcome: 'dropped', reason: 'spam', count: 7, lastAt: AT, sample: '{"url":"<b>x</b>"}' },
    { outcome: 'failed', reason: 'storage', count: 3, lastAt: AT, sample: null },
  ],
  nobody: [],
  lostClicks: { count: 12, lastAt: AT },
};

const text = () => document.body.textContent ?? '';

/** Answers the page with one health, or with a status, and the live view with nothing new. */
function answer(body: unknown, status = 200) {
  vi.stubGlobal('fetch', async (url: unknown) => {
    const isLive = String(url).endsWith('/live');
    return new Response(JSON.stringify(isLive ? { people: 0, pageViews: 0, cursor: 0 } : body), {
      status: isLive ? 200 : status,
      headers: { 'content-type': 'application/json' },
    });
  });
}

it('draws an account that adds up, what was lost, and how the server is', async () => {
  answer(health);
  await draw(<HealthPage account={account} />);
  const parts = [...document.querySelectorAll<HTMLElement>('.account-bar > span')];
  expect(parts.map(({ className }) => className)).toEqual(['part-stored', 'part-dropped', 'part-failed']);
  expect(parts.map((part) => Number.parseInt(part.style.flexGrow, 10))).toEqual([90, 7, 3]);
  const sums = [...document.querySelectorAll('.account-key .sum')].map(({ textContent }) =>
    Number(textContent),
  );
  expect(sums).toEqual([90, 0, 7, 0, 3]);
  expect(sums.reduce((sum, count) => sum + count, 0)).toBe(health.received);
  for (const words of ['referrer spam', 'Lost clicks?', '12', '123 MB', '5 kB', 'Well', 'Free space?'])
    expect(text()).toContain(words.replace('?', ''));
  // Every figure says how it is counted.
  for (const figure of document.querySelectorAll('.figure, .account-key li'))
    expect(figure.querySelector('[role=tooltip]')?.textContent?.length).toBeGreaterThan(10);
});

it('says when the server is broken, and when nothing came yet', async () => {
  answer({
    ...health,
    healthy: false,
    received: 0,
    sums: { stored: 0, duplicate: 0, dropped: 0, rejected: 0, failed: 0 },
    outcomes: [],
    lostClicks: null,
  });
  await draw(<HealthPage account={account} />);
  expect(text()).toContain('Broken');
  expect(text()).toContain('No hit was received yet');
  expect(document.querySelector('.account-bar')).toBeNull();
});

it('keeps its place while it loads, and says what to do about an error', async () => {
  answer({ error: { code: 'unavailable', reason: 'storage', message: '', requestId: 'r1' } }, 503);
  put(<HealthPage account={account} />);
  expect(document.querySelector('[aria-busy=true]')).not.toBeNull();
  await drawn();
  expect(document.querySelector('[aria-busy=true]')).toBeNull();
  expect(document.querySelector('button')).not.toBeNull();
});

it('writes sizes with the unit that fits', () => {
  const { bytes } = createFormat('en');
  expect([0, 999, 1_000, 23_345_678, 78_000_000_000, 5e15].map(bytes)).toEqual([
    ...['0 byte', '999 byte', '1 kB', '23.3 MB', '78 GB', '5,000 TB'],
  ]);
});
