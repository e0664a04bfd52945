import type { Money } from './client.ts';
import { majorUnits } from './lib/major-units.ts';

/** The code ISO 4217 keeps for "no currency". */
export const NO_CURRENCY = 'XXX';

/** How numbers, money and times are written in one language. */
export interface Format {
  number(value: number): string;
  /** Short form for axes: `12K`. */
  short(value: number): string;
  percent(part: number): string;
  /** Signed, for a change against another time: `+12 %`. */
  change(part: number): string;
  /** Money of no named currency is a bare number; whoever shows it says so. */
  money(money: Money): string;
  /** An instant in the account's time zone. */
  dateTime(instant: number, timeZone: string): string;
  date(instant: number, timeZone: string): string;
  time(instant: number, timeZone: string): string;
  /** The time of day to the second. */
  clock(instant: number, timeZone: string): string;
  /** A local day `2026-11-22`, or hour `2026-11-22T14:00`, of a report: short for axes, whole for tooltips. */
  point(at: string, whole?: boolean): string;
  /** A length of time given in hours: `15 minutes`, `24 hours`, `7 days`. */
  hours(hours: number): string;
  /** A size on disk or in memory: `12.3 MB`. */
  bytes(bytes: number): string;
  /** The name of a country by its two letters; letters that have no name stay as they are. */
  country(code: string): string;
  /** Names in the order that readers of this language expect. */
  compare(a: string, b: string): number;
}

/** The formats of a language; made once, since `Intl` objects are slow to make. */
export function createFormat(language: string): Format {
  // Thai dates would be in the Buddhist era, while date fields and LINE's figures are Gregorian.
  const locale = language === 'th' ? 'th-u-ca-gregory' : language;
  const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
  const numbers = (options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options);
    const known = made.get(key);
    if (known instanceof Intl.NumberFormat) return known;
    const format = new Intl.NumberFormat(locale, options);
    made.set(key, format);
    return format;
  };
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const key = JSON.stringify(options);
    const known = made.get(key);
    if (known instanceof Intl.DateTimeFormat) return known;
    const format = new Intl.DateTimeFormat(locale, options);
    made.set(key, format);
    return format;
  };
  // Short names: the long ones of Hong Kong and Macao are sentences in some languages.
  const countries = new Intl.DisplayNames(locale, { type: 'region', style: 'short' });
  const collator = new Intl.Collator(locale, { numeric: true });

  return {
    number: (value) => numbers({}).format(value),
    short: (value) => numbers({ notation: 'compact', maximumFractionDigits: 1 }).format(value),
    percent: (part) => numbers({ style: 'percent', maximumFractionDigits: 1 }).format(part),
    change: (part) =>
      numbers({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(part),
    money: ({ minor, currency, digits }) => {
      const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      return numbers(
        currency === NO_CURRENCY ? fraction : { style: 'currency', currency, ...fraction },
      ).format(majorUnits(minor, digits));
    },
    dateTime: (instant, timeZone) =>
      dates({ dateStyle: 'medium', timeStyle: 'short', timeZone }).format(instant),
    date: (instant, timeZone) => dates({ dateStyle: 'medium', timeZone }).format(instant),
    time: (instant, timeZone) => dates({ timeStyle: 'short', timeZone }).format(instant),
    clock: (instant, timeZone) => dates({ timeStyle: 'medium', timeZone }).format(instant),
    point: (at, whole = false) => {
      // Already local: read as UTC and written as UTC, the wall time stays as it is.
      if (at.length > 10) {
        const hour: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
        const day: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric' };
        return dates({ ...(whole ? day : {}), ...hour, timeZone: 'UTC' }).format(Date.parse(`${at}Z`));
      }
      const options: Intl.DateTimeFormatOptions = whole
        ? { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' }
        : { month: 'short', day: 'numeric' };
      return dates({ ...options, timeZone: 'UTC' }).format(Date.parse(`${at}T00:00:00Z`));
    },
    hours: (hours) => {
      const long = (unit: string, value: number) =>
        numbers({ style: 'unit', unit, unitDisplay: 'long' }).format(value);
      if (hours < 1) return long('minute', Math.round(hours * 60));
      return hours > 24 && hours % 24 === 0 ? long('day', hours / 24) : long('hour', hours);
    },
    bytes: (bytes) => {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
      const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
      return numbers({
        style: 'unit',
        unit: units[power],
        unitDisplay: 'short',
        maximumSignificantDigits: 3,
      }).format(bytes / 1000 ** power);
    },
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    compare: (a, b) => collator.compare(a, b),
  };
}
