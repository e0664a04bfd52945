import {
  CONVERSION_CODE_EVENT,
  type Consent,
  type HitFlag,
  type Money,
  type Reason,
  SEQUENCES,
} from '../../db/model.ts';
import { WIRE_VERSION } from '../../tag/wire.ts';
import { type Cleaned, cleanTitle, cleanUrl } from '../lib/clean.ts';
import { pageUrl } from '../lib/page-url.ts';
import { keepable } from '../lib/text.ts';
import { type BadHit, eventClaimed, placeClaimed } from './bad-hit.ts';
import { ownId } from './own-id.ts';
import { valueIn } from './value.ts';

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

/** Whether LINE would take this name of an event. */
export function isEventName(name: string): boolean {
  return EVENT_NAME.test(name);
}

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
  value: Money | null;
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

export type Parsed = ParsedHit | BadHit;

/** A JSON object. Only names that no object has by itself are asked of it, so `__proto__` is a name like any other. */
type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields | null {
  return isFields(value) ? value : null;
}

function text(fields: Fields, name: string, max: number): string | null {
  const value = fields[name];
  if (typeof value !== 'string') return null;
  return keepable(value, max).trim() || null;
}

function matching(fields: Fields, name: string, shape: RegExp): string | null {
  const value = fields[name];
  return typeof value === 'string' && shape.test(value) ? value : null;
}

function wholeIn(fields: Fields, name: string, max: number): number | null {
  const value = fields[name];
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= max ? Number(value) : null;
}

/** What stands where the tag id stands; whether it is anybody's is asked later. */
function tagIdIn(fields: Fields): string | null {
  return text(fields, 'tag', LIMIT.tag)?.toLowerCase() ?? null;
}

