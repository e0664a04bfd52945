import type { Instant, Period } from '../model.ts';
import { type Columns, channelOf, isAmong } from './columns.ts';
import { DAY_MS } from './part.ts';

/** Hits of one event (0: page views) that came one way: how many, when the first and the last were, and which is the last. */
export interface Code {
  event: number;
  channel: number;
  count: number;
  firstAt: Instant;
  lastAt: Instant;
  last: number;
}

/**
 * What codes of an installation were seen. By when hits were, not by when they arrived: history may be brought in later,
 * and a code that was taken off the site is not there again because of a phone that had no network.
 */
export function codes(days: Columns[]): Code[] {
  const seen = new Map<number, Code>();
  for (const columns of days) {
    const { id, ms, start, views, rows, event, images, servers } = columns;
    const onlyTag = images.length + servers.length === 0;
    for (let row = 0; row < rows; row += 1) {
      const name = row < views ? 0 : (event.ids[event.codes[row - views] ?? 0] ?? 0);
      const channel = onlyTag ? 0 : channelOf(columns, row);
      const at = start + (ms[row] ?? 0);
      let known = seen.get(name * 4 + channel);
      if (!known) {
        known = { event: name, channel, count: 0, firstAt: at, lastAt: -Infinity, last: 0 };
        seen.set(name * 4 + channel, known);
      }
      known.count += 1;
      if (at < known.firstAt) known.firstAt = at;
      if (at < known.lastAt) continue;
      known.lastAt = at;
      known.last = columns.first + (id[row] ?? 0);
    }
  }
  return [...seen.values()];
}

/** Page views by the tag in each period; and the first and the last of all before `until`. */
export function tagViews(days: Columns[], periods: Period[], until: number) {
  const counts = periods.map(() => 0);
  let firstAt = Infinity;
  let lastAt = -Infinity;
  for (const { start, ms, images, servers, views } of days) {
    const near = [...periods.entries()].filter(([, { from, to }]) => from < start + DAY_MS && to > start);
    if (near.length === 0 && start >= firstAt && start + DAY_MS <= lastAt) continue;
    for (let row = 0; row < views; row += 1) {
      if (isAmong(images, row) || isAmong(servers, row)) continue;
      const at = start + (ms[row] ?? 0);
      if (at < until && at < firstAt) firstAt = at;
      if (at < until && at > lastAt) lastAt = at;
      for (const [index, { from, to }] of near)
        if (at >= from && at < to) counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  return {
    counts,
    firstAt: firstAt === Infinity ? null : firstAt,
    lastAt: lastAt === -Infinity ? null : lastAt,
  };
}
