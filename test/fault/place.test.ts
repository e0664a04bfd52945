import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProgram, type Program, sendHit } from '../support/program.ts';
import { hex } from '../support/tagline.ts';
import { TAKEN } from './place.ts';

const TAG = '77777777-7777-4777-8777-777777777777';
let program: Program;
beforeEach(async () => {
  program = createProgram();
  await program.account(TAG);
});
afterEach(() => program.close());

describe('F10: a file that is taken away while it is open', () => {
  it.each(Object.entries(TAKEN).slice(2))(
    '%s: nothing is acknowledged any more, and the program ends with 74',
    async (_, take) => {
      const { address, ended, errors } = await program.serve();
      for (let number = 1; number <= 5; number += 1)
        expect(await sendHit(address, TAG, hex(number))).toBe(204);
      take(program.file);
      expect(await sendHit(address, TAG, hex(6))).toBe(503);
      const health = await fetch(`${address}/healthz`).then(
        ({ status }) => status,
        () => null,
      );
      expect([503, null]).toContain(health);
      expect(await ended).toBe(74);
      expect(errors.join()).toContain('was deleted, moved or replaced');
    },
  );
});
