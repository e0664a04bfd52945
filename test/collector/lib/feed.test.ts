import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFeed } from '../../../collector/lib/feed.ts';

describe('a feed', () => {
  it('holds the newest, and says how many were left out', () => {
    const step = fc.oneof(fc.integer(), fc.constant('take' as const));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step), (max, steps) => {
        const feed = createFeed<number>(max);
        let all: number[] = [];
        for (const one of steps) {
          if (one !== 'take') {
            feed.push(one);
            all.push(one);
            continue;
          }
          expect(feed.take()).toEqual({ items: all.slice(-max), skipped: Math.max(0, all.length - max) });
          all = [];
        }
      }),
    );
  });

  it('wakes whoever waits when something comes, and when it ends', async () => {
    const feed = createFeed<number>(2);
    const waiting = feed.wait(60_000);
    feed.push(1);
    await waiting;
    await feed.wait(60_000); // something is there already
    feed.take();
    const last = feed.wait(60_000);
    feed.end();
    await last;
    await feed.wait(60_000);
    expect(feed.ended).toBe(true);
  });

  it('waits no longer than it was told', async () => {
    await createFeed<number>(1).wait(1);
  });
});
