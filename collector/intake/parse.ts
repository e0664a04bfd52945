import { type Consent, type HitFlag, NO_CURRENCY, type Reason } from '../../db/model.ts';
import { WIRE_VERSION } from '../../tag/wire.ts';
import { cleanUrl } from '../lib/clean-url.ts';
import { isCurrency, moneyOf } from '../lib/money.ts';
import { keepable } from '../lib/text.ts';

/** Bytes of a body that are taken; the tag sends at most 16 kB. */
export const BODY_MAX = 64 * 1024;
/** Hits of one batch. */
export const HITS_MAX = 100;

const LIMIT = {
  tag: 100,
  url: 2048,
  title: 1024,
  event: 100,
  key: 256,
  externalId: 512,
  props: 4096,
};

const HEX_ID = /^[0-9a-f]{32}$/;
const EVENT_NAME = /^[A-Za-z0-9_-]{1,20}$/;
/** What the tag may say; the others are found out here. */
const FLAGS: readonly HitFlag[] = [
  'twice',
  'no-tags',
  'no-name',
  'not-initialised',
  'swapped',
  'ignored',
  'queued',
  'csp',
];

/** A hit as somebody claims it: read, bounded and made safe to keep, but not yet admitted. */
export interface ParsedHit {
  id: string;
  tagId: string;
  event: string | null;
  visitor: string | null;
  click: string | null;
  /** Cleaned http(s) address. */
  url: string | null;
  referrer: string | null;
  title: string | null;
  /** Milliseconds, as claimed: any number. */
  age: number;
  value: ReturnType<typeof moneyOf>;
  dedupKey: string | null;
  externalId: string | null;
  props: string | null;
  language: string | null;
  screen: string | null;
  consent: Consent | null;
  /** What came as test token, with the batch or the image; whether it is one is asked later. */
  test: string | null;
  flags: HitFlag[];
  /** As claimed: a whole number, or null. */
  sequence: number | null;
  /** Pieces that were cut, by the tag (as it claims) and by us. */
  cuts: number;
}

/** A hit that could not be read; with its id and tag id where those could. */
export interface BadHit {
  bad: Reason;
  id: string | null;
  tagId: string | null;
}

export type Parsed = ParsedHit | BadHit;

type Fields = ReadonlyMap<string, unknown>;

/** The own fields of a JSON object. A map, so that `__proto__` is a name like any other. */
function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

function text(fields: Fields, name: string, max: number): string | null {
  const value = fields.get(name);
  if (typeof value !== 'string') return null;
  return keepable(value, max).trim() || null;
}

function matching(fields: Fields, name: string, shape: RegExp): string | null {
  const value = fields.get(name);
  return typeof value === 'string' && shape.test(value) ? value : null;
}

function wholeIn(fields: Fields, name: string, max: number): number | null {
  const value = fields.get(name);
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= max ? Number(value) : null;
}

/** What stands where the tag id stands; whether it is anybody's is asked later. */
function tagIdIn(fields: Fields): string | null {
  return text(fields, 'tag', LIMIT.tag)?.toLowerCase() ?? null;
}

