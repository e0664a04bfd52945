/** Currencies of the places where LINE is at home, and of those next door; first in the list. */
const COMMON = ['JPY', 'THB', 'TWD', 'IDR', 'USD', 'EUR', 'HKD', 'SGD', 'KRW'];

const BY_ZONE: Record<string, string> = {
  'Asia/Tokyo': 'JPY',
  'Asia/Bangkok': 'THB',
  'Asia/Taipei': 'TWD',
  'Asia/Jakarta': 'IDR',
  'Asia/Makassar': 'IDR',
  'Asia/Jayapura': 'IDR',
  'Asia/Hong_Kong': 'HKD',
  'Asia/Singapore': 'SGD',
  'Asia/Seoul': 'KRW',
};

/** The currency to propose to an account of a time zone. */
export function ownCurrency(timeZone: string): string {
  return BY_ZONE[timeZone] ?? 'USD';
}

/** Currencies to choose from, with their names in a language; the common ones first. */
export function currencyGroups(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  const codes = Intl.supportedValuesOf('currency').filter((code) => !COMMON.includes(code));
  return [...COMMON, ...codes].map((code) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` }));
}
