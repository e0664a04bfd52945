import type { Money } from '../../db/model.ts';
import { MAX_MINOR, NO_CURRENCY } from '../../db/model.ts';

const known = new Set([...Intl.supportedValuesOf('currency'), NO_CURRENCY]);

/** Whether this is a currency code in upper case that ISO 4217 knows. */
export function isCurrency(code: string): boolean {
  return known.has(code);
}

/** Asked once a currency, because asking costs more than all the rest of a hit's value. */
const digits = new Map<string, number>();

/** How many digits of a currency stand behind the point: 0 for JPY, 2 for THB, 3 for KWD. */
export function digitsOf(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const count = format.resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, count);
  return count;
}

/** Major units as a site writes them to minor units; null where the amount is no number or beyond the cap. */
export function moneyOf(major: number, currency: string): Money | null {
  if (!Number.isFinite(major) || !isCurrency(currency)) return null;
  // Through the decimal text, because 1.005 * 100 is 100.49999999999999.
  const minor = Number(`${Math.abs(major).toFixed(10)}e${digitsOf(currency)}`);
  const rounded = Math.sign(major) * Math.round(Number(minor.toPrecision(15)));
  return Math.abs(rounded) <= MAX_MINOR ? { minor: rounded === 0 ? 0 : rounded, currency } : null;
}

/** Money as the API writes it. */
export function withDigits(money: Money): Money & { digits: number } {
  return { ...money, digits: digitsOf(money.currency) };
}

/** Sums by currency, never across, in order of currency. */
export function sumMoney(amounts: Iterable<Money | null>): Money[] {
  const sums = new Map<string, number>();
  for (const amount of amounts) {
    if (amount) sums.set(amount.currency, (sums.get(amount.currency) ?? 0) + amount.minor);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => ({ currency, minor }));
}
