import Papa from 'papaparse';

export type CsvValue = string | number | null;

/**
 * What a spreadsheet would run as a formula, with the full-width forms that Japanese Excel takes for the same, also
 * behind blanks and invisible characters.
 * Text that starts so gets an apostrophe before it; numbers are left alone.
 */
const FORMULA = /^[\p{Cf}\s]*[=+\-@\t\r\n＝＋－＠]/u;

/** Rows as CSV that Excel opens rightly: BOM for the encoding, CRLF, nothing that runs. */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  const text = Papa.unparse(
    [header, ...rows].map((row) => [...row]),
    { escapeFormulae: FORMULA, newline: '\r\n' },
  );
  return `\uFEFF${text}\r\n`;
}
