import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../db/open.ts';
import { createProgram } from '../../support/program.ts';
import { accountOf } from '../../support/rows.ts';
import { CHROME, createTest, hex, ORIGIN } from '../../support/tagline.ts';

/** Country of each stored hit, in order of arrival. */
function countries({ signIn: { db } }: Store) {
  return db
    .all<{ country: string | null }>(
      sql`SELECT (SELECT text FROM word WHERE id = hit.country_id) AS country FROM hit ORDER BY id`,
    )
    .map(({ country }) => country);
}

describe('the country of a hit', () => {
  let test: ReturnType<typeof createTest>;
  let tag: string;
  beforeEach(async () => {
    test = createTest();
    await test.signIn();
    await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'UTC', domains: [] });
    tag = (await test.store.records.accounts())[0]?.tagId ?? '';
  });

  const from = (remoteAddress: string, path: string, init: RequestInit = {}) =>
    test.app.request(
      `${ORIGIN}${path}`,
      { ...init, headers: { 'user-agent': CHROME } },
      { incoming: { socket: { remoteAddress } } },
    );

  it('is that of the network address that sent it, by script and by image', async () => {
    let id = 0;
    for (const address of ['126.0.0.1', '::ffff:49.228.0.1', '2001:b000::7', '10.0.0.1', '203.0.113.9']) {
      id += 1;
      const hits = [{ id: hex(1000 + id), tag, url: 'https://shop.test/', age: 0 }];
      expect(
        (await from(address, '/hit', { method: 'POST', body: JSON.stringify({ v: 1, hits }) })).status,
      ).toBe(204);
    }
    expect((await from('126.0.0.1', `/tag.gif?t_id=${tag}&e=pv&noscript=1`)).status).toBe(200);
    expect(countries(test.store)).toEqual(['JP', 'TH', 'TW', null, null, 'JP']);
  });

  it('of what a server sends is not known: its own says nothing of its customer', async () => {
    const key = await test.api('POST', '/accounts/1/api-keys', {
      name: 'Shop',
      scopes: ['conversions:write'],
    });
    expect(key.status).toBe(201);
    const secret = /tgl_[\w-]{20,}/.exec(JSON.stringify(key.json))?.[0] ?? '';
    const response = await test.app.request(
      `${ORIGIN}/v1/conversions`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ event_name: 'Purchase', id: hex(1) }),
      },
      { incoming: { socket: { remoteAddress: '126.0.0.1' } } },
    );
    expect(response.status).toBe(200);
    expect(countries(test.store)).toEqual([null]);
  });
});

it('P8: no network address is kept, in the database, its log or what is said, whatever became of the hit', async () => {
  const program = createProgram();
  const TAG = '66666666-6666-4666-8666-666666666666';
  await program.account(TAG);
  const { address, child, ended, lines, errors } = await program.serve({ TRUSTED_PROXIES: '127.0.0.1' });
  const four = '126.71.203.45';
  const six = '2400:2000:71:203::beef';
  let id = 0;
  const post = async (from: string, change: Record<string, unknown> = {}, agent = CHROME) => {
    id += 1;
    const hits = [{ id: hex(id), tag: TAG, visitor: hex(id), url: 'https://shop.test/', age: 0, ...change }];
    const headers = { 'user-agent': agent, 'x-forwarded-for': from };
    return fetch(`${address}/hit`, { method: 'POST', headers, body: JSON.stringify({ v: 1, hits }) });
  };
  for (const from of [four, six]) {
    expect((await post(from)).status).toBe(204);
    expect((await post(from, {}, 'curl/8')).status).toBe(202);
    expect((await post(from, { consent: 'denied' })).status).toBe(202);
    expect((await post(from, { tag: 'nobody' })).status).toBe(422);
    expect((await post(from, { id: 'x' })).status).toBe(422);
    const headers = { 'user-agent': CHROME, 'x-forwarded-for': from };
    expect((await fetch(`${address}/r/letter`, { headers, redirect: 'manual' })).status).toBe(302);
    expect((await fetch(`${address}/tag.gif?t_id=${TAG}`, { headers })).status).toBe(200);
    const wrong = JSON.stringify({ email: 'nobody@shop.test', password: 'a wrong password' });
    const origin = { ...headers, origin: address, 'content-type': 'application/json' };
    for (let round = 0; round < 11; round += 1)
      await fetch(`${address}/api/sign-in`, { method: 'POST', headers: origin, body: wrong });
  }
  const forms = [
    ...[four, six, '2400:2000:71:203:0:0:0:beef', '2400:2000:0071:0203:0000:0000:0000:beef'].map((text) =>
      Buffer.from(text),
    ),
    Buffer.from([126, 71, 203, 45]),
    Buffer.from('24002000007102030000', 'hex'),
  ];
  const look = () => {
    for (const name of readdirSync(program.folder)) {
      const bytes = readFileSync(join(program.folder, name));
      for (const form of forms) expect(bytes.includes(form), `${form} in ${name}`).toBe(false);
    }
    const said = [...lines, ...errors].join('\n');
    for (const form of [four, six]) expect(said).not.toContain(form);
  };
  expect(readdirSync(program.folder)).toContain('tagline.db-wal');
  look();
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  look();
  const store = openStore(program.file);
  expect(countries(store)).toEqual(['JP', 'JP', 'JP', 'JP']);
  expect(await accountOf(store, 1)).toEqual({
    stored: 4,
    'dropped/bot': 2,
    'dropped/consent': 2,
    'rejected/bad_hit': 2,
  });
  store.close();
  program.close();
});