/** An http(s) address, cleaned of what must not be kept; null for anything else. */
export function addressIn(value: unknown): Cleaned | null {
  if (typeof value !== 'string') return null;
  const address = keepable(value, LIMIT.url).trim();
  if (!/^https?:\/\//i.test(address)) return null;
  const cleaned = cleanUrl(address);
  return pageUrl(cleaned.text) === null ? null : cleaned;
}

function testIn(fields: Fields): string | null {
  return matching(fields, 'test', /^[A-Za-z0-9_-]{1,100}$/);
}

function consentIn(fields: Fields): Consent | null {
  const consent = fields.consent;
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
  const { currency } = fields;
  const given = fieldsOf(fields.props);
  if (given === null && !Array.isArray(currency)) return null;
  // Dynamic ads name a currency for each item; such a list is a property like any other.
  const props = Object.fromEntries([
    ...Object.entries(given ?? {}),
    ...(Array.isArray(currency) ? [['currency', currency] as const] : []),
  ]);
  const json = keepable(jsonOf(props), LIMIT.props + 1);
  return json.length > LIMIT.props || json === '{}' ? null : json;
}

/** A hit that has not the form of one, with what could be read of it. */
function badHit(fields: Fields, url: Cleaned | null): BadHit {
  const event = eventClaimed(fields.event);
  const claim = { event, url: url?.text ?? placeClaimed(fields.url), consent: consentIn(fields) };
  return { bad: 'bad_hit', id: matching(fields, 'id', HEX_ID), tagId: tagIdIn(fields), claim };
}

/** Everything of a hit but its page, which an image need not have. */
function readFields(fields: Fields, url: Cleaned | null, age: number, test: string | null): Parsed {
  const id = matching(fields, 'id', HEX_ID);
  const tagId = tagIdIn(fields);
  const said = text(fields, 'event', LIMIT.event);
  // Templates print a variable that is missing as this word.
  const isBlank = typeof fields.event === 'string' && said === null;
  const event = said === 'undefined' || isBlank ? CONVERSION_CODE_EVENT : said;
  const named = fields.event === undefined || event !== null;
  if (id === null || tagId === null || !named) return badHit(fields, url);
  const { flags } = fields;
  const value = event === null ? null : valueIn(fields);
  const key = ownId(fields.key, LIMIT.key);
  const externalId = ownId(fields.externalId, LIMIT.externalId);
  const referrer = addressIn(fields.referrer);
  const title = text(fields, 'title', LIMIT.title);
  const cleanedTitle = title === null ? null : cleanTitle(title);
  const ourCuts = (url?.cuts ?? 0) + (referrer?.cuts ?? 0) + (cleanedTitle?.cuts ?? 0);
  return {
    id,
    tagId,
    event,
    visitor: matching(fields, 'visitor', HEX_ID),
    click: matching(fields, 'click', HEX_ID),
    url: url?.text ?? null,
    referrer: referrer?.text ?? null,
    title: cleanedTitle?.text ?? null,
    age,
    value: value?.money ?? null,
    dedupKey: key.id,
    externalId: externalId.id,
    props: propsIn(fields),
    language: matching(fields, 'language', /^[A-Za-z0-9-]{1,35}$/),
    screen: matching(fields, 'screen', /^\d{1,5}x\d{1,5}$/),
    consent: consentIn(fields),
    test,
    sequence: wholeIn(fields, 'seq', SEQUENCES - 1),
    cuts: (wholeIn(fields, 'cuts', 1000) ?? 0) + ourCuts,
    flags: [
      ...(Array.isArray(flags) && flags.length > 0 ? FLAGS.filter((flag) => flags.includes(flag)) : []),
      ...(said !== event ? (['no-name'] as const) : []),
      ...(event === null || isEventName(event) ? [] : (['odd-name'] as const)),
      ...(value?.flags ?? []),
      ...(key.isBad || externalId.isBad ? (['bad-key'] as const) : []),
    ],
  };
}

/** Reads one hit of a batch, which came with a test token or without. */
export function parseHit(value: unknown, test: string | null): Parsed {
  const fields = fieldsOf(value) ?? {};
  const url = addressIn(fields.url);
  const age = fields.age;
  const parsed = readFields(fields, url, typeof age === 'number' ? age : 0, test);
  const whole = url !== null && typeof age === 'number';
  return 'bad' in parsed || whole ? parsed : badHit(fields, url);
}

/** Reads the hit of an image, from its query and Referer. */
export function imageHit(query: Record<string, string | undefined>): Parsed {
  const given = Object.entries({ ...query, tag: query.tagId }).filter(([, value]) => value !== undefined);
  const fields: Fields = Object.fromEntries(given);
  return readFields(fields, addressIn(query.url), 0, testIn(fields));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a JSON body; undefined where it is none. */
export function parseJson(bytes: ArrayBuffer | Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

/** A batch, as JSON, to hits, or to the reason why all of it is refused. */
export function parseBatch(batch: unknown): Parsed[] | Reason {
  const fields = fieldsOf(batch);
  const hits = fields?.hits;
  if (fields?.v !== WIRE_VERSION || !Array.isArray(hits) || hits.length === 0) return 'unreadable_body';
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
    bareUserId: ['userId', 'lineUserId', 'profile'].some((name) => Object.hasOwn(fields, name)),
    consent: consentIn(fields),
  };
}

/** `POST /hop`: with a visitor an announcement, without a question. */
export interface ParsedHop {
  tagId: string | null;
  hop: string;
  visitor: string | null;
  click: string | null;
  consent: Consent | null;
}

/** Reads `POST /hop`; null where it names no token. */
export function parseHop(bytes: ArrayBuffer): ParsedHop | null {
  const fields = fieldsOf(parseJson(bytes));
  const hop = fields && matching(fields, 'hop', HEX_ID);
  if (!fields || !hop) return null;
  return {
    tagId: tagIdIn(fields),
    hop,
    visitor: matching(fields, 'visitor', HEX_ID),
    click: matching(fields, 'click', HEX_ID),
    consent: consentIn(fields),
  };
}
