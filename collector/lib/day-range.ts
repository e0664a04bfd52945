import { z } from '@hono/zod-openapi';

/** The longest range a report takes: two years and a bit. */
export const MAX_DAYS = 750;

const day = z.iso.date().refine((value) => value >= '2000-01-01' && value < '2100-01-01', 'is out of range');

/** First and last local day, both included: `?from=2026-11-01&to=2026-11-22`. */
export const DayRange = z.object({ from: day, to: day }).refine(({ from, to }) => {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  return days >= 1 && days <= MAX_DAYS;
}, `from must not be after to, and not more than ${MAX_DAYS} days apart`);
export type DayRange = z.infer<typeof DayRange>;
