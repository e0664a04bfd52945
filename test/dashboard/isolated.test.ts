import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createText, fill } from '../../dashboard/i18n/text.ts';
import { isolated } from '../../dashboard/lib/isolated.ts';
import { marked } from '../../dashboard/lib/marked.ts';

/* Marks that turn a line around. */
const OVERRIDE = '\u202e';
const ISOLATE = '\u2068';
const END = '\u2069';
const anyText = fc.string({
  unit: fc.constantFrom('a', '5', 'あ', 'ก', 'א', OVERRIDE, ISOLATE, END, '\u2066'),
});

describe('a text among others', () => {
  it.each(['Purchase', '', '購入完了', 'สั่งซื้อ', 'https://shop.test/?a=%E2%80%AE', '🎉 a-b_c'])(
    '%j turns nothing, and is copied as it is',
    (text) => expect(isolated(text)).toBe(text),
  );

  it.each([`${OVERRIDE}gnp.exe`, 'שלום', 'شراء', '\u{1e900}'])('%j turns nothing but itself', (text) => {
    expect(isolated(text)).toBe(`${ISOLATE}${text}${END}`);
  });

  it('does not end before it ends', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = isolated(text);
        const inner = shown.startsWith(ISOLATE) && shown.endsWith(END) ? shown.slice(1, -1) : shown;
        expect(inner).not.toMatch(/[\u2066-\u2069]/);
        if (inner === shown) expect(shown).not.toContain(OVERRIDE);
        expect(inner).toBe(text.replace(/[\u2066-\u2069]/g, ''));
      }),
    );
  });

  it('that fills a sentence leaves the words around it where they are', () => {
    expect(fill('{a} and {b}', { a: `${OVERRIDE}x`, b: 'y' })).toBe(`${ISOLATE}${OVERRIDE}x${END} and y`);
    const what = createText('en')('filter.event', { name: `${OVERRIDE}x` });
    expect(what).toContain(`${ISOLATE}${OVERRIDE}x${END}`);
  });
});

it('JSON shows the marks that turn it, and stays the same JSON', () => {
  fc.assert(
    fc.property(fc.record({ event: anyText }), (sample) => {
      const shown = marked(JSON.stringify(sample));
      expect(shown).not.toMatch(/[\u202e\u2066-\u2069]/);
      expect(JSON.parse(shown)).toEqual(sample);
    }),
  );
});
