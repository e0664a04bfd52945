import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../db/open.ts';
import { createProgram, type Program, sendHit } from '../support/program.ts';
import { accountOf, storedHits } from '../support/rows.ts';
import { CHROME, hex } from '../support/tagline.ts';

const TAG = '66666666-6666-4666-8666-666666666666';
const KEY = 'a key of sixteen letters';
let program: Program;
beforeEach(async () => {
  program = createProgram();
  await program.account(TAG);
});
afterEach(() => program.close());

it('F4 F6 I7: while no file can grow nothing is acknowledged, links lead on, and it goes on by itself when there is room', async () => {
  // A file may have 1.5 MB: the log is there soon. The soft limit, so that it can be raised again by anybody.
  const { address, child, ended } = await program.serve({ METRICS_KEY: KEY }, 'ulimit -S -f 1500');
  const sent = new Map<string, number | null>();
  const send = async (id: string) => {
    const status = await sendHit(address, TAG, id);
    sent.set(id, status);
    return status;
  };
  let next = 1;
  while ((await send(hex(next))) === 204) next += 1;
  expect(next).toBeGreaterThan(10);
  for (let more = 1; more <= 20; more += 1) expect(await send(hex(next + more))).toBe(503);

  const response = await fetch(`${address}/hit`, {
    method: 'POST',
    headers: { 'user-agent': CHROME },
    body: JSON.stringify({ v: 1, hits: [{ id: hex(9999), tag: TAG, url: 'https://shop.test/', age: 0 }] }),
  });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  const open = (agent = CHROME) =>
    fetch(`${address}/r/letter`, { redirect: 'manual', headers: { 'user-agent': agent } });
  for (const agent of [CHROME, CHROME, 'curl/8', CHROME]) {
    const click = await open(agent);
    expect([click.status, click.headers.get('location')]).toEqual([302, 'https://shop.test/']);
  }
  const metrics = async () =>
    (await (await fetch(`${address}/metrics`, { headers: { authorization: `Bearer ${KEY}` } })).text()).split(
      '\n',
    );
  // What is counted in memory only is said, and said to be so.
  const refused = [
    `tagline_hits_total{account="${TAG}",outcome="failed",reason="storage"} 22`,
    `tagline_clicks_lost_total{account="${TAG}"} 3`,
  ];
  expect(await metrics()).toEqual(expect.arrayContaining([...refused, 'tagline_owed 25']));
  expect((await fetch(`${address}/healthz`)).status).toBe(200);

  execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:unlimited']);
  expect((await open()).headers.get('location')).toMatch(/\?tl_click=/);
  expect(await metrics()).toEqual(expect.arrayContaining([...refused, 'tagline_owed 0']));
  // The same hits again, as the tag does.
  for (const [id, status] of [...sent]) if (status !== 204) expect(await send(id)).toBe(204);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);

  const store = openStore(program.file);
  const stored = storedHits(store).map(({ hitId }) => hitId);
  const account = await accountOf(store, 1);
  const lost = await store.events.lostClicks(1);
  store.close();
  expect(stored.sort()).toEqual([...sent.keys()].sort());
  // One was refused first, then twenty and one of another kind; none of them is counted twice.
  expect(lost).toMatchObject({ accountId: 1, count: 3 });
  expect(account).toEqual({ stored: sent.size, 'failed/storage': 22 });
});
