import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const code = readFileSync(new URL('../../dist/lt.js', import.meta.url), 'utf8');

it('is at most 2,000 bytes, compressed as it is served', () => {
  expect(code.length).toBeGreaterThan(1000);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(2000);
});

it('evaluates no text and writes no markup', () => {
  expect(code).not.toMatch(/\beval\b|Function\(|innerHTML|document\.write|insertAdjacent|setTimeout\(["'`]/);
});
