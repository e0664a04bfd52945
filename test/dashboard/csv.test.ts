import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../dashboard/lib/csv.ts';
import { moneyCsv } from '../../dashboard/lib/money-csv.ts';

const DANGEROUS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

function parse(csv: string): string[][] {
  return Papa.parse<string[]>(csv.replace(/^\uFEFF/, '').replace(/\r\n$/, ''), {
    newline: '\r\n',
    delimiter: ',',
  }).data;
}

/** What a cell must read as: text that could run has an apostrophe before it. */
function expected(value: string | number | null): string {
  if (value === null) return '';
  return typeof value === 'string' && isDangerous(value) ? `'${value}` : String(value);
}

/** Whether the first character that shows begins a formula, or a line end or tab comes before it. */
function isDangerous(text: string): boolean {
  for (const character of text) {
    if (DANGEROUS.includes(character)) return true;
    if (!/[\p{Cf}\s]/u.test(character)) return false;
  }
  return false;
}

/** Strings of what breaks CSV: quotes, separators, line ends, formulae. */
const nasty = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', "'", '=', '＝', 'あ', '😀', ' ', '\u200b'),
  }),
  fc.tuple(fc.constantFrom(...DANGEROUS), fc.string()).map(([first, rest]) => first + rest),
);
const cell = fc.oneof(
  nasty,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(null),
);

describe('toCsv', () => {
  it('is read back cell for cell, and nothing in it begins like a formula', () => {
    // A line of one empty cell reads as no line at all: CSV cannot say it.
    const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
      fc.record({
        header: fc.array(nasty, { minLength: width, maxLength: width }),
        rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }),
      }),
    );
    fc.assert(
      fc.property(table, ({ header, rows }) => {
        const read = parse(toCsv(header, rows));
        expect(read).toEqual([header, ...rows].map((row) => row.map(expected)));
        const texts = [header, ...rows].flatMap((row, y) =>
          row.map((value, x) => ({ value, text: read[y]?.[x] ?? '' })),
        );
        for (const { value, text } of texts) {
          if (typeof value === 'string') expect(DANGEROUS).not.toContain(text.slice(0, 1));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('begins with a BOM, ends lines with CRLF, keeps numbers numbers', () => {
    expect(toCsv(['名前', 'Clicks'], [['=1+1', -5]])).toBe(`\uFEFF名前,Clicks\r\n"'=1+1",-5\r\n`);
  });
});

describe('moneyCsv', () => {
  const jpy = (minor: number) => ({ minor, currency: 'JPY', digits: 0 });
  const thb = (minor: number) => ({ minor, currency: 'THB', digits: 2 });

  it('makes a column of exact numbers for each currency', () => {
    const rows = [{ value: [jpy(1200), thb(5)] }, { value: [] }, { value: [thb(-123456)] }];
    const columns = moneyCsv<(typeof rows)[number]>('Value', (row) => row.value)(rows);
    expect(columns.map((column) => column.title)).toEqual(['Value (JPY)', 'Value (THB)']);
    expect(rows.map((row) => columns.map((column) => column.value(row)))).toEqual([
      [1200, 0.05],
      [null, null],
      [null, -1234.56],
    ]);
  });

  it('makes none where there is no money', () => {
    expect(moneyCsv<{ value: [] }>('Value', (row) => row.value)([{ value: [] }])).toEqual([]);
  });
});
