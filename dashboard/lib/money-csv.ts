import type { Money } from '../client.ts';
import { majorUnits } from './major-units.ts';

/** Money in a file: one column of numbers for each currency that occurs, since a number cannot carry its unit. */
export function moneyCsv<Row>(title: string, moneyOf: (row: Row) => readonly Money[]) {
  return (rows: readonly Row[]) => {
    const currencies = new Set(rows.flatMap((row) => moneyOf(row).map((money) => money.currency)));
    return [...currencies].sort().map((currency) => ({
      title: `${title} (${currency})`,
      value: (row: Row) => {
        const money = moneyOf(row).find((candidate) => candidate.currency === currency);
        return money ? Number(majorUnits(money.minor, money.digits)) : null;
      },
    }));
  };
}
