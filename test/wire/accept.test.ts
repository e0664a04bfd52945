import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { WireBatch, WireIdentify } from '../../tag/wire.ts';
import { storedHits } from '../support/rows.ts';
import { createTest } from '../support/tagline.ts';

/*
 * Every shape that the tag ever sent, as files. The collector must accept each of them for ever: a file may be added,
 * and never be changed or taken away.
 */
const FOLDER = 'test/wire/golden';
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);

function read(name: string): WireBatch | WireIdentify {
  return JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));
}

describe('golden wire files', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThan(8);
  });

  it.each(files)('%s is accepted', async (name) => {
    const test = createTest();
    const wire = read(name);
    const tags = 'hits' in wire ? wire.hits.map(({ tag }) => tag) : [wire.tag];
    for (const tagId of new Set(tags)) {
      await test.store.records.addAccount({
        tagId,
        name: 'Golden',
        timeZone: 'UTC',
        domains: [],
        consent: 'assumed',
        identityDeclared: true,
        cutParams: [],
        loginChannelId: null,
        createdAt: 0,
      });
    }
    const path = 'hits' in wire ? '/hit' : '/identify';
    const response = await test.visit(path, {
      method: 'POST',
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
      body: JSON.stringify(wire),
    });
    if ('hits' in wire) {
      expect(response.status).toBe(204);
      const stored = storedHits(test.store);
      expect(stored).toHaveLength(wire.hits.length);
      stored.forEach((hit, index) => {
        const sent = wire.hits[index];
        expect(hit).toMatchObject({
          hitId: sent?.id,
          // What the tag writes where a call named no event.
          event: sent?.event === 'undefined' ? 'Conversion' : (sent?.event ?? null),
          visitor: sent?.visitor ?? null,
          click: sent?.click ?? null,
          url: sent?.url,
          dedupKey: sent?.key === undefined ? null : String(sent.key),
          externalId: sent?.externalId === undefined ? null : String(sent.externalId),
        });
        // A list of currencies, as dynamic ads have it, is a property.
        const props = {
          ...sent?.props,
          ...(Array.isArray(sent?.currency) ? { currency: sent?.currency } : {}),
        };
        expect(JSON.parse(hit.props ?? '{}')).toEqual(props);
        expect(hit.minor === null).toBe(sent?.value === undefined);
      });
    } else {
      // Read to the end: only the account's missing LINE channel stops it.
      expect(response.headers.get('x-tagline-reason')).toBe('no_channel');
    }
  });
});
