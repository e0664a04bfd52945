import type { Tally } from '../../db/model.ts';

/** Lines of the account added up: one for each account, outcome and reason, with the latest time and sample. */
export function sumTallies(lines: Iterable<Tally>): Tally[] {
  const sums = new Map<string, Tally>();
  for (const line of lines) {
    const key = `${line.accountId} ${line.outcome} ${line.reason}`;
    const sum = sums.get(key);
    if (!sum) {
      sums.set(key, { ...line });
      continue;
    }
    sum.count += line.count;
    if (line.lastAt >= sum.lastAt) {
      sum.lastAt = line.lastAt;
      sum.sample = line.sample ?? sum.sample;
    }
  }
  return [...sums.values()];
}
