import { createHmac } from 'node:crypto';
import { type Account, type Channel, DAY, type NewIdentityLink, type Reason } from '../../db/model.ts';
import { mayIdentify } from '../identity/id-token.ts';
import { serverClaim } from '../identity/server-claim.ts';
import { cleanTitle } from '../lib/clean.ts';
import { sha256 } from '../lib/hash.ts';
import { readServerEvent, type ServerEvent } from '../lib/server-event.ts';
import { agentOf } from './agent.ts';
import { newHit, type Request } from './new-hit.ts';
import { addressIn, isEventName, type ParsedHit } from './parse.ts';
import { refuse, type Step } from './step.ts';

/** How far ahead the clock of a server may be; such an event is taken as of now, and flagged. */
const AHEAD_MAX = DAY;

/** The visitor of an event that names none: the same for the same LINE user or click, and nobody can guess it. */
export type VisitorOf = (accountId: number, of: 'user' | 'click', id: string) => string;

/** Makes such visitors. A browser that could tell one in advance could put its own hits under a LINE user. */
export function createVisitorOf(secret: string): VisitorOf {
  return (accountId, of, id) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['server visitor', accountId, of, id]))
      .digest('hex')
      .slice(0, 32);
}

/** Where events come from, and what holds for all of them. */
export interface ServerSource {
  account: Account;
  receivedAt: number;
  /** How old an event may be; older is refused. */
  ageMax: number;
  /** What brings them, or once did. */
  channel: Channel;
  /** What has no time of its own is refused, and not of now. */
  needsTime: boolean;
  visitorOf: VisitorOf;
  /** The id of an event that brought none; null where it could not be told from others. */
  idOf: (event: ServerEvent) => string | null;
}

/** A step whose hit a server sent: with who it says the visitor is, and the field that is wrong. */
export interface ServerStep extends Step {
  identityLink: NewIdentityLink | null;
  field: string | null;
}

/** No headers of the visitor's came with it. */
const NO_HEADERS = new Headers();

function requestFor(event: ServerEvent | null, source: ServerSource): Request {
  const { channel, receivedAt, ageMax } = source;
  return {
    channel,
    headers: NO_HEADERS,
    receivedAt,
    agent: agentOf(event?.user_agent ?? null),
    // A server's address says nothing of its customer.
    address: 'unknown',
    country: null,
    ageMax,
  };
}

/**
 * An id made of what an event says, so that the same event sent again is the same hit. Two purchases that say nothing
 * of their own cannot be told apart: null for what has neither key nor time.
 */
export function idOfContent(tagId: string, event: ServerEvent): string | null {
  if (event.deduplication_key === undefined && event.event_timestamp === undefined) return null;
  return derivedId(event, JSON.stringify([tagId, event]));
}

/** An id made of a text. It begins with the time, as those of the tag do, because ids in order are stored faster. */
export function derivedId({ event_timestamp: at }: ServerEvent, text: string): string {
  const time = at === undefined ? '' : at.toString(16).padStart(12, '0').slice(-12);
  return time + sha256(text).slice(0, 32 - time.length);
}

function clickIn({ click_id }: ServerEvent): string | null {
  const click = click_id?.toLowerCase() ?? '';
  return /^[0-9a-f]{32}$/.test(click) ? click : null; // LINE's own ad clicks look otherwise, and are not ours
}

function visitorIn(event: ServerEvent, { account, visitorOf }: ServerSource): string | null {
  if (event.browser_id !== undefined) return event.browser_id;
  if (event.line_uid !== undefined && mayIdentify(account, event.consent ?? null)) {
    return visitorOf(account.id, 'user', event.line_uid);
  }
  const click = clickIn(event);
  return click === null ? null : visitorOf(account.id, 'click', click);
}

function parsedOf(event: ServerEvent, id: string, source: ServerSource): ParsedHit | 'url' {
  const url = addressIn(event.url);
  if (event.url !== undefined && url === null) return 'url';
  const referrer = addressIn(event.referrer);
  const title = event.title ? cleanTitle(event.title) : null;
  const { receivedAt } = source;
  return {
    id,
    tagId: source.account.tagId,
    event: event.event,
    visitor: visitorIn(event, source),
    click: clickIn(event),
    url: url?.text ?? null,
    referrer: referrer?.text ?? null,
    title: title?.text ?? null,
    age: receivedAt - (event.event_timestamp ?? receivedAt),
    value: event.money,
    dedupKey: event.deduplication_key ?? null,
    externalId: event.external_id ?? null,
    props: event.json,
    language: event.language ?? null,
    screen: event.screen ?? null,
    consent: event.consent ?? null,
    test: null,
    sequence: null,
    cuts: (url?.cuts ?? 0) + (referrer?.cuts ?? 0) + (title?.cuts ?? 0),
    flags: event.event === null || isEventName(event.event) ? [] : ['odd-name'],
  };
}

/**
 * Why an event that was read is not stored. A key is proof enough of the site, and who speaks by it is no browser that
 * could be a bot; consent is the visitor's, whoever speaks.
 */
function objection(event: ServerEvent, parsed: ParsedHit, source: ServerSource): Reason | null {
  if (parsed.age > source.ageMax || parsed.age < -AHEAD_MAX) return 'bad_time';
  const { consent } = source.account;
  if (event.consent === 'denied' || (event.consent === undefined && consent === 'required')) return 'consent';
  return event.test_flag ? 'test' : null;
}

/** The way of one event of a server, up to the row that is to be written or the line of the account. */
export function serverStep(value: unknown, source: ServerSource): ServerStep {
  const { account } = source;
  const read = readServerEvent(value);
  const event = 'event' in read ? read.event : null;
  const request = requestFor(event, source);
  const bad = (field: string | null, id: string | null): ServerStep => ({
    ...refuse({ bad: 'bad_event', id, tagId: account.tagId, claim: null }, account, 'bad_event', request),
    identityLink: null,
    field,
  });
  if ('field' in read) return bad(read.field, read.id);
  if (source.needsTime && read.event.event_timestamp === undefined) return bad('event_timestamp', null);
  const id = read.event.id ?? source.idOf(read.event);
  if (id === null) return bad('id', null);
  const parsed = parsedOf(read.event, id, source);
  if (parsed === 'url') return bad('url', id);
  const reason = objection(read.event, parsed, source);
  if (reason !== null) {
    const field = reason === 'bad_time' ? 'event_timestamp' : null;
    return { ...refuse(parsed, account, reason, request), identityLink: null, field };
  }
  const hit = newHit(parsed, account, request);
  const { visitor, consent } = parsed;
  const userId = read.event.line_uid;
  return {
    parsed,
    account,
    request,
    outcome: { id, outcome: 'stored', reason: null },
    hit,
    tally: null,
    identityLink:
      visitor !== null && userId !== undefined
        ? serverClaim(account, { visitor, userId, consent }, hit.at)
        : null,
    field: null,
  };
}
