import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../db/open.ts';
import { emptyBatch, factOf } from '../../support/facts.ts';
import { hex } from '../../support/tagline.ts';

/*
 * Who a hit's person is, against a naive reading of the rule: the visitor's latest link at or before the hit, else
 * the earliest after it, else the visitor.
 */
interface Fact {
  visitor: number;
  at: number;
}

function personOf(hit: Fact, links: (Fact & { user: number })[]): string {
  const mine = links.filter(({ visitor }) => visitor === hit.visitor);
  const before = mine.filter(({ at }) => at <= hit.at);
  const link = before.at(-1) ?? mine[0];
  return link ? `user ${link.user}` : `visitor ${hit.visitor}`;
}

const time = fc.integer({ min: 1, max: 20 });
const visitor = fc.integer({ min: 1, max: 4 });

describe('persons', () => {
  it('history before the first login is claimed by it, and a shared device is split in time', async () => {
    const hits = fc.array(fc.record({ visitor, at: time }), { maxLength: 25 });
    const links = fc.array(fc.record({ visitor, at: time, user: fc.integer({ min: 1, max: 3 }) }), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(hits, links, async (seen, said) => {
        const ordered = said.sort((a, b) => a.at - b.at);
        const store = openStore(':memory:');
        // Arrival in any order: the hits first, then who they were.
        await store.events.append({
          ...emptyBatch(),
          hits: seen.map((hit, index) => factOf(index + 1, hit.visitor, hit.at)),
          identityLinks: ordered.map((link) => ({
            accountId: 1,
            visitor: hex(link.visitor),
            userId: `U${hex(link.user)}`,
            rung: 'verified',
            evidence: 'id_token',
            at: link.at,
          })),
        });
        const { totals, series } = await store.events.traffic(1, [
          { from: 0, to: 8 },
          { from: 8, to: 15 },
          { from: 15, to: 100 },
        ]);
        const people = (from: number, to: number) =>
          new Set(seen.filter(({ at }) => at >= from && at < to).map((hit) => personOf(hit, ordered))).size;
        expect(totals).toEqual({ pageViews: seen.length, imageOnly: 0, visitors: people(0, 100) });
        expect(series.map(({ visitors }) => visitors)).toEqual([
          people(0, 8),
          people(8, 15),
          people(15, 100),
        ]);
        const users = new Set(
          seen.map((hit) => personOf(hit, ordered)).filter((person) => person.startsWith('user')),
        );
        const size = await store.events.audienceSize(1, { kind: 'page_view' }, { from: 0, to: 100 });
        expect(size).toEqual({ people: people(0, 100), users: users.size });
        const ids = await store.events.audienceUsers(1, { kind: 'page_view' }, { from: 0, to: 100 });
        expect(ids).toEqual([...users].map((user) => `U${hex(Number(user.slice(5)))}`).sort());
        store.close();
      }),
      { numRuns: 60 },
    );
  });
});
