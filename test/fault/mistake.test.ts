import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MISTAKES, plantMistakes } from './mistake.ts';

it.each(MISTAKES)(
  '"$name" can be planted: what it replaces stands there once',
  ({ edits, test: [file, title] }) => {
    for (const { file, from } of edits) expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
    expect(readFileSync(file, 'utf8')).toContain(title);
  },
);

it('a mistake in a copy of the sources is noticed by the test that is named for it', () => {
  const mistake = MISTAKES.filter(({ name }) => name === 'failed is not counted');
  expect(plantMistakes(mistake, () => {})).toContain('1 mistakes');
}, 60_000);
