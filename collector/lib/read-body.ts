import type { Context } from 'hono';
import type { HeaderTexts } from './header-texts.ts';

/**
 * The body of a request; null where it is over `max` bytes. Where the length is stated, the header alone decides, because
 * the server reads no more than that; a body that comes in pieces is counted as it comes.
 */
export function readBody(c: Context, headers: HeaderTexts, max: number): Promise<ArrayBuffer | null> {
  const stated = headers.get('content-length');
  if (stated === null || headers.get('transfer-encoding') !== null) return readPieces(c.req.raw.body, max);
  return Number(stated) > max ? Promise.resolve(null) : c.req.raw.arrayBuffer();
}

async function readPieces(body: ReadableStream<Uint8Array> | null, max: number): Promise<ArrayBuffer | null> {
  if (body === null) return new ArrayBuffer(0);
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Not `for await`: leaving it would cancel the stream, and with it the connection.
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > max) return null;
    pieces.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all.buffer;
}
