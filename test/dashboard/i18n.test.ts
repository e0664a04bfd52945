import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { en } from '../../dashboard/i18n/en.ts';
import { pickLanguage } from '../../dashboard/i18n/language.ts';
import { createText, DICTIONARIES, fill } from '../../dashboard/i18n/text.ts';

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

const OTHERS = Object.entries(DICTIONARIES).filter(([language]) => language !== 'en');

/** Texts that are the same in English: names of LINE's API and the like. */
const SAME = new Set(['settings.tagId', 'kind.multicast', 'kind.push', 'kind.step', 'line.of']);

/** Texts of nothing but placeholders and proper names. */
const NAMES = new Set([...SAME, 'kind.notification_message', 'links.qr', 'settings.channel']);

describe.each(OTHERS)('%s', (language, dictionary) => {
  it('has exactly the keys of English', () => {
    expect(Object.keys(dictionary).sort()).toEqual(Object.keys(en).sort());
  });

  it('takes exactly the placeholders of English', () => {
    for (const [key, text] of Object.entries(en)) {
      const other = Object.entries(dictionary).find(([name]) => name === key)?.[1] ?? '';
      expect(placeholders(other), key).toEqual(placeholders(text));
    }
  });

  it('is translated', () => {
    const left = Object.entries(dictionary).filter(
      ([key, text]) =>
        text.trim() === '' ||
        (Object.entries(en).some(([k, t]) => k === key && t === text) && !SAME.has(key)),
    );
    expect(left).toEqual([]);
  });

  it('is written in its own letters', () => {
    const letters = { ja: /[\u3040-\u30ff\u4e00-\u9fff]/, th: /[\u0e00-\u0e7f]/, 'zh-TW': /[\u4e00-\u9fff]/ };
    const own = Object.entries(letters).find(([name]) => name === language)?.[1] ?? /$^/;
    const foreign = Object.entries(dictionary).filter(([key, text]) => !own.test(text) && !NAMES.has(key));
    expect(foreign).toEqual([]);
  });

  it('has no Japanese in Chinese, no Chinese full stop in Thai', () => {
    const wrong = { 'zh-TW': /[\u3040-\u309f\u30a1-\u30fa]/, th: /[\u3000-\u9fff]/, ja: /[\u0e00-\u0e7f]/ };
    const pattern = Object.entries(wrong).find(([name]) => name === language)?.[1] ?? /^/;
    expect(Object.entries(dictionary).filter(([, text]) => pattern.test(text))).toEqual([]);
  });
});

describe('the keys', () => {
  it('stand in one part each, or the words of one would be hidden', () => {
    const folder = 'dashboard/i18n/en';
    const keys = readdirSync(folder).flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/^ {2}'([\w.:-]+)':/gm)].map(([, key]) => key),
    );
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
    expect(new Set(keys)).toEqual(new Set(Object.keys(en)));
  });

  function sources(folder: string): string {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.name !== 'i18n' || !entry.isDirectory())
      .map((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return sources(path);
        return /\.tsx?$/.test(entry.name) ? readFileSync(path, 'utf8') : '';
      })
      .join('\n');
  }

  it('are all used', () => {
    const source = sources('dashboard') + readFileSync('dashboard/i18n/problem.ts', 'utf8');
    const patterns = [...source.matchAll(/`([\w.]*)\$\{[^}]+\}(\w*)`/g)].map(
      ([, before = '', after = '']) => ({ before, after }),
    );
    const unused = Object.keys(en).filter(
      (key) =>
        !source.includes(`'${key}'`) &&
        !patterns.some(
          ({ before, after }) => before.includes('.') && key.startsWith(before) && key.endsWith(after),
        ),
    );
    expect(unused).toEqual([]);
  });
});

describe('texts', () => {
  it('are filled once: a value that looks like a placeholder stays as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(fill('{a}|{b}', { a, b })).toBe(`${a}|${b}`);
      }),
    );
  });

  it('say a key in the language asked for', () => {
    expect(createText('ja')('nav.broadcasts')).toBe('メッセージ配信');
    expect(createText('th')('nav.audiences')).toBe('กลุ่มเป้าหมาย');
    expect(createText('zh-TW')('links.qrOf', { name: '{x}$&' })).toBe('{x}$& 的 QR Code');
  });
});

describe('pickLanguage', () => {
  it.each([
    ['ja', ['en'], 'ja'],
    [null, ['ja-JP', 'en'], 'ja'],
    [null, ['fr', 'th-TH'], 'th'],
    [null, ['zh-Hant-TW'], 'zh-TW'],
    [null, ['zh-HK', 'en'], 'zh-TW'],
    [null, ['EN-gb'], 'en'],
    [null, ['fr', 'de'], 'en'],
    [null, [], 'en'],
    ['xx', ['th'], 'th'],
  ])('%s then %j is %s', (remembered, preferred, language) => {
    expect(pickLanguage(remembered, preferred)).toBe(language);
  });
});
