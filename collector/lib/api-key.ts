import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `tgl_`, 48 bits to find it by, and 256 bits of secret. Scanners for leaked secrets know it by its beginning. */
const SHAPE = /^(tgl_[0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

const digestOf = (key: string) => createHash('sha256').update(key).digest();

/** A new key: what is shown once, and what is kept of it. */
export function newApiKey(): { key: string; prefix: string; hash: string } {
  const prefix = `tgl_${randomBytes(6).toString('hex')}`;
  const key = `${prefix}_${randomBytes(32).toString('base64url')}`;
  return { key, prefix, hash: digestOf(key).toString('hex') };
}

/** By what a key is found; null for what cannot be one. */
export function prefixOf(key: string): string | null {
  return SHAPE.exec(key)?.[1] ?? null;
}

/** Whether a key is the one of which `hash` was kept. Digests are compared, so that the time says nothing of either. */
export function isApiKey(key: string, hash: string): boolean {
  return timingSafeEqual(digestOf(key), Buffer.from(hash, 'hex'));
}
