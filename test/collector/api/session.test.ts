import { beforeEach, describe, expect, it } from 'vitest';
import { createTest, ORIGIN, OWNER } from '../../support/tagline.ts';

let test: ReturnType<typeof createTest>;

beforeEach(() => {
  test = createTest();
});

describe('set-up', () => {
  it('makes the owner once, with the token that was printed', async () => {
    expect((await test.api('GET', '/session')).json).toEqual({ setUp: false, member: null });
    const token = await test.setupToken();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await test.api('POST', '/setup', { token, ...OWNER })).status).toBe(201);
    expect((await test.api('GET', '/session')).json).toEqual({ setUp: true, member: { email: OWNER.email } });
    expect(await test.setupToken()).toBeNull();
    expect((await test.api('POST', '/setup', { token, ...OWNER, email: 'b@b.test' })).status).toBe(409);
  });

  it('refuses a wrong token, and the one before the newest', async () => {
    const old = await test.setupToken();
    await test.setupToken();
    for (const token of [old, 'x'.repeat(43), '']) {
      const { status, json } = await test.api('POST', '/setup', { token, ...OWNER });
      expect(status).toBe(401);
      expect(json).toMatchObject({ error: { code: 'unauthenticated', reason: 'wrong_token' } });
    }
    expect((await test.api('GET', '/session')).json).toMatchObject({ setUp: false });
  });

  it('A70 lets exactly one of many win', async () => {
    const token = await test.setupToken();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        test.api('POST', '/setup', { token, ...OWNER, email: `owner${index}@shop.test` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  it('keeps the token only as a hash', async () => {
    const token = await test.setupToken();
    const rows = test.store.signIn.db.all('SELECT value FROM setting');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).toMatch(/[0-9a-f]{64}/);
  });

  it('has no public sign-up', async () => {
    await test.signIn();
    for (const path of ['/auth/sign-up/email', '/sign-up', '/sign-up/email']) {
      expect((await test.api('POST', path, { ...OWNER, name: 'x' })).status).toBe(404);
    }
  });

  it('asks for a password of twelve characters', async () => {
    const token = await test.setupToken();
    const { status } = await test.api('POST', '/setup', { token, email: OWNER.email, password: 'too short' });
    expect(status).toBe(422);
  });
});

describe('sign-in', () => {
  it('answers a wrong password and an unknown address alike', async () => {
    await test.signIn();
    const wrong = await test.api('POST', '/sign-in', { ...OWNER, password: 'not this one, no' });
    const unknown = await test.api('POST', '/sign-in', { ...OWNER, email: 'nobody@shop.test' });
    for (const { status, json } of [wrong, unknown]) {
      expect(status).toBe(401);
      expect(json).toMatchObject({
        error: { code: 'unauthenticated', reason: 'wrong_password', message: expect.any(String) },
      });
    }
  });

  it('A34 waits after ten wrong passwords, also for the right one', async () => {
    await test.signIn();
    const attempts = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      attempts.push(
        (await test.api('POST', '/sign-in', { ...OWNER, password: `wrong ${attempt} wrong` })).status,
      );
    }
    expect(attempts.slice(0, 10).every((status) => status === 401)).toBe(true);
    expect(attempts[10]).toBe(429);
    const right = await test.api('POST', '/sign-in', OWNER);
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(800);
  });

  it('sets a cookie that scripts cannot read, and that dies on signing out', async () => {
    await test.signIn();
    const { headers } = await test.api('POST', '/sign-in', OWNER);
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^tagline=[^;]+;.*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const value = cookie.split(';')[0] ?? '';
    const session = () => test.app.request(`${ORIGIN}/api/accounts`, { headers: { cookie: value } });
    expect((await session()).status).toBe(200);
    await test.api('POST', '/sign-out');
    expect((await session()).status).toBe(401);
  });

  it('A30 binds the cookie to this host under https', async () => {
    const secure = createTest({ config: { publicUrl: 'https://tagline.test' } });
    const token = await secure.setupToken();
    const response = await secure.app.request('https://tagline.test/api/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://tagline.test' },
      body: JSON.stringify({ token, ...OWNER }),
    });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-tagline=/);
    expect(cookie).toMatch(/Secure/);
    expect(cookie).toMatch(/Path=\//);
    expect(cookie).not.toMatch(/Domain=/i);
  });

  it.each(['tagline=forged', 'tagline=', '__proto__=1'])('knows nobody by the cookie %s', async (cookie) => {
    await test.signIn();
    const response = await test.app.request(`${ORIGIN}/api/accounts`, { headers: { cookie } });
    expect(response.status).toBe(401);
  });

  it('P8 keeps no network address and no password', async () => {
    await test.signIn();
    const sessions = test.store.signIn.db.all<{ ip: string | null }>(
      'SELECT ip_address AS ip FROM member_session',
    );
    expect(sessions.length).toBeGreaterThan(0);
    expect(sessions.every(({ ip }) => ip === null || ip === '')).toBe(true);
    const credentials = test.store.signIn.db.all('SELECT password FROM member_credential');
    expect(JSON.stringify(credentials)).not.toContain(OWNER.password);
    expect(test.log.join('')).not.toContain(OWNER.email);
  });
});
