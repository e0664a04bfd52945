// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Account, LiveHit, Money } from '../../dashboard/client.ts';
import { LivePage } from '../../dashboard/page/live.tsx';
import { draw, drawn } from './drawn.ts';

/* The Live page, on a line that a test holds in its hand. */
const AT = Date.UTC(2026, 10, 20, 3);

const account: Account = {
  id: 1,
  tagId: 'T',
  name: 'Shop',
  timeZone: 'Asia/Bangkok',
  domains: ['shop.test'],
  cutParams: [],
  consent: 'assumed',
  identityDeclared: false,
  loginChannelId: null,
  keepDays: null,
  silentSince: null,
  createdAt: 0,
};

class Line extends EventTarget {
  static latest: Line;
  static readonly CLOSED = 2;
  readyState = 1;
  onopen = () => {};
  onerror = () => {};
  constructor() {
    super();
    Line.latest = this;
  }
  close() {
    this.readyState = Line.CLOSED;
  }
  hit(event: string, change: Partial<LiveHit> = {}, url: string | null = null, value: Money | null = null) {
    const hit: LiveHit = {
      receivedAt: AT,
      at: AT,
      outcome: 'stored',
      reason: null,
      channel: 'tag',
      seen: null,
      ...change,
    };
    const seen = { event, url, title: null, source: null, value, flags: [], visitor: null };
    const agent = { browser: null, os: null, device: null, lineApp: false };
    const data = JSON.stringify({ ...hit, seen: { ...seen, ...agent } });
    this.dispatchEvent(new MessageEvent('hit', { data }));
  }
}

const text = () => document.body.textContent ?? '';
const press = (name: string) => {
  for (const button of document.querySelectorAll('button')) if (button.textContent === name) button.click();
};
/** Hits are drawn now and then. */
const later = async () => {
  await new Promise((resolve) => setTimeout(resolve, 250));
  await drawn();
};

beforeEach(async () => {
  vi.stubGlobal('EventSource', Line);
  const body = JSON.stringify({ lastUrl: 'https://shop.test/tea' });
  vi.stubGlobal('fetch', async () => new Response(body, { headers: { 'content-type': 'application/json' } }));
  await draw(<LivePage account={account} />);
});

describe('the Live page', () => {
  it('says that some may be missing once the line was lost and is there again', async () => {
    Line.latest.onopen();
    await drawn();
    expect(text()).toContain('Listening');
    Line.latest.onerror();
    await drawn();
    expect(text()).toContain('Connection lost');
    expect(text()).not.toContain('may be missing');
    Line.latest.onopen();
    await drawn();
    expect(text()).toContain('some hits may be missing here');
    press('Clear');
    await drawn();
    expect(text()).not.toContain('may be missing');
  });

  it('says why the server refused the line', async () => {
    const body = JSON.stringify({ error: { code: 'too_many', reason: 'too_many_streams', message: '' } });
    const headers = { 'content-type': 'application/json' };
    vi.stubGlobal('fetch', async () => new Response(body, { status: 429, headers }));
    Line.latest.readyState = Line.CLOSED;
    Line.latest.onerror();
    await drawn();
    expect(document.querySelector('[role=status]')?.textContent).toBe('Not connected');
    expect(document.querySelector('.live-note')?.textContent).toContain('Close one in another tab');
    // Nothing is waited for, and what was there stays.
    expect(text()).not.toContain('Waiting for hits');
    Line.latest.hit('Tap');
    await later();
    expect(document.querySelectorAll('.live-row')).toHaveLength(1);
  });

  it('shows what could be read of a hit that was rejected', async () => {
    Line.latest.hit('Buy', { outcome: 'rejected', reason: 'bad_hit' }, 'about:srcdoc');
    await later();
    const row = document.querySelector('.live-row summary')?.textContent;
    for (const part of ['Buy', 'about:srcdoc', 'Rejected']) expect(row).toContain(part);
  });

  it('lets no name turn what stands beside it around', async () => {
    Line.latest.hit('\u202egnp.exe', {}, null, { minor: 5, currency: 'JPY', digits: 0 });
    await later();
    const what = document.querySelector('.live-what')?.textContent;
    expect(what).toMatch(/^\u2068\u202egnp\.exe\u2069 · \D?5/);
  });

  it('says how many of those that came while paused are gone', async () => {
    Line.latest.onopen();
    press('Pause');
    await drawn();
    for (let count = 0; count < 207; count += 1) Line.latest.hit(`E${count}`);
    await later();
    expect(text()).toContain('Paused: 207 more');
    press('Go on');
    await later();
    expect(text()).toContain('7 older ones came while paused');
    expect(document.querySelectorAll('.live-row')).toHaveLength(200);
    expect(document.querySelector('.live-row')?.textContent).toContain('E206');
  });

  it('offers for test mode the page where the code was last seen', async () => {
    await drawn();
    const field = document.querySelector<HTMLInputElement>('input[name=url]');
    expect(field?.value).toBe('https://shop.test/tea');
  });
});
