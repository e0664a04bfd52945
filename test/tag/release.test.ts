import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/*
 * Numbered builds are for pages that pin one by its hash: what has a number never changes and never goes away.
 */
const RELEASE = new URL('../../tag/release/', import.meta.url);
const DIST = new URL('../../dist/tag/', import.meta.url);
const read = (name: string, folder = RELEASE) => readFileSync(new URL(name, folder));
const integrity: Record<string, string> = JSON.parse(read('integrity.json').toString());
const numbers = Object.keys(integrity)
  .flatMap((name) => /^lt\.(\d+)\.js$/.exec(name)?.[1] ?? [])
  .map(Number)
  .sort((a, b) => a - b);

describe('numbered builds', () => {
  it('are counted without a gap', () => {
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(integrity))('%s is what it was, and is served', (name, expected) => {
    expect(`sha384-${createHash('sha384').update(read(name)).digest('base64')}`).toBe(expected);
    expect(read(name, DIST).equals(read(name))).toBe(true);
  });

  it('are all in the list, each with the second file that it loads', () => {
    const files = readdirSync(RELEASE).filter((name) => name.endsWith('.js'));
    expect(files.sort()).toEqual(Object.keys(integrity).sort());
    for (const number of numbers) {
      const more = /lt-more\.[0-9a-f]{8}\.js/.exec(read(`lt.${number}.js`).toString())?.[0];
      expect(files).toContain(more);
    }
  });

  it('end with the tag as it is now: `npm run release-tag` gives it the next number', () => {
    expect(read('lt.js', DIST).equals(read(`lt.${numbers.at(-1)}.js`))).toBe(true);
  });
});
