import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Hono } from 'hono';

/** How long a browser may keep the script before it asks again. */
const MAX_AGE = 3600;

/** `GET /lt.js`: the tag, compressed once, for pages of any site. */
export function scriptRoute(source: Uint8Array<ArrayBuffer>) {
  const etag = `"${createHash('sha256').update(source).digest('base64url')}"`;
  const bodies = new Map([
    ['br', new Uint8Array(brotliCompressSync(source))],
    ['gzip', new Uint8Array(gzipSync(source, { level: 9 }))],
  ]);
  return new Hono().get('/', (c) => {
    const headers = new Headers({
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': `public, max-age=${MAX_AGE}`,
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
      ETag: etag,
    });
    if (c.req.header('if-none-match')?.includes(etag)) return new Response(null, { status: 304, headers });
    const accepted = (c.req.header('accept-encoding') ?? '')
      .split(',')
      .map((name) => name.trim().split(';')[0]);
    for (const [encoding, body] of bodies) {
      if (!accepted.includes(encoding)) continue;
      headers.set('Content-Encoding', encoding);
      return new Response(body, { headers });
    }
    return new Response(source, { headers });
  });
}
