// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import type { Account, Job, Loss, Tracking } from '../../dashboard/client.ts';
import { SilenceNotice } from '../../dashboard/component/silence-notice.tsx';
import { createI18n, I18nContext } from '../../dashboard/i18n/use-i18n.ts';
import { SettingsJobs } from '../../dashboard/page/settings-jobs.tsx';
import { TrackingFindings } from '../../dashboard/page/tracking-findings.tsx';
import { TrackingLoss } from '../../dashboard/page/tracking-loss.tsx';
import { draw, drawn } from './drawn.ts';

const AT = Date.UTC(2026, 10, 20, 3);

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

const code = {
  event: null,
  status: 'active' as const,
  silentAfter: 24,
  count: 1,
  firstAt: AT,
  lastAt: AT,
  lastUrl: null,
  channels: ['tag' as const],
};

const found = {
  weight: 'grave' as const,
  names: [],
  count: 3,
  of: null,
  hours: null,
  lastAt: AT,
  lastUrl: null,
};

function trackingWith(findings: Tracking['findings']): Tracking {
  return {
    tagId: 'T',
    origin: 'https://tags.test',
    build: null,
    silence: null,
    base: code,
    conversion: code,
    events: [],
    image: code,
    findings,
    outcomes: [],
    nobody: [],
  };
}

const text = () => document.body.textContent ?? '';

describe('findings', () => {
  it('say what, how grave, of what, how often, where, and the mend', async () => {
    const tracking = trackingWith([
      { ...found, finding: 'csp', lastUrl: 'https://shop.test/a' },
      { ...found, finding: 'event_on_every_page', names: ['Conversion'], of: 4, hours: 168 },
      { ...found, finding: 'clicks_lost', names: ['Autumn sale'], of: 40, hours: 24 },
      { ...found, finding: 'unknown_tag', names: ['{tagid}'], count: null },
      { ...found, finding: 'all_sites_taken', weight: 'note', count: null, lastAt: null },
    ]);
    await draw(<TrackingFindings tracking={tracking} account={account} />);
    const items = [...document.querySelectorAll('li')].map((item) => item.textContent ?? '');
    expect(items[0]).toContain('Figures are wrong or missing: A page’s policy');
    expect(items[0]).toContain('Add https://tags.test to its connect-src');
    expect(items[0]).toMatch(/3×, last on Nov 20, 2026, 10:00.*https:\/\/shop\.test\/a/);
    expect(items[1]).toMatch(/Conversion.*3 events on 4 page views in 7 days/);
    expect(items[2]).toMatch(/Autumn sale.*3 of 40 clicks landed in 24 hours/);
    expect(items[3]).toMatch(/\{tagid\}.*Put T in its place\.last on Nov 20/);
    expect(items[4]).not.toContain('last on');
  });

  it('name pages by their letters', async () => {
    const names = ['shop.test/%E0%B8%8A%E0%B8%B2'];
    await draw(
      <TrackingFindings
        tracking={trackingWith([{ ...found, finding: 'base_code_missing', names }])}
        account={account}
      />,
    );
    expect(document.querySelector('code')?.textContent).toBe('shop.test/ชา');
  });

  it('draw what a page sent as text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    await draw(
      <TrackingFindings
        tracking={trackingWith([
          { ...found, finding: 'odd_name', names: [evil], lastUrl: 'javascript:alert(1)' },
        ])}
        account={account}
      />,
    );
    expect(document.querySelector('img, a[href^=javascript]')).toBeNull();
    expect(text()).toContain(evil);
  });
});

describe('the notice of a silence', () => {
  it('says since when and what would be usual, in the reader’s language', async () => {
    const silence = { since: AT, noticedAt: AT, expected: 312, hours: 3 };
    await draw(<SilenceNotice silence={silence} account={account} toTracking />);
    expect(text()).toMatch(/Since Nov 20, 2026, 10:00.*About 312 page views in 3 hours/);
    expect(document.querySelector('a')?.getAttribute('href')).toBe('/a/1/tracking');
    await draw(
      <I18nContext.Provider value={createI18n('th')}>
        <SilenceNotice silence={silence} account={account} />
      </I18nContext.Provider>,
    );
    expect(text()).toContain('แท็กเงียบไป');
    expect(document.querySelector('a')).toBeNull();
  });
});

/** Answers the API as if it were there; remembers what was asked. */
function answer(...bodies: unknown[]): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: unknown, init?: RequestInit) => {
    asked.push(`${init?.method ?? 'GET'} ${url}`);
    return new Response(JSON.stringify(bodies.shift()), { headers: { 'content-type': 'application/json' } });
  });
  return asked;
}

describe('the loss meter', () => {
  const loss: Loss = {
    days: 28,
    sent: 200,
    received: 198,
    lost: 2,
    share: 0.01,
    rows: [
      { browser: 'LINE', lineApp: true, received: 98, lost: 2, share: 0.02 },
      { browser: null, lineApp: false, received: 100, lost: 0, share: 0 },
    ],
    unmeasured: { images: 7, unnumbered: 8 },
    cuts: { pieces: 5, hits: 4 },
  };

  it('says how many, by browser, and what it cannot measure', async () => {
    answer(loss);
    await draw(<TrackingLoss account={account} />);
    expect(text()).toContain('2 of 200 numbered hits were lost: 1%.');
    expect([...document.querySelectorAll('tbody tr')].map((row) => row.textContent)).toEqual([
      'Unknown10000%',
      'LINE app9822%',
    ]);
    expect(text()).toContain('7 hits by image, 8 by the tag');
    expect(text()).toContain('Pieces cut in the last 28 days: 5. Hits they stood in: 4.');
  });

  it('invents no share where nothing was numbered', async () => {
    answer({ ...loss, sent: 0, received: 0, lost: 0, share: null, rows: [], cuts: { pieces: 0, hits: 0 } });
    await draw(<TrackingLoss account={account} />);
    expect(text()).toContain('Nothing was numbered in 28 days');
    expect(text()).not.toContain('%');
    expect(text()).toContain('Nothing had to be cut');
  });
});

describe('jobs', () => {
  const job: Job = {
    name: 'silence',
    period: 900_000,
    startedAt: AT,
    endedAt: AT,
    error: null,
    result: null,
    running: false,
  };

  it('show how they went, and run when asked', async () => {
    const failed = { ...job, name: 'forget-hops', error: 'disk full' };
    const asked = answer([job, failed], job, [job, { ...failed, error: null }]);
    await draw(<SettingsJobs account={account} />);
    expect(text()).toContain('Faileddisk full');
    expect(text()).toContain('15 minutes');
    const button = document.querySelector<HTMLButtonElement>('[aria-label^="Run now: Forget"]');
    button?.click();
    await drawn();
    await drawn();
    expect(asked).toEqual(['GET /api/jobs', 'POST /api/jobs/forget-hops/run', 'GET /api/jobs']);
    expect(text()).not.toContain('disk full');
  });
});
