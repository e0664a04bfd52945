// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Account, Tracking } from '../../dashboard/client.ts';
import { TrackingFindings } from '../../dashboard/page/tracking-findings.tsx';
import { draw } from './drawn.ts';

/* What Tracking says of a finding, beside its mend. */
type Finding = Tracking['findings'][number];

const account: Account = {
  ...{ id: 1, tagId: 'T', name: 'Shop', timeZone: 'UTC', domains: ['shop.test'], cutParams: [] },
  ...{ consent: 'assumed', identityDeclared: false, loginChannelId: null, keepDays: null },
  ...{ silentSince: null, createdAt: 0 },
};
const code: Tracking['base'] = {
  ...{ event: null, status: 'active', silentAfter: 24, count: 1, firstAt: 0, lastAt: 0, lastUrl: null },
  channels: ['tag'],
};

async function seen(change: Partial<Finding>) {
  const found: Finding = {
    ...{ finding: 'unlisted_site', weight: 'grave', names: [], count: 1, of: null, hours: null },
    ...{ lastAt: Date.UTC(2026, 10, 20, 3), lastUrl: 'about:srcdoc' },
    ...change,
  };
  const tracking: Tracking = {
    ...{ tagId: 'T', origin: 'https://t.test', build: null, silence: null },
    ...{ base: code, conversion: code, image: code, events: [], findings: [found], outcomes: [], nobody: [] },
  };
  await draw(<TrackingFindings tracking={tracking} account={account} />);
  return document.querySelector('.finding-seen')?.textContent ?? '';
}

describe('a finding says how often', () => {
  it('once, and more often', async () => {
    expect(await seen({})).toMatch(/^once, on Nov 20, 2026/);
    expect(await seen({ count: 2 })).toMatch(/^2×, last on /);
    expect(await seen({ count: null })).toMatch(/^last on /);
  });

  it('an event was repeated, beside how many', async () => {
    const twice = { names: ['Purchase'], count: 12, of: 13, hours: 24 };
    expect(await seen({ finding: 'event_twice', ...twice })).toMatch(
      /^12 repeats of 13 events in 24 hours, last on /,
    );
  });

  it('and where, also where that is no address to open', async () => {
    expect(await seen({ finding: 'rejected_hits' })).toContain('about:srcdoc');
    expect(document.querySelector('.finding-seen a')).toBeNull();
  });
});
