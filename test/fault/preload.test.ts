import { expect, it } from 'vitest';
import { must } from './preload.ts';

it('a program that is needed and missing is named', () => {
  expect(() => must('no-such-compiler', ['--version'])).toThrow(/^no-such-compiler is needed/);
  expect(() => must(process.execPath, ['-e', 'process.exit(3)'])).toThrow(/ended with 3/);
});
