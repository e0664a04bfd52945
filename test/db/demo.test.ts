import { describe, expect, it } from 'vitest';
import { addDemo } from '../../db/demo/index.ts';
import { openStore } from '../../db/open.ts';
import { storedHits } from '../support/rows.ts';

const NOW = Date.UTC(2026, 10, 22, 3);

async function sample() {
  const store = openStore(':memory:');
  const said: number[] = [];
  const ids = await addDemo({
    ...store,
    now: NOW,
    shopOrigin: 'http://127.0.0.1:8081',
    loginChannelId: '2000000001',
    visitors: 500,
    onProgress: (part) => said.push(part),
  });
  return { store, ids, said, hits: storedHits(store) };
}

describe('the sample', () => {
  it('is the same for the same moment, and says how far it is', async () => {
    const [one, two] = [await sample(), await sample()];
    expect(one.hits).toEqual(two.hits);
    expect(one.ids).toEqual([1, 2, 3]);
    expect(one.said.at(-1)).toBeCloseTo(1);
  });

  it('lies within ninety days, none of it in the future, and has all that the pages show', async () => {
    const { store, hits } = await sample();
    expect(hits.length).toBeGreaterThan(1000);
    expect(Math.max(...hits.map(({ at }) => at))).toBeLessThan(NOW);
    expect(Math.min(...hits.map(({ at }) => at))).toBeGreaterThan(NOW - 92 * 86_400_000);
    for (const id of [1, 2, 3]) {
      expect((await store.records.broadcasts(id)).length).toBe(7);
      expect((await store.events.clicks(id)).count).toBeGreaterThan(10);
    }
    expect(hits.some(({ event, minor }) => event === 'Conversion' && minor !== null)).toBe(true);
    expect(hits.every(({ event, url }) => event !== 'Conversion' || url?.endsWith('/thanks'))).toBe(true);
    const size = await store.events.audienceSize(1, { kind: 'page_view' }, { from: 0, to: NOW });
    expect(size.users).toBeGreaterThan(0);
    expect(size.people).toBeGreaterThan(size.users);
  });

  it('has most visitors of an account in its own country, some abroad, and some nobody knows where', async () => {
    const { store } = await sample();
    for (const [index, home] of ['JP', 'TH', 'TW'].entries()) {
      const period = { from: 0, to: NOW };
      const { countries } = await store.events.clients(index + 1, period, 100, {});
      expect(countries[0]?.name).toBe(home);
      expect(countries.length).toBeGreaterThan(3);
    }
    const { countries } = await store.events.clients(1, { from: 0, to: NOW }, 100, {});
    expect(countries.map(({ name }) => name)).toContain(null);
  });
});
