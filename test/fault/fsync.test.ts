import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../db/open.ts';
import { createProgram, type Program, sendHit } from '../support/program.ts';
import { storedHits } from '../support/rows.ts';
import { hex } from '../support/tagline.ts';
import { preload } from './preload.ts';

const TAG = '44444444-4444-4444-8444-444444444444';
let program: Program;
beforeEach(async () => {
  program = createProgram();
  await program.account(TAG);
});
afterEach(() => program.close());

it('F7 I11: after a failed fsync nothing is acknowledged, the monitor is told, and the program ends with 74', async () => {
  const disk = join(program.folder, 'fault');
  const loaded = { LD_PRELOAD: preload('disk', program.folder), FAULT_DISK: disk };
  const { address, ended, errors } = await program.serve(loaded);
  const acknowledged: string[] = [];
  const send = async (number: number) => {
    const status = await sendHit(address, TAG, hex(number));
    if (status === 204) acknowledged.push(hex(number));
    return status;
  };
  for (let number = 1; number <= 20; number += 1) expect(await send(number)).toBe(204);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);

  writeFileSync(`${disk}.fsync`, '');
  const after = await Promise.all(Array.from({ length: 20 }, (_, index) => send(100 + index)));
  expect(after.every((status) => status === 503)).toBe(true);
  const health = await fetch(`${address}/healthz`).then(
    ({ status }) => status,
    () => null,
  );
  expect([503, null]).toContain(health);
  expect(await ended).toBe(74);
  expect(errors.join()).toContain('the disk failed to keep what was written');

  const store = openStore(program.file);
  const kept = storedHits(store).map(({ hitId }) => hitId);
  store.close();
  expect(kept.filter((id) => acknowledged.includes(id))).toEqual(acknowledged);
});
