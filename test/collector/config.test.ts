import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig, VARIABLES } from '../../collector/config.ts';
import { createTest } from '../support/tagline.ts';

let folder: string;
/** Nothing of this machine's own environment. */
const bare = () => ({ ...Object.fromEntries(VARIABLES.map((name) => [name, ''])), DATA_DIR: folder });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tagline-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('configuration', () => {
  it('needs no variable', () => {
    expect(readConfig(bare())).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: null,
      tagUrl: null,
      trustedProxies: expect.any(BlockList),
      metricsKey: null,
      lineApiBase: 'https://api.line.me',
    });
  });

  it('makes the session secret once, 256 bits, for this user only', () => {
    const { sessionSecret } = readConfig(bare());
    expect(sessionSecret).toMatch(/^[0-9a-f]{64}$/);
    expect(readConfig(bare()).sessionSecret).toBe(sessionSecret);
    expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600);
  });

  it('closes a secret that others could read', () => {
    writeFileSync(join(folder, 'session-secret'), 'x'.repeat(40), { mode: 0o644 });
    expect(readConfig(bare()).sessionSecret).toBe('x'.repeat(40));
    expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600);
  });

  it('A31 refuses a secret under 32 bytes, given or kept', () => {
    expect(() => readConfig({ ...bare(), SESSION_SECRET: 'x'.repeat(31) })).toThrow(
      /SESSION_SECRET.*32 bytes/,
    );
    expect(readConfig({ ...bare(), SESSION_SECRET: 'é'.repeat(16) }).sessionSecret).toHaveLength(16);
    writeFileSync(join(folder, 'session-secret'), 'short');
    expect(() => readConfig(bare())).toThrow(/32 bytes/);
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'tagline.example.com'],
    ['TAG_URL', 'https://t.example.com/api'],
    ['TAG_URL', 'https://t.example.com/a/../b?c'],
    ['TAG_URL', 'ftp://t.example.com'],
    ['TRUSTED_PROXIES', 'proxy.example.com'],
    ['TRUSTED_PROXIES', '10.0.0.0/99'],
    ['PUBLIC_URL', 'ftp://tagline.example.com'],
    ['PUBLIC_URL', 'https://example.com/tagline'],
    ['PUBLIC_URL', 'https://example.com/?a'],
    ['LINE_API_BASE', 'nowhere'],
  ])('names %s when it is %j', (name, value) => {
    expect(() => readConfig({ ...bare(), [name]: value })).toThrow(new RegExp(`^${name}`));
  });

  it('refuses to put the tag where Tagline itself answers, and says so', () => {
    const firsts = createTest().app.routes.map(({ path }) => path.split('/')[1] ?? '');
    const parts = [...new Set(firsts)].filter((part) => /^[\w-]+$/.test(part));
    expect(parts).toEqual(expect.arrayContaining(['api', 'r', 'hit', 'v1', 'hop', 'healthz', 'assets']));
    for (const part of parts)
      for (const path of [part, `${part}/`, `${part}/below`])
        expect(() => readConfig({ ...bare(), TAG_URL: `https://t.example.com/${path}` })).toThrow(
          `TAG_URL has a path that begins with /${part}, where Tagline itself answers`,
        );
  });

  it.each(['a1', 'apis', 'r1', 'a/hit', 'v2/api', 'lt'])('may put it below /%s', (path) => {
    const tagUrl = `https://t.example.com/${path}`;
    expect(readConfig({ ...bare(), TAG_URL: `${tagUrl}/` })).toMatchObject({ tagUrl });
  });

  it('takes an address as browsers write it', () => {
    expect(readConfig({ ...bare(), PUBLIC_URL: 'HTTPS://T.example.com:443/' }).publicUrl).toBe(
      'https://t.example.com',
    );
  });

  it('says which folder cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => readConfig({ ...bare(), DATA_DIR: join(folder, 'file') })).toThrow(
      /^DATA_DIR .*file cannot be written/,
    );
  });

  it('keeps no secret in the log of a failed start', () => {
    const secret = 'too short, but a secret';
    expect(() => readConfig({ ...bare(), SESSION_SECRET: secret })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });
});
