import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isPermitted } from '../../../collector/doctor/csp.ts';

const page = new URL('https://www.shop.test/tea');
const load = new URL('https://tag.shop.test/lt.js');
const loaded = { load, parserInserted: false, nonce: null, integrity: null };
const written = { load, parserInserted: true, nonce: null, integrity: null };

describe('what a policy lets load', () => {
  it.each<[string, boolean]>([
    ['', true],
    ['img-src *', true],
    ["default-src 'none'", false],
    ["default-src 'self'", false],
    ["default-src 'none'; script-src https://tag.shop.test", true],
    ["default-src 'none'; SCRIPT-SRC HTTPS://TAG.SHOP.TEST", true],
    ['script-src tag.shop.test', true],
    ['script-src http://tag.shop.test', true],
    ['script-src *.shop.test', true],
    ['script-src *.test', true],
    ['script-src shop.test', false],
    ['script-src *.tag.shop.test', false],
    ['script-src https:', true],
    ['script-src http:', true],
    ['script-src data: blob:', false],
    ['script-src *', true],
    ['script-src', false],
    ["script-src 'none'", false],
    ['script-src tag.shop.test:443', true],
    ['script-src tag.shop.test:*', true],
    ['script-src tag.shop.test:8443', false],
    ['script-src tag.shop.test/lt.js', true],
    ['script-src tag.shop.test/other.js', false],
    ['script-src tag.shop.test/scripts/', false],
    ['script-src tag.shop.test; script-src none.test', true],
    ["script-src 'self'; script-src-elem tag.shop.test", true],
    ["script-src tag.shop.test; script-src-elem 'self'", false],
    ["script-src 'nonce-abc' 'strict-dynamic'", true],
  ])('%s', (policy, expected) => {
    expect(isPermitted([policy], 'script-src', loaded, page)).toBe(expected);
  });

  it('every policy must agree', () => {
    expect(isPermitted(['script-src *', "default-src 'self'"], 'script-src', loaded, page)).toBe(false);
  });

  it('each kind of loading has its own directive', () => {
    const policy = "default-src 'self'; connect-src https://tag.shop.test; img-src data:";
    expect(isPermitted([policy], 'connect-src', loaded, page)).toBe(true);
    expect(isPermitted([policy], 'img-src', loaded, page)).toBe(false);
  });

  it('a script that is written into the page needs more than the trust of another', () => {
    expect(isPermitted(["script-src 'nonce-abc' 'strict-dynamic' *"], 'script-src', written, page)).toBe(
      false,
    );
  });

  it('an http page may load by http', () => {
    const plain = { ...loaded, load: new URL('http://tag.shop.test/lt.js') };
    expect(isPermitted(['script-src tag.shop.test'], 'script-src', plain, new URL('http://shop.test/'))).toBe(
      true,
    );
    expect(isPermitted(['script-src tag.shop.test'], 'script-src', plain, page)).toBe(false);
  });
});

describe('a script that is written into the page', () => {
  it.each<[policy: string, nonce: string | null, expected: boolean]>([
    ["script-src 'nonce-abc' 'strict-dynamic'", 'abc', true],
    ["script-src 'NONCE-abc'", 'abc', true],
    ["script-src 'nonce-abc' 'strict-dynamic'", 'ABC', false],
    ["script-src 'nonce-abc' 'strict-dynamic'", 'xyz', false],
    ["script-src 'nonce-abc' 'strict-dynamic'", null, false],
    ["script-src 'nonce-abc' https://tag.shop.test", 'xyz', true],
    ["script-src 'nonce-abc'", null, false],
  ])('%s, nonce %s', (policy, nonce, expected) => {
    expect(isPermitted([policy], 'script-src', { ...written, nonce }, page)).toBe(expected);
  });

  it.each<[policy: string, integrity: string | null, expected: boolean]>([
    ["script-src 'sha384-abc' 'strict-dynamic'", 'sha384-abc', true],
    ["script-src 'sha384-abc' 'strict-dynamic'", 'sha384-xyz', false],
    ["script-src 'sha384-abc' 'strict-dynamic'", 'sha384-abc sha384-xyz', false],
    ["script-src 'sha384-abc' 'strict-dynamic'", null, false],
    ["script-src 'strict-dynamic'", 'sha384-abc', false],
  ])('%s, integrity %s', (policy, integrity, expected) => {
    expect(isPermitted([policy], 'script-src', { ...written, integrity }, page)).toBe(expected);
  });

  it('its nonce lets nothing be sent', () => {
    const wanted = { ...written, nonce: 'abc' };
    expect(isPermitted(["connect-src 'nonce-abc'"], 'connect-src', wanted, page)).toBe(false);
  });
});

describe('what a policy lets run inline', () => {
  const text = 'x\ny';
  const hash = (algorithm: string) => createHash(algorithm).update(text).digest('base64');
  const [short, middle, long] = ['sha256', 'sha384', 'sha512'].map(hash);

  it.each<[policy: string, nonce: string | null, expected: boolean]>([
    ["script-src 'self'", null, false],
    ["script-src 'unsafe-inline'", null, true],
    ["script-src 'unsafe-inline' 'nonce-abc'", null, false],
    ["script-src 'unsafe-inline' 'sha256-x'", null, false],
    ["script-src 'unsafe-inline' 'strict-dynamic'", null, false],
    ["script-src 'nonce-abc'", 'abc', true],
    ["script-src 'nonce-abc'", 'xyz', false],
    ["script-src 'nonce-abc' 'nonce-xyz'", 'xyz', true],
    ["script-src 'self'", 'abc', false],
    [`script-src 'sha256-${short}'`, null, true],
    [`script-src 'SHA384-${middle}'`, null, true],
    [`script-src 'sha512-${long?.replaceAll('+', '-').replaceAll('/', '_')}'`, null, true],
    [`script-src 'sha256-${short?.toLowerCase()}'`, null, false],
    [`script-src-attr 'none'; script-src 'sha256-${short}'`, null, true],
    ["default-src 'none'", null, false],
    ['img-src *', null, true],
  ])('%s, nonce %s', (policy, nonce, expected) => {
    const inline = { by: 'text' as const, nonce, text };
    expect(isPermitted([policy], 'script-src', { inline }, page)).toBe(expected);
    // Browsers read every line end as one letter.
    const windows = { ...inline, text: 'x\r\ny' };
    expect(isPermitted([policy], 'script-src', { inline: windows }, page)).toBe(expected);
  });

  it.each<[policy: string, expected: boolean]>([
    ["script-src 'unsafe-inline'", true],
    ["script-src 'unsafe-inline' 'nonce-abc'", false],
    ["script-src 'unsafe-inline' 'sha256-x'", false],
    ["script-src 'unsafe-inline' 'strict-dynamic'", false],
    ["script-src 'nonce-abc'", false],
    [`script-src 'sha256-${short}'`, false],
    [`script-src 'unsafe-hashes' 'sha256-${short}'`, true],
    ["script-src 'unsafe-hashes'", false],
    ["script-src 'nonce-abc'; script-src-attr 'unsafe-inline'", true],
    ["script-src 'unsafe-inline'; script-src-attr 'none'", false],
    ["script-src-elem 'none'; script-src 'unsafe-inline'", true],
    ["default-src 'self'", false],
  ])('in a handler: %s', (policy, expected) => {
    const inline = { by: 'handler' as const, nonce: null, text };
    expect(isPermitted([policy], 'script-src-attr', { inline }, page)).toBe(expected);
  });
});
