import { expect, it } from 'vitest';
import { remember } from '../../../collector/lib/remember.ts';

it('works a text out once, null too, until more are asked for than it holds', () => {
  const asked: string[] = [];
  const length = remember(2, (text) => {
    asked.push(text);
    return text === '' ? null : text.length;
  });
  expect(['', 'ab', '', 'ab'].map(length)).toEqual([null, 2, null, 2]);
  expect(asked).toEqual(['', 'ab']);
  expect(length('abc')).toBe(3);
  expect(length('ab')).toBe(2);
  expect(asked).toEqual(['', 'ab', 'abc', 'ab']);
});

it('does not keep long texts', () => {
  let asked = 0;
  const length = remember(9, (text) => {
    asked += 1;
    return text.length;
  });
  const long = 'x'.repeat(2_049);
  expect([length(long), length(long)]).toEqual([2_049, 2_049]);
  expect(asked).toBe(2);
});
