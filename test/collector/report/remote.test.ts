import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { remoteReports } from '../../../collector/report/remote.ts';
import { createReports } from '../../../collector/report/reports.ts';
import { openStore } from '../../../db/open.ts';
import { emptyBatch, factOf } from '../../support/facts.ts';
import { createTest } from '../../support/tagline.ts';

const folder = mkdtempSync(join(tmpdir(), 'tagline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the thread of the reports says what this one would, of what was on disk when it was asked', async () => {
  const test = createTest({ file: join(folder, 'test.db') });
  await test.signIn();
  await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Tokyo', domains: [] });
  const account = await test.store.records.account(1);
  if (!account) throw new Error('no account');
  const now = test.clock.now();
  const local = createReports({ ...test.store, now: test.clock.now });
  const day = new Date(now).toISOString().slice(0, 10);
  for (const id of [1, 2, 3]) {
    await test.store.events.append({ ...emptyBatch(), hits: [factOf(id, id % 2, now - id)] });
    const { json } = await test.api('GET', `/accounts/1/overview?from=${day}&to=${day}`);
    expect(json).toMatchObject({ totals: { pageViews: id } });
    const asked = { range: { from: day, to: day }, compare: true, filter: {} };
    expect(json).toEqual(JSON.parse(JSON.stringify(await local.overview(account, asked))));
  }
  expect((await test.api('GET', '/accounts/1/tracking')).json).toMatchObject({ events: [] });
  expect((await test.api('GET', '/accounts/1/loss')).status).toBe(200);
  await test.close();
});

it('a thread that ends fails what it was asked for and nothing else, and is started again', async () => {
  const program = join(folder, 'ends.mjs');
  writeFileSync(
    program,
    `import { parentPort } from 'node:worker_threads';
     parentPort.on('message', ({ id, name }) => {
       if (name === 'live') process.exit(3);
       parentPort.postMessage(name === 'eventNames' ? { id, error: 'no such thing' } : { id, answer: [] });
     });`,
  );
  const store = openStore(':memory:');
  const account = await store.records.addAccount({
    ...{
      tagId: 'a',
      name: 'Shop',
      timeZone: 'UTC',
      domains: [],
      consent: 'assumed',
      identityDeclared: false,
    },
    ...{ cutParams: [], loginChannelId: null, keepDays: null, createdAt: 0 },
  });
  const said: string[] = [];
  const { reports, close } = remoteReports({
    ...{ program, file: '', keep: () => {}, now: () => 0 },
    local: createReports({ ...store, now: () => 0 }),
    log: (_level, event) => said.push(event),
  });
  await expect(reports.live(account)).rejects.toThrow('ended with 3');
  await expect(reports.eventNames(account)).rejects.toThrow('no such thing');
  expect(await reports.conversionRows(account)).toEqual([]);
  const cut = reports.live(account);
  await Promise.all([expect(cut).rejects.toThrow(), close()]);
  store.close();
});
