import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProgram, type Program, sendHit } from '../support/program.ts';
import { hex } from '../support/tagline.ts';

const TAG = '77777777-7777-4777-8777-777777777777';
let program: Program;
beforeEach(async () => {
  program = createProgram();
  await program.account(TAG);
});
afterEach(() => program.close());

/** What may be done to the files of a running program, by those who mean well. */
const TAKEN: Record<string, (file: string, folder: string) => void> = {
  'the database is deleted': (file) => rmSync(file),
  'the database is moved away': (file) => renameSync(file, `${file}.old`),
  'the database is replaced by a copy': (file) => {
    copyFileSync(file, `${file}.copy`);
    renameSync(`${file}.copy`, file);
  },
  'its log is deleted': (file) => rmSync(`${file}-wal`),
  'its folder is moved away': (_, folder) => renameSync(folder, `${folder}-gone`),
};

describe('F10: a file that is taken away while it is open', () => {
  it.each(Object.entries(TAKEN))(
    '%s: nothing is acknowledged any more, and the program ends with 74',
    async (_, take) => {
      const { address, ended, errors } = await program.serve();
      for (let number = 1; number <= 5; number += 1)
        expect(await sendHit(address, TAG, hex(number))).toBe(204);
      take(program.file, program.folder);
      expect(await sendHit(address, TAG, hex(6))).toBe(503);
      const health = await fetch(`${address}/healthz`).then(
        ({ status }) => status,
        () => null,
      );
      expect([503, null]).toContain(health);
      expect(await ended).toBe(74);
      expect(errors.join()).toContain('was deleted, moved or replaced');
      rmSync(`${program.folder}-gone`, { recursive: true, force: true });
    },
  );

  it('is noticed within ten seconds where nobody sends anything', async () => {
    const { ended } = await program.serve();
    const since = Date.now();
    rmSync(program.file);
    expect(await ended).toBe(74);
    expect(Date.now() - since).toBeLessThan(10_000);
  });
});
