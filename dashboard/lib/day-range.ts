import { wallDate } from './zoned-time.ts';

/** Ranges that move with the calendar, by their name in the address. */
export const PERIODS = ['today', 'yesterday', '7d', '28d', '90d'] as const;
export type Period = (typeof PERIODS)[number];

/** First and last local day, both included. */
export interface DayRange {
  from: string;
  to: string;
}

/** The longest range the server takes. */
export const MAX_DAYS = 750;

const BACK: Record<Period, [from: number, to: number]> = {
  today: [0, 0],
  yesterday: [1, 1],
  '7d': [6, 0],
  '28d': [27, 0],
  '90d': [89, 0],
};

/** Whether a text is one of the moving ranges. */
export function isPeriod(text: string | null): text is Period {
  return PERIODS.some((period) => period === text);
}

/** Whether a text is a day of the calendar, written `2026-11-22`. */
export function isDay(text: string | null): text is string {
  if (text === null || !/^2\d{3}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day so many days before another. */
export function daysBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}

/** The days of a moving range at an instant, in the account's time zone. */
export function periodDays(period: Period, instant: number, timeZone: string): DayRange {
  const today = wallDate(instant, timeZone);
  const [from, to] = BACK[period];
  return { from: daysBefore(today, from), to: daysBefore(today, to) };
}

/** Whether the server will take this range: in order and not too long. */
export function isRange({ from, to }: DayRange): boolean {
  return isDay(from) && isDay(to) && from <= to && daysBefore(to, MAX_DAYS - 1) <= from;
}
