import { expect, it } from 'vitest';
import { makeNoise } from './noise.ts';

it('F35 I3 I5: whatever is sent to whichever route, nothing breaks and every hit is in the account', async () => {
  const said = await makeNoise({ seed: 1, runs: 1_500, socketEvery: 20, say: () => {} });
  expect(said).toContain('1500 inputs');
  // It is not all refused at the door.
  for (const status of ['200', '202', '204', '302', '401', '404', '422'])
    expect(said).toContain(`${status}: `);
}, 60_000);
