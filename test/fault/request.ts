import fc from 'fast-check';
import { CHROME, hex } from '../support/tagline.ts';
import { NAUGHTY } from './naughty.ts';

/** A request as the noise makes it. */
export interface Noise {
  method: string;
  /** With its query. */
  path: string;
  headers: [name: string, value: string][];
  body: Uint8Array | null;
}

/** A route of the program: its path with the parameters named, and the fields its body is said to have. */
export interface Route {
  method: string;
  path: string;
  fields: string[];
}

/** What is there to be named by a request. */
export interface Names {
  tag: string;
  apiKey: string;
  metricsKey: string;
  cookie: string;
  origin: string;
}

const naughty = fc.constantFrom(...NAUGHTY);
const text = fc.oneof(naughty, fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ maxLength: 30 }));
const address = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('https://shop.test/', 'http://shop.test/a?b=c#d', 'https://else.test/x'),
  },
  { weight: 1, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true, size: 'small' }) },
  { weight: 2, arbitrary: text },
);
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, 1e308, 2 ** 53 + 1, -1, 1e-300, 1.5),
);
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.dictionary(text, scalar, { maxKeys: 5 }) },
);

const id = fc.nat(100_000).map(hex);

/** A value that a field of this name may well have, or one that it may not. */
function likely(name: string, { tag }: Names): fc.Arbitrary<unknown> {
  const good: Record<string, fc.Arbitrary<unknown>> = {
    tag: fc.constant(tag),
    id,
    visitor: id,
    browser_id: id,
    click: id,
    hop: id,
    url: address,
    referrer: address,
    destination: address,
    age: fc.nat(10_000_000),
    value: fc.nat(1_000_000),
    currency: fc.constantFrom('JPY', 'THB', 'KWD', 'jpy', 'XXX'),
    event: fc.constantFrom('Purchase', 'Conversion', 'undefined', 'x'),
    event_name: fc.constantFrom('Purchase', 'x'),
    event_timestamp: fc.constantFrom(1_795_143_600, 1_795_143_600_000, '2026-11-20T03:00:00Z', 0, -1),
    consent: fc.constantFrom('granted', 'denied'),
    flags: fc.array(fc.constantFrom('twice', 'csp', 'x'), { maxLength: 3 }),
    idToken: fc.string({ maxLength: 40 }),
    line_uid: fc.constant('U0123456789abcdef0123456789abcdef'),
    timeZone: fc.constantFrom('Asia/Tokyo', 'UTC', 'Apia'),
    domains: fc.array(fc.domain(), { maxLength: 3 }),
    name: fc.string({ minLength: 1, maxLength: 20 }),
  };
  return fc.oneof({ weight: 3, arbitrary: good[name] ?? value }, { weight: 1, arbitrary: value });
}

function objectOf(fields: string[], names: Names, requiredKeys: string[] = []): fc.Arbitrary<object> {
  const shape = Object.fromEntries(fields.map((name) => [name, likely(name, names)]));
  return fc.record(shape, { requiredKeys });
}

const HIT_FIELDS = [
  ...[
    'id',
    'tag',
    'url',
    'age',
    'event',
    'visitor',
    'click',
    'referrer',
    'title',
    'value',
    'currency',
    'key',
  ],
  ...['externalId', 'props', 'language', 'screen', 'consent', 'flags', 'seq', 'cuts', 'extra'],
];
const EVENT_FIELDS = [
  ...[
    'event_name',
    'event_type',
    'event_timestamp',
    'deduplication_key',
    'id',
    'browser_id',
    'line_uid',
    'click_id',
  ],
  ...[
    'value',
    'currency',
    'quantity',
    'item_ids',
    'props',
    'url',
    'referrer',
    'title',
    'consent',
    'test_flag',
    'phone',
  ],
];

/** The body of a route, as JSON: made of its fields, or of anything. */
function json({ method, path, fields }: Route, names: Names): fc.Arbitrary<unknown> {
  if (method === 'GET' || method === 'HEAD') return fc.constant(undefined);
  if (path === '/hit') {
    const hits = fc.array(
      fc.oneof({ weight: 9, arbitrary: objectOf(HIT_FIELDS, names, ['id', 'tag', 'url', 'age']) }, value),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    const batch = fc.record({ v: fc.constant(1), hits }).map((one): unknown => one);
    return fc.oneof(
      { weight: 8, arbitrary: batch },
      value,
      fc.record({ v: value, hits: value, test: value }),
    );
  }
  if (path === '/v1/conversions') {
    const event = objectOf(EVENT_FIELDS, names, ['event_name']);
    return fc.oneof(
      event,
      fc.array(event, { maxLength: 4 }),
      fc.record({ events: fc.array(event, { maxLength: 3 }) }),
      value,
    );
  }
  return fc.oneof({ weight: 4, arbitrary: objectOf(fields, names) }, { weight: 1, arbitrary: value });
}

const utf8 = new TextEncoder();

function bodyOf(route: Route, names: Names): fc.Arbitrary<Uint8Array | null> {
  if (route.method === 'GET' || route.method === 'HEAD') return fc.constant(null);
  const whole = json(route, names).map((one) => utf8.encode(JSON.stringify(one) ?? ''));
  return fc.oneof(
    { weight: 120, arbitrary: whole },
    // Over one limit or another, by a byte or by much; JSON may end in blanks.
    {
      weight: 1,
      arbitrary: fc
        .tuple(whole, fc.constantFrom(64 * 1024, 64 * 1024 + 1, 256 * 1024 + 1, 2 * 1024 * 1024 + 1))
        .map(([bytes, size]) => Buffer.concat([bytes, Buffer.alloc(Math.max(0, size - bytes.length), ' ')])),
    },
    { weight: 10, arbitrary: fc.uint8Array({ maxLength: 300 }) },
    { weight: 10, arbitrary: naughty.map((one) => utf8.encode(one)) },
    // Cut off, or with a byte of it changed.
    { weight: 10, arbitrary: fc.tuple(whole, fc.nat(1000)).map(([bytes, at]) => bytes.slice(0, at)) },
    {
      weight: 10,
      arbitrary: fc
        .tuple(whole, fc.nat(1000), fc.nat(255))
        .map(([bytes, at, to]) => bytes.with(at % (bytes.length || 1), to)),
    },
  );
}

/** What a header may hold at all: the rest no client can send. */
const headerText = text.map((one) =>
  one
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '')
    .trim()
    .slice(0, 4_000),
);

