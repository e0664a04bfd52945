import { type Account, type Agent, type Channel, DAY, type NewHit, type Page } from '../../db/model.ts';
import { type Cleaned, cleanUrl } from '../lib/clean.ts';
import type { CountryOf } from '../lib/country.ts';
import type { HeaderTexts } from '../lib/header-texts.ts';
import { pageUrl } from '../lib/page-url.ts';
import { agentOf } from './agent.ts';
import type { ParsedHit } from './parse.ts';
import { sourceOf } from './source.ts';

/** A hit queued by an earlier page may be this old; older is taken as this old, and flagged. */
export const AGE_MAX = 7 * DAY;

/** What every step of intake is told of a request. */
export interface Request {
  channel: Channel;
  headers: HeaderTexts;
  receivedAt: number;
  agent: Agent | null;
  /** Network address of the client; never stored. */
  address: string;
  /** Of that address; null where it is not the visitor's own, or not known. */
  country: string | null;
  /** How old a hit may be; older is taken as this old, and flagged. */
  ageMax: number;
}

export function requestOf(
  channel: Channel,
  headers: HeaderTexts,
  receivedAt: number,
  address: string,
  countryOf: CountryOf,
): Request {
  return {
    channel,
    headers,
    receivedAt,
    agent: agentOf(headers.get('user-agent')),
    address,
    country: countryOf(address),
    ageMax: AGE_MAX,
  };
}

/** Global Privacy Control: counted in totals, with nobody behind it. */
function isPrivate(headers: HeaderTexts): boolean {
  return headers.get('sec-gpc') === '1';
}

/** The language a browser asks for first; the tag need not repeat what the header says. */
function preferredLanguage(headers: HeaderTexts): string | null {
  const accepted = headers.get('accept-language');
  return accepted === null ? null : (/^[A-Za-z-]{2,35}/.exec(accepted)?.[0] ?? null);
}

/** An address, and what "top pages" groups it by. */
function pageOf(url: string): Page {
  const { host = '', pathname = '' } = pageUrl(url) ?? {};
  return { url, page: host + pathname };
}

/** An address without the parameters that the account has cut beside those that always are. */
export function cutAgain(address: string | null, { cutParams }: Account): Cleaned | null {
  if (address === null) return null;
  return cutParams.length > 0 ? cleanUrl(address, cutParams) : { text: address, cuts: 0 };
}

/** When a hit was made: its age is a claim, and bounded. */
export function madeAt(age: number, receivedAt: number, ageMax: number = AGE_MAX): number {
  return receivedAt - Math.round(Math.min(Math.max(age, 0), ageMax));
}

/** An admitted claim as the fact that is stored: whose it is, when it was, where it came from. */
export function newHit(parsed: ParsedHit, account: Account, request: Request): NewHit {
  const at = madeAt(parsed.age, request.receivedAt, request.ageMax);
  const hidden = isPrivate(request.headers);
  const click = hidden ? null : parsed.click;
  const url = cutAgain(parsed.url, account);
  const referrer = cutAgain(parsed.referrer, account);
  const lineApp = request.agent?.lineApp ?? false;
  return {
    accountId: account.id,
    id: parsed.id,
    channel: request.channel,
    event: parsed.event,
    visitor: hidden ? null : parsed.visitor,
    click,
    receivedAt: request.receivedAt,
    at,
    page: url && pageOf(url.text),
    referrer: referrer?.text ?? null,
    title: parsed.title,
    source:
      parsed.event === null && url
        ? sourceOf({ url: url.text, referrer: referrer?.text ?? null, click, lineApp })
        : null,
    agent: request.agent,
    value: parsed.value,
    dedupKey: parsed.dedupKey,
    externalId: hidden ? null : parsed.externalId,
    props: parsed.props,
    country: request.country,
    language: parsed.language ?? preferredLanguage(request.headers),
    screen: parsed.screen,
    sequence: hidden ? null : parsed.sequence,
    cuts: parsed.cuts + (url?.cuts ?? 0) + (referrer?.cuts ?? 0),
    flags:
      request.receivedAt - at === Math.round(parsed.age) ? parsed.flags : [...parsed.flags, 'age-clamped'],
  };
}
