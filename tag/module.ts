import { begin } from './consent.ts';
import { guard } from './lib/guard.ts';
import { call } from './queue.ts';
import { start } from './start.ts';

declare global {
  interface Window {
    /** The call that codes on the page make, in LINE's own shapes and ours; it goes to the same tag. */
    _lt?: (...call: unknown[]) => void;
    /** The queue of those calls. */
    _ltq?: ArrayLike<unknown>[];
  }
}

/** The events that LINE gives a name; any other name is a custom event, of up to 20 letters, digits, `_` and `-`. */
export type StandardEvent =
  | 'Conversion'
  | 'ViewItemDetail'
  | 'AddToCart'
  | 'InitiateCheckOut'
  | 'Purchase'
  | 'GenerateLead'
  | 'CompleteReservation'
  | 'CompleteRegistration';

/** A standard event or a name of the site's own. */
export type EventName = StandardEvent | (string & Record<never, never>);

/** What an event may carry. Properties of the site's own are kept with it, up to 4,000 characters as JSON. */
export interface EventParams {
  /** What it is worth, in units of `currency`: 1980, 12.5. */
  value?: number | undefined;
  /** ISO 4217: `JPY`. */
  currency?: string | undefined;
  /** Events of the same name and key within 30 days count once; the number of the order, say. */
  deduplicationKey?: string | undefined;
  /** The site's own id of the person, best hashed. */
  externalId?: string | undefined;
  itemIds?: readonly (string | number)[] | undefined;
  quantity?: number | readonly number[] | undefined;
  [property: string]: unknown;
}

/** The parameters of an event as a site's own type has them: what the tag knows by name has its type, the rest any. */
type Checked<Params> = {
  [Name in keyof Params]: Name extends
    | 'value'
    | 'currency'
    | 'deduplicationKey'
    | 'externalId'
    | 'itemIds'
    | 'quantity'
    ? EventParams[Name]
    : Params[Name];
};

/** One tag id or several; without any, those of every `init`. */
export type TagIds = string | readonly string[];

/** What `init` is told. */
export interface InitOptions {
  /** Address of the collector: `https://t.example`, or with a path behind it. */
  collector: string;
  /** The account's tag id, or those of several accounts. */
  tagId: TagIds;
  /** `required`: nothing is sent or kept until `consent('granted')`. */
  consent?: 'assumed' | 'required' | undefined;
  /** Counts page views of a single-page app by itself: by its history calls, or by routes behind `#/` or `#!`. */
  spa?: 'history' | 'hash' | undefined;
  /** Domains that a visitor is known on as one, when a link leads from one to another. */
  autoLinkDomains?: readonly string[] | undefined;
  /** The domain that the visitor's cookie stands on; by default the widest that the browser accepts. */
  sharedCookieDomain?: string | undefined;
  /** Query parameters to cut from addresses before anything is sent. */
  cut?: readonly string[] | undefined;
}

/** The collector that this page reports to; empty before the first `init`. */
let collector = '';
/** Tag ids of every `init` so far. */
const known: string[] = [];
/** Calls from before the first `init`. */
const early: (() => void)[] = [];

/** Without types a site may well give nothing. */
const listOf = (tagIds: TagIds | undefined): readonly string[] =>
  typeof tagIds === 'string' ? [tagIds] : (tagIds ?? []);

/** Where calls go: to the tag in this module, or to one that was on the page before. */
let reach = (args: unknown[]): void => {
  call(args);
};

/** Whether this is a server: it has no page, and nothing happens there. Some have a `window` all the same. */
const isServer = () => typeof window === 'undefined' || typeof addEventListener === 'undefined';

/** Makes the calls from before the first `init`. */
const sayEarly = (): void => {
  for (const run of early.splice(0)) guard(run)();
};

/** Makes a call as a page does, once there is a collector, and behind those that wait. */
const say = (make: () => unknown[]): void => {
  if (isServer()) return;
  if (!collector) early.push(() => reach(make()));
  else {
    sayEarly();
    reach(make());
  }
};

const getter = () => Object.getOwnPropertyDescriptor(window, '_lt')?.get;

/** Starts the tag, unless one is on the page already, by a code or by another copy of this module: then it gets the calls. */
const launch = (src: string, consent: unknown): void => {
  const before = getter();
  // Before any call that waits; what was said earlier is replayed after it, so a yes is heard.
  if (consent) begin(consent);
  start(src);
  if (getter() === before) reach = (args) => window._lt?.(...args);
};

/**
 * Starts the tag on this page for an account, once; a further `init` adds the tag ids of another account at the same
 * collector. It counts nothing yet: call `pageView` as well. Throws a TypeError where the collector is no address,
 * or is another than before.
 */
export function init({ collector: address, tagId, ...options }: InitOptions): void {
  if (isServer()) return;
  // Some give the address of the script.
  const { href: root, protocol } = new URL(`${address.replace(/\/+(lt[.\d]*\.js)?$/, '')}/`);
  if (!protocol.startsWith('http')) throw new TypeError(`${address} is no address of http or https`);
  if (collector && root !== collector) throw new TypeError(`the tag was started for ${collector}`);
  if (!collector) launch(`${root}lt.js`, options.consent);
  collector = root;
  const added = listOf(tagId).filter((id) => !known.includes(id));
  if (added.length > 0) reach(['init', { ...options, tagId: added }]);
  known.push(...added);
  // Not at once: another init may follow, and what was called before is for all of them.
  queueMicrotask(sayEarly);
}

/** Counts a view of the page at its present address. Asking again for the same view counts nothing. */
export function pageView(tagIds?: TagIds): void {
  say(() => ['send', 'pv', listOf(tagIds ?? known)]);
}

/** Sends an event, at the end of the running task, so that it survives the page being left. */
export function event<Params extends object>(
  name: EventName,
  params?: EventParams | (Params & Checked<Params>),
  tagIds?: TagIds,
): void {
  say(() => ['send', 'cv', { ...params, type: name }, listOf(tagIds ?? known)]);
}

/** Says what the visitor answered; not remembered, so say it on every page. `denied` takes away all that is kept. */
export function consent(answer: 'granted' | 'denied'): void {
  say(() => ['consent', answer]);
}

/** Ties this browser to a LINE user by an ID token of LIFF or LINE Login, which the collector has LINE verify. */
export function identify(proof: { idToken: string }, tagIds?: TagIds): void {
  say(() => ['identify', { ...proof }, listOf(tagIds ?? known)]);
}

/** Adds properties to every page view and event that follows on this page. */
export function set(params: object): void {
  say(() => ['set', params]);
}
