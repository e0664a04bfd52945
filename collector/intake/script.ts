import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { TaglineError } from '../../db/error.ts';
import { PATH } from '../../tag/wire.ts';

/** How long a browser may keep the script whose content changes before it asks again, in seconds. */
const MOVING_AGE = 3600;
/** Every other name stands for one content for ever. */
const FIXED_AGE = 31_536_000;

/** A built file of the tag. */
export interface Script {
  /** File name: `lt.js`, `lt.3.js`, `lt-more.0a1b2c3d.js`. */
  name: string;
  source: Uint8Array<ArrayBuffer>;
}

/** A numbered build, for pages that pin one. */
export interface Build {
  number: number;
  name: string;
  /** Value for the integrity attribute of a script element. */
  integrity: string;
}

/** The numbered builds, the latest first. */
export function buildsOf(scripts: Script[]): Build[] {
  const builds = scripts.flatMap(({ name, source }) => {
    const number = /^lt\.(\d+)\.js$/.exec(name)?.[1];
    if (number === undefined) return [];
    const integrity = `sha384-${createHash('sha384').update(source).digest('base64')}`;
    return [{ number: Number(number), name, integrity }];
  });
  return builds.sort((a, b) => b.number - a.number);
}

/** What a request takes: codings that it names and does not refuse, in lower case. */
function acceptedBy(request: Request): Set<string> {
  const codings = parseAccept((request.headers.get('accept-encoding') ?? '').toLowerCase());
  return new Set(codings.flatMap(({ type, q }) => (q > 0 ? type : [])));
}

/** Whether a request has one content already. A proxy may have made its tag a weak one. */
function isKnown(request: Request, etag: string): boolean {
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim());
  return known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);
}

/** How a script is made smaller, the best way first. */
const CODINGS: { encoding: string; compress(source: Uint8Array): Uint8Array }[] = [
  { encoding: 'br', compress: (source) => brotliCompressSync(source) },
  { encoding: 'gzip', compress: (source) => gzipSync(source, { level: 9 }) },
];

function serveScript({ name, source }: Script): (request: Request) => Response {
  const hash = createHash('sha256').update(source).digest('base64url');
  const age = `/${name}` === PATH.script ? `max-age=${MOVING_AGE}` : `max-age=${FIXED_AGE}, immutable`;
  // Made when it is first asked for: few of the old builds ever are, and all of them would keep a start waiting.
  const bodies = CODINGS.map(({ encoding, compress }) => {
    let made: Uint8Array<ArrayBuffer> | undefined;
    return { encoding, body: () => (made ??= new Uint8Array(compress(source))) };
  });
  return (request) => {
    const accepted = acceptedBy(request);
    const { encoding = null, body = () => source } = bodies.find((one) => accepted.has(one.encoding)) ?? {};
    // A strong tag stands for the bytes that are sent.
    const etag = encoding === null ? `"${hash}"` : `"${hash}-${encoding}"`;
    const headers = new Headers({
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': `public, ${age}`,
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
      ETag: etag,
    });
    if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
    if (encoding !== null) headers.set('Content-Encoding', encoding);
    return new Response(body(), { headers });
  };
}

/**
 * `GET /lt.js`, `/lt.NUMBER.js` and `/lt-more.HASH.js`: the tag, its numbered builds, and what it loads where a page asks
 * for more. Each is compressed once, for pages of any site.
 */
export function scriptRoutes(scripts: Script[]) {
  const served = new Map(scripts.map((script) => [script.name, serveScript(script)]));
  return new Hono().get('/:file{lt(?:[\\w.-]+)?\\.js}', (c) => {
    const answer = served.get(c.req.param('file'));
    if (!answer) throw new TaglineError('not_found', 'not_found', 'There is no such build of the tag.');
    return answer(c.req.raw);
  });
}
