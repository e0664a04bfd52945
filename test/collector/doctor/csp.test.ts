import { describe, expect, it } from 'vitest';
import { isPermitted } from '../../../collector/doctor/csp.ts';

const page = new URL('https://www.shop.test/tea');
const load = new URL('https://tag.shop.test/lt.js');
const loaded = { load, parserInserted: false };
const written = { load, parserInserted: true };

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
    const plain = { load: new URL('http://tag.shop.test/lt.js'), parserInserted: false };
    expect(isPermitted(['script-src tag.shop.test'], 'script-src', plain, new URL('http://shop.test/'))).toBe(
      true,
    );
    expect(isPermitted(['script-src tag.shop.test'], 'script-src', plain, page)).toBe(false);
  });
});

describe('what a policy lets run inline', () => {
  it.each<[string, { nonce: boolean; hash: string }, boolean]>([
    ["script-src 'self'", { nonce: false, hash: 'x' }, false],
    ["script-src 'unsafe-inline'", { nonce: false, hash: 'x' }, true],
    ["script-src 'unsafe-inline' 'nonce-abc'", { nonce: false, hash: 'x' }, false],
    ["script-src 'nonce-abc'", { nonce: true, hash: 'x' }, true],
    ["script-src 'self'", { nonce: true, hash: 'x' }, false],
    ["script-src 'sha256-x'", { nonce: false, hash: 'x' }, true],
    ["script-src 'sha256-X'", { nonce: false, hash: 'x' }, false],
    ["default-src 'none'", { nonce: false, hash: 'x' }, false],
    ['img-src *', { nonce: false, hash: 'x' }, true],
  ])('%s %o', (policy, inline, expected) => {
    expect(isPermitted([policy], 'script-src', { inline }, page)).toBe(expected);
  });
});
