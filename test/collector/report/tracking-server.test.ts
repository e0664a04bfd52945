import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyBatch, factOf } from '../../support/facts.ts';
import { createTest } from '../../support/tagline.ts';

/* What a server sends says nothing of the codes on the pages, and stands beside them. */
const NOW = Date.UTC(2026, 10, 20, 3);
const Code = z.object({
  event: z.string().nullable(),
  status: z.string(),
  count: z.number(),
  channels: z.array(z.string()),
});
const Tracking = z.object({ base: Code, conversion: Code, events: z.array(Code) });

let test: ReturnType<typeof createTest>;

beforeEach(async () => {
  test = createTest();
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] });
});

async function trackingOf(...hits: ['tag' | 'server', string | null][]) {
  await test.store.events.append({
    ...emptyBatch(),
    hits: hits.map(([channel, event], index) => factOf(index + 1, index + 1, NOW - 1, { channel, event })),
  });
  return Tracking.parse((await test.api('GET', '/accounts/1/tracking')).json);
}

describe('on Tracking, hits of a server', () => {
  it('make no code of a page seen', async () => {
    const { base, conversion, events } = await trackingOf(['server', null], ['server', 'Conversion']);
    expect(base).toMatchObject({ status: 'never_seen', count: 0, channels: [] });
    expect(conversion).toMatchObject({ status: 'never_seen', count: 0, channels: [] });
    expect(events).toEqual([{ event: 'Conversion', status: 'active', count: 1, channels: ['server'] }]);
  });

  it('stand with the same event of the tag, and are named', async () => {
    const { base, conversion, events } = await trackingOf(
      ['tag', null],
      ['tag', 'Conversion'],
      ['tag', 'Purchase'],
      ['server', 'Purchase'],
      ['tag', 'Signup'],
    );
    expect([base.channels, conversion.channels]).toEqual([['tag'], ['tag']]);
    expect(events).toMatchObject([
      { event: 'Purchase', count: 2, channels: ['tag', 'server'] },
      { event: 'Signup', count: 1, channels: ['tag'] },
    ]);
  });
});
