import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { KEY_MAX } from '../../../collector/intake/api-key.ts';
import { EVENTS_MAX } from '../../../collector/intake/conversion-api.ts';
import { isApiKey, newApiKey, prefixOf } from '../../../collector/lib/api-key.ts';
import { accountOf, received } from '../../support/rows.ts';
import { createTest, ORIGIN } from '../../support/tagline.ts';

const Made = z.object({ id: z.number(), key: z.string(), prefix: z.string() });
const MINUTE = 60_000;

let test: ReturnType<typeof createTest>;

beforeEach(async () => {
  test = createTest();
  await test.signIn();
  for (const name of ['Shop', 'Other']) {
    await test.api('POST', '/accounts', { name, timeZone: 'UTC', domains: [] });
  }
});

async function make(account = 1) {
  const { status, json } = await test.api('POST', `/accounts/${account}/api-keys`, { name: 'Shop server' });
  expect(status).toBe(201);
  return Made.parse(json);
}

const bought = { event_name: 'Purchase', deduplication_key: 'a' };

async function send(authorization: string | null, events: unknown[] = [bought]) {
  const response = await test.app.request(`${ORIGIN}/v1/conversions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
    body: JSON.stringify(events),
  });
  const json: unknown = await response.json();
  return { status: response.status, headers: response.headers, json };
}

const reason = (text: string) => ({ error: { reason: text } });

describe('A35 an API key', () => {
  it('is told once, and kept as a digest with how it begins', async () => {
    const { key, prefix } = await make();
    expect(key).toMatch(/^tgl_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
    expect(key.startsWith(prefix)).toBe(true);
    const { json } = await test.api('GET', '/accounts/1/api-keys');
    expect(json).toMatchObject([
      { name: 'Shop server', scopes: ['conversions:write'], prefix, lastUsedAt: null, revokedAt: null },
    ]);
    expect(JSON.stringify(json)).not.toContain(key.slice(prefix.length));
    const rows = test.store.signIn.db.all('SELECT * FROM api_key');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(key.slice(prefix.length));
  });

  it('speaks for its own account', async () => {
    const [mine, other] = [await make(1), await make(2)];
    expect((await send(`Bearer ${mine.key}`)).status).toBe(200);
    expect((await send(`bearer  ${other.key}`)).status).toBe(200);
    expect(await accountOf(test.store, 1)).toEqual({ stored: 1 });
    expect(await accountOf(test.store, 2)).toEqual({ stored: 1 });
  });

  it('is refused where there is none, or it is wrong, and nothing of it is in any account', async () => {
    const { key, prefix } = await make();
    for (const none of [null, '', key, 'Basic abc', 'Bearer', `Bearer ${key} x`]) {
      const { status, json, headers } = await send(none);
      expect(status, String(none)).toBe(401);
      expect(json).toMatchObject(reason('no_key'));
      expect(headers.get('www-authenticate')).toBe('Bearer');
    }
    const wrong = [
      `${prefix}_${'A'.repeat(43)}`,
      newApiKey().key,
      key.slice(0, -1),
      `${key}A`,
      key.toUpperCase(),
      'x'.repeat(7_000),
      `${prefix}_`,
      prefix,
    ];
    for (const one of wrong) {
      const { status, json } = await send(`Bearer ${one}`);
      expect(status, one).toBe(401);
      expect(json).toMatchObject(reason('bad_key'));
    }
    expect(await received(test.store, [1, 2, null])).toBe(0);
  });

  it('is refused for what it is not for', async () => {
    const { key, prefix, hash } = newApiKey();
    await test.store.records.addApiKey({ accountId: 1, name: 'x', scopes: [], prefix, hash, createdAt: 0 });
    const { status, json } = await send(`Bearer ${key}`);
    expect(status).toBe(403);
    expect(json).toMatchObject(reason('wrong_scope'));
  });

  it('is dead with the answer that revokes it, for ever, and of its own account only', async () => {
    const [mine, other] = [await make(1), await make(2)];
    expect((await send(`Bearer ${mine.key}`)).status).toBe(200);
    const foreign = await test.api('DELETE', `/accounts/1/api-keys/${other.id}`);
    expect(foreign.status).toBe(404);
    const revokedAt = test.clock.now();
    expect(await test.api('DELETE', `/accounts/1/api-keys/${mine.id}`)).toMatchObject({
      status: 200,
      json: { revokedAt },
    });
    expect(await send(`Bearer ${mine.key}`)).toMatchObject({ status: 401, json: reason('bad_key') });
    expect((await send(`Bearer ${other.key}`)).status).toBe(200);
    test.clock.move(MINUTE);
    expect(await test.api('DELETE', `/accounts/1/api-keys/${mine.id}`)).toMatchObject({
      json: { revokedAt },
    });
  });

  it('says to the minute when it was last used, without a write for each request', async () => {
    const { key } = await make();
    const used = vi.spyOn(test.store.signIn.db, 'update');
    const lastUsed = async () => {
      const { json } = await test.api('GET', '/accounts/1/api-keys');
      return z.array(z.object({ lastUsedAt: z.number().nullable() })).parse(json)[0]?.lastUsedAt;
    };
    const first = test.clock.now();
    for (let count = 0; count < 5; count += 1) await send(`Bearer ${key}`);
    test.clock.move(MINUTE - 1);
    await send(`Bearer ${key}`);
    expect(await lastUsed()).toBe(first);
    expect(used).toHaveBeenCalledTimes(1);
    test.clock.move(1);
    await send(`Bearer ${key}`);
    expect(await lastUsed()).toBe(first + MINUTE);
    expect(used).toHaveBeenCalledTimes(2);
  });

  it('may bring so many events in a minute, whatever its address, and is then told to wait', async () => {
    const { key } = await make();
    const events = Array.from({ length: EVENTS_MAX }, () => null);
    for (let count = 0; count < KEY_MAX; count += EVENTS_MAX) {
      expect((await send(`Bearer ${key}`, events)).status).toBe(422);
    }
    const { status, json, headers } = await send(`Bearer ${key}`);
    expect(status).toBe(429);
    expect(json).toMatchObject(reason('key_rate'));
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await received(test.store, [1])).toBe(KEY_MAX);
    test.clock.move(MINUTE);
    expect((await send(`Bearer ${key}`)).status).toBe(200);
  }, 30_000);

  it('is in no log', async () => {
    const { key } = await make();
    await send(`Bearer ${key}`);
    test.store.signIn.db.run('ALTER TABLE api_key RENAME TO gone');
    expect((await send(`Bearer ${key}`)).status).toBe(500); // no client can do that; what is logged then is looked at
    expect(test.log.length).toBeGreaterThan(0);
    expect(test.log.join('\n')).not.toContain(key.slice(17));
  });

  it('is one of at most 50', async () => {
    for (let count = 0; count < 50; count += 1) await make();
    const { status, json } = await test.api('POST', '/accounts/1/api-keys', { name: 'x' });
    expect(status).toBe(409);
    expect(json).toMatchObject(reason('too_many_keys'));
    await test.api('DELETE', '/accounts/1/api-keys/1');
    await make();
  });

  it.each([[{ name: '' }], [{ name: 'x', scopes: [] }], [{ name: 'x', scopes: ['everything'] }], [{}]])(
    'cannot be made of %j',
    async (body) => {
      expect((await test.api('POST', '/accounts/1/api-keys', body)).status).toBe(422);
    },
  );
});

describe('the key itself', () => {
  it('is random, and known by its digest alone', () => {
    const keys = Array.from({ length: 100 }, newApiKey);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(100);
    for (const { key, prefix, hash } of keys) {
      expect(prefixOf(key)).toBe(prefix);
      expect(isApiKey(key, hash)).toBe(true);
      expect(isApiKey(`${key}x`, hash)).toBe(false);
      expect(isApiKey('', hash)).toBe(false);
      expect(isApiKey(key, newApiKey().hash)).toBe(false);
    }
  });
});
