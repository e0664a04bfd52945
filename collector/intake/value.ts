import { NO_CURRENCY } from '../../db/model.ts';
import { isCurrency, moneyOf } from '../lib/money.ts';

/* What an event says it is worth. */

/** A plain decimal number, as a site writes one: no separators, no signs, no currency. */
const AMOUNT = /^\s*\d+(?:\.\d+)?\s*$/;
/** What sites send for no value. */
const NONE: ReadonlySet<unknown> = new Set([undefined, '', 'undefined', 'null']);

interface Priced {
  readonly value?: unknown;
  readonly currency?: unknown;
}

/** ISO 4217 code, null where none was said, or undefined for what is none. */
function currencyIn({ currency }: Priced): string | null | undefined {
  // Dynamic ads send a list, one for each item, which is another matter.
  if (NONE.has(currency) || currency === null || Array.isArray(currency)) return null;
  const code = typeof currency === 'string' ? currency.trim().toUpperCase() : '';
  if (code === '') return null;
  return isCurrency(code) ? code : undefined;
}

/** The money of an event, if any, and what about it could not be read. */
export function valueIn(fields: Priced) {
  const { value } = fields;
  const amount = typeof value === 'string' && AMOUNT.test(value) ? Number(value) : value;
  const currency = currencyIn(fields);
  const money = typeof amount === 'number' && amount >= 0 ? moneyOf(amount, currency ?? NO_CURRENCY) : null;
  return {
    money,
    flags: [
      ...(money === null && !NONE.has(value) ? (['bad-value'] as const) : []),
      ...(money !== null && currency === undefined ? (['bad-currency'] as const) : []),
    ],
  };
}
