import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const FOLDER = new URL('../../dist/tag/', import.meta.url);
const more = readdirSync(FOLDER).filter((name) => /^lt-more\./.test(name));
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');
const size = (name: string) => gzipSync(read(name), { level: 9 }).length;

it('lt.js, which every page loads, stays below what it has grown to', () => {
  expect(size('lt.js')).toBeGreaterThan(1000);
  // The aim is 2,000: CONTRIBUTING.md says what each part costs.
  expect(size('lt.js')).toBeLessThanOrEqual(5490);
});

it.each(more)('%s, which a page asks for, is at most 1,500 bytes', (name) => {
  expect(size(name)).toBeLessThanOrEqual(1500);
});

describe.each(['lt.js', ...more])('%s', (name) => {
  it('evaluates no text and writes no markup', () => {
    expect(read(name)).not.toMatch(
      /\beval\b|Function\(|innerHTML|document\.write|insertAdjacent|setTimeout\(["'`]/,
    );
  });
});