const HEADERS: Record<string, readonly string[]> = {
  'content-type': [
    'text/plain',
    'application/json',
    'application/json; charset=x',
    'text/html',
    'multipart/form-data',
  ],
  'content-encoding': ['gzip', 'identity', 'br', 'gzip, gzip'],
  'user-agent': [CHROME, 'Googlebot/2.1', 'Mozilla/5.0', ''],
  origin: ['https://shop.test', 'null', 'http://tagline.test', 'https://else.test'],
  referer: ['https://shop.test/x', 'about:blank'],
  host: ['tagline.test', 'shop.test', 'x:y:z'],
  'x-forwarded-for': ['1.2.3.4', '1.2.3.4, ::1', 'unknown', `${'1.1.1.1,'.repeat(200)}`],
  'accept-language': ['ja', 'th;q=0', '*'],
  'sec-purpose': ['prefetch'],
  'sec-gpc': ['1'],
  'sec-fetch-site': ['same-origin', 'cross-site'],
  'if-none-match': ['*', '"x"'],
  range: ['bytes=0-1', 'bytes=-1'],
  'last-event-id': ['1'],
  'x-http-method-override': ['DELETE'],
  expect: ['x'],
};

function headersOf(
  { path }: Route,
  { apiKey, metricsKey, cookie, origin }: Names,
): fc.Arbitrary<Noise['headers']> {
  const own: Noise['headers'] = [['user-agent', CHROME]];
  if (path.startsWith('/api'))
    own.push(['cookie', cookie], ['origin', origin], ['content-type', 'application/json']);
  if (path === '/v1/conversions')
    own.push(['authorization', `Bearer ${apiKey}`], ['content-type', 'application/json']);
  if (path === '/metrics') own.push(['authorization', `Bearer ${metricsKey}`]);
  const odd = fc
    .constantFrom(...Object.keys(HEADERS), 'cookie', 'authorization', 'x-any')
    .chain((name) =>
      fc.tuple(fc.constant(name), fc.oneof(fc.constantFrom(...(HEADERS[name] ?? [''])), headerText)),
    );
  return fc
    .oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(odd, { maxLength: 4 }) },
    )
    .map((more) => [...new Map([...own, ...more])]);
}

const QUERY = [
  ...[
    'from',
    'to',
    'days',
    'timezone',
    'model',
    'window',
    'filter',
    'page',
    'device',
    'country',
    'source',
    'event',
    'sort',
  ],
  ...[
    'limit',
    'cursor',
    'after',
    't_id',
    'c_t',
    'e',
    'value',
    'currency',
    'type',
    'hits',
    'test',
    'noscript',
    'u',
    'broadcast',
  ],
];

function pathOf({ path }: Route, { tag }: Names): fc.Arbitrary<string> {
  const escaped = text.map((one) => encodeURIComponent(Buffer.from(one).toString()).slice(0, 500));
  const segment = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('1', '2', 'letter', 'silence', 'lt.js') },
    escaped,
  );
  const parts = path.split('/').map((part) => (/[:*]/.test(part) ? segment : fc.constant(part)));
  const query = fc.array(
    fc.tuple(
      fc.constantFrom(...QUERY),
      fc.oneof(escaped, fc.constant(tag), fc.constantFrom('2026-11-01', 'pv', '7')),
    ),
    { maxLength: 4 },
  );
  return fc.tuple(fc.tuple(...parts), query).map(([segments, pairs]) => {
    const asked = pairs.map(([name, one]) => `${name}=${one}`).join('&');
    return segments.join('/') + (asked && `?${asked}`);
  });
}

/** Requests for all of these routes; those that take hits come more often. */
export function requests(routes: Route[], names: Names): fc.Arbitrary<Noise> {
  return fc.oneof(
    ...routes.map((route) => ({
      weight: route.path === '/hit' ? 60 : /^\/(tag\.gif|v1|r|identify|hop)/.test(route.path) ? 8 : 1,
      arbitrary: fc.record({
        method: fc.oneof(
          { weight: 30, arbitrary: fc.constant(route.method) },
          { weight: 1, arbitrary: fc.constantFrom('HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH') },
        ),
        path: pathOf(route, names),
        headers: headersOf(route, names),
        body: bodyOf(route, names),
      }),
    })),
  );
}
