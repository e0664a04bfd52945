import type { Instant, Period } from '../model.ts';
import { DAY_MS, type Part } from './part.ts';

const TAG = 0;

/** Hits of one event (0: page views) that came one way: how many, and the first and last to arrive. */
export interface Code {
  event: number;
  channel: number;
  count: number;
  first: number;
  last: number;
}

/** What codes of an installation were seen. */
export function codes(parts: Part[]): Code[] {
  const seen = new Map<number, Code>();
  for (const part of parts) {
    const { channel, id, views, rows } = part;
    for (let row = 0; row < rows; row += 1) {
      const event = row < views ? 0 : (part.event.ids[part.event.codes[row - views] ?? 0] ?? 0);
      const way = channel[row] ?? 0;
      const hit = part.first + (id[row] ?? 0);
      const known = seen.get(event * 4 + way);
      if (known) {
        known.count += 1;
        if (hit < known.first) known.first = hit;
        if (hit > known.last) known.last = hit;
      } else seen.set(event * 4 + way, { event, channel: way, count: 1, first: hit, last: hit });
    }
  }
  return [...seen.values()];
}

/** Page views by the tag in each period; and the first and the last of all before `until`. */
export function tagViews(parts: Part[], periods: Period[], until: Instant) {
  const counts = periods.map(() => 0);
  let firstAt = Infinity;
  let lastAt = -Infinity;
  for (const { day, ms, channel, views } of parts) {
    const start = day * DAY_MS;
    const near = [...periods.keys()].filter((index) => {
      const period = periods[index];
      return period && period.from < start + DAY_MS && period.to > start;
    });
    const first = start < firstAt || start + DAY_MS > lastAt;
    if (near.length === 0 && !first) continue;
    for (let row = 0; row < views; row += 1) {
      if (channel[row] !== TAG) continue;
      const at = start + (ms[row] ?? 0);
      if (at < until && at < firstAt) firstAt = at;
      if (at < until && at > lastAt) lastAt = at;
      for (const index of near) {
        const period = periods[index];
        if (period && at >= period.from && at < period.to) counts[index] = (counts[index] ?? 0) + 1;
      }
    }
  }
  return {
    counts,
    firstAt: firstAt === Infinity ? null : firstAt,
    lastAt: lastAt === -Infinity ? null : lastAt,
  };
}