/** An http(s) address, cleaned of what must not be kept; null for anything else. */
export function addressIn(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const address = keepable(value, LIMIT.url).trim();
  if (!/^https?:\/\//i.test(address)) return null;
  const cleaned = cleanUrl(address);
  return URL.canParse(cleaned) ? cleaned : null;
}

/** The literal text "undefined" is what careless sites send for nothing. */
function given(value: string | null): string | null {
  return value === 'undefined' ? null : value;
}

/** A plain decimal number, as a site writes one: no separators, no signs, no currency. */
const AMOUNT = /^\s*\d+(?:\.\d+)?\s*$/;

function moneyIn(fields: Fields): ReturnType<typeof moneyOf> {
  const value = fields.get('value');
  const amount = typeof value === 'string' && AMOUNT.test(value) ? Number(value) : value;
  if (typeof amount !== 'number' || amount < 0) return null;
  const currency = fields.get('currency');
  const code = typeof currency === 'string' ? currency.toUpperCase() : NO_CURRENCY;
  return moneyOf(amount, isCurrency(code) ? code : NO_CURRENCY);
}

function testIn(fields: Fields): string | null {
  return matching(fields, 'test', /^[A-Za-z0-9_-]{1,100}$/);
}

function consentIn(fields: Fields): Consent | null {
  const consent = fields.get('consent');
  return consent === 'granted' || consent === 'denied' ? consent : null;
}

/** JSON text, or none for what is nested deeper than the stack: it can be read, but not written. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '{}';
  }
}

/** Further properties as JSON text; what is over the limit is left out whole, because a cut would be no JSON. */
function propsIn(fields: Fields): string | null {
  const props = fields.get('props');
  if (fieldsOf(props) === null) return null;
  const json = keepable(jsonOf(props), LIMIT.props + 1);
  return json.length > LIMIT.props || json === '{}' ? null : json;
}

/** Everything of a hit but its page, which an image need not have. */
function readFields(fields: Fields, url: string | null, age: number, test: string | null): Parsed {
  const id = matching(fields, 'id', HEX_ID);
  const tagId = tagIdIn(fields);
  const event = text(fields, 'event', LIMIT.event);
  const named = fields.get('event') === undefined || event !== null;
  if (id === null || tagId === null || !named) return { bad: 'bad_hit', id, tagId };
  const flags = fields.get('flags');
  const value = event === null ? null : moneyIn(fields);
  const unreadable = event !== null && value === null && fields.has('value');
  return {
    id,
    tagId,
    event,
    visitor: matching(fields, 'visitor', HEX_ID),
    click: matching(fields, 'click', HEX_ID),
    url,
    referrer: addressIn(fields.get('referrer')),
    title: text(fields, 'title', LIMIT.title),
    age,
    value,
    dedupKey: given(text(fields, 'key', LIMIT.key)),
    externalId: given(text(fields, 'externalId', LIMIT.externalId)),
    props: propsIn(fields),
    language: matching(fields, 'language', /^[A-Za-z0-9-]{1,35}$/),
    screen: matching(fields, 'screen', /^\d{1,5}x\d{1,5}$/),
    consent: consentIn(fields),
    test,
    sequence: wholeIn(fields, 'seq', Number.MAX_SAFE_INTEGER),
    cuts: wholeIn(fields, 'cuts', 1000) ?? 0,
    flags: [
      ...FLAGS.filter((flag) => Array.isArray(flags) && flags.includes(flag)),
      ...(event === null || EVENT_NAME.test(event) ? [] : (['odd-name'] as const)),
      ...(unreadable ? (['bad-value'] as const) : []),
    ],
  };
}

/** Reads one hit of a batch, which came with a test token or without. */
export function parseHit(value: unknown, test: string | null): Parsed {
  const fields = fieldsOf(value) ?? new Map<string, unknown>();
  const url = addressIn(fields.get('url'));
  const age = fields.get('age');
  const parsed = readFields(fields, url, typeof age === 'number' ? age : 0, test);
  const whole = url !== null && typeof age === 'number';
  return 'bad' in parsed || whole ? parsed : { bad: 'bad_hit', id: parsed.id, tagId: parsed.tagId };
}

/** Reads the hit of an image, from its query and Referer. */
export function imageHit(query: Record<string, string | undefined>): Parsed {
  const given = Object.entries({ ...query, tag: query.tagId }).filter(([, value]) => value !== undefined);
  const fields = new Map<string, unknown>(given);
  return readFields(fields, query.url ?? null, 0, testIn(fields));
}

/** Reads a JSON body; undefined where it is none. */
export function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Bytes of `POST /hit` to hits, or to the reason why the whole body is refused. */
export function parseBatch(bytes: ArrayBuffer): Parsed[] | Reason {
  const fields = fieldsOf(parseJson(bytes));
  const hits = fields?.get('hits');
  if (fields?.get('v') !== WIRE_VERSION || !Array.isArray(hits) || hits.length === 0)
    return 'unreadable_body';
  if (hits.length > HITS_MAX) return 'too_large';
  const test = testIn(fields);
  return hits.map((hit) => parseHit(hit, test));
}

/** Bytes of `POST /identify`. */
export interface ParsedIdentify {
  tagId: string | null;
  visitor: string | null;
  idToken: string | null;
  /** Somebody sent a user id, which proves nothing. */
  bareUserId: boolean;
  consent: Consent | null;
}

/** Reads `POST /identify`; null where it is no JSON object. */
export function parseIdentify(bytes: ArrayBuffer): ParsedIdentify | null {
  const fields = fieldsOf(parseJson(bytes));
  if (fields === null) return null;
  return {
    tagId: tagIdIn(fields),
    visitor: matching(fields, 'visitor', HEX_ID),
    idToken: matching(fields, 'idToken', /^[\x21-\x7e]{1,8192}$/),
    bareUserId: ['userId', 'lineUserId', 'profile'].some((name) => fields.has(name)),
    consent: consentIn(fields),
  };
}
