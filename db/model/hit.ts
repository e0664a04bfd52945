import type { Money } from './money.ts';
import type { Instant } from './time.ts';

/** The event that the conversion code sends; what it counts for is said by a custom conversion, as for any. */
export const CONVERSION_CODE_EVENT = 'Conversion';

/** Numbers of hits begin anywhere below half of this, or (before build 3) at the second of the first one. */
export const SEQUENCES = 2 ** 32;

/** What brought a hit: the script, the image without script, or a server of the site. */
export const CHANNELS = ['tag', 'image', 'server'] as const;
export type Channel = (typeof CHANNELS)[number];

export const HIT_FLAGS = [
  'twice',
  'no-tags',
  'no-name',
  'not-initialised',
  'age-clamped',
  'odd-name',
  'bad-value',
  'swapped',
  'ignored',
  'queued',
  'csp',
  'bad-currency',
  'bad-key',
] as const;
export type HitFlag = (typeof HIT_FLAGS)[number];

export const DEVICES = ['desktop', 'mobile', 'tablet', 'other'] as const;
export type Device = (typeof DEVICES)[number];

/** A browser, read once from its user-agent text. */
export interface Agent {
  /** User-agent text, cut to 512 characters. */
  text: string;
  browser: string;
  os: string;
  device: Device;
  /** True inside LINE's own in-app browser. */
  lineApp: boolean;
}

export interface Page {
  /** Whole cleaned address. */
  url: string;
  /** Host and path: what "top pages" groups by. */
  page: string;
}

/** A hit that has been admitted and is about to be stored. */
export interface NewHit {
  accountId: number;
  id: string;
  channel: Channel;
  /** Null for a page view. */
  event: string | null;
  visitor: string | null;
  /** Click id carried by the landing page. */
  click: string | null;
  receivedAt: Instant;
  at: Instant;
  page: Page | null;
  referrer: string | null;
  title: string | null;
  /** Where a visit came in from: utm_source, LINE, a referring host, `` for direct; null within the site. */
  source: string | null;
  agent: Agent | null;
  value: Money | null;
  dedupKey: string | null;
  externalId: string | null;
  /** JSON text of further properties. */
  props: string | null;
  /** Which hit of this browser on this site it is, counting from any start: a missing one was lost. Below SEQUENCES. */
  sequence: number | null;
  /** Pieces that were cut from address, referrer and title, by the tag and by us. */
  cuts: number;
  /** Two letters of ISO 3166-1, from the network address, which is not kept. */
  country: string | null;
  language: string | null;
  screen: string | null;
  flags: HitFlag[];
}
