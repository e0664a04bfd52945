import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLines } from '../../../collector/lib/lines.ts';

function read(bytes: Uint8Array, cuts: number[], max: number, began = { bytes: 0, lines: 0 }) {
  const lines = createLines(max, began);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const found = places.flatMap((place, index) => [
    ...lines.push(bytes.subarray(place, places[index + 1] ?? place)),
  ]);
  return [...found, ...lines.finish()].map(({ number, bytes: line, end }) => ({
    number,
    text: line && Buffer.from(line).toString('latin1'),
    end,
  }));
}

/** The naive way: all of it at once. */
function naive(text: string, max: number) {
  const parts = text.split('\n');
  if (parts.at(-1) === '') parts.pop();
  let end = 0;
  return parts.map((part, index) => {
    end = Math.min(text.length, end + part.length + 1);
    const bare = (index === 0 ? part.replace(/^\xef\xbb\xbf/, '') : part).replace(/\r$/, '');
    return { number: index + 1, text: part.length > max ? null : bare, end };
  });
}

describe('lines', () => {
  it('are the same however the bytes come', () => {
    const text = fc
      .array(fc.constantFrom('\n', '\r\n', '\r', 'a', 'bc', '\xef\xbb\xbf', '\xff', ' '), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        text,
        fc.array(fc.nat(60), { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        (all, cuts, max) => {
          expect(read(Buffer.from(all, 'latin1'), cuts, max)).toEqual(naive(all, max));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('go on where a file was left', () => {
    const bytes = Buffer.from('one\ntwo\nthree');
    const [, second] = read(bytes, [], 99);
    const rest = read(bytes.subarray(second?.end), [], 99, { bytes: second?.end ?? 0, lines: 2 });
    expect(rest).toEqual([{ number: 3, text: 'three', end: 13 }]);
  });
});
