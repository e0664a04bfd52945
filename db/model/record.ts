import type { Money } from './money.ts';
import type { Rule } from './rule.ts';
import type { Instant } from './time.ts';

export type ConversionValue = { from: 'hit' } | { from: 'fixed'; money: Money } | { from: 'none' };

/** A custom conversion: which hits count, and what they are worth. Every matching hit counts. */
export interface CustomConversion {
  id: number;
  accountId: number;
  name: string;
  rule: Rule;
  value: ConversionValue;
  createdAt: Instant;
  archivedAt: Instant | null;
}
export type NewCustomConversion = Omit<CustomConversion, 'id' | 'archivedAt'>;

export interface Link {
  id: number;
  accountId: number;
  /** The CODE of `/r/CODE`. */
  code: string;
  name: string;
  destination: string;
  broadcastId: number | null;
  createdAt: Instant;
}
export type NewLink = Omit<Link, 'id'>;

export const BROADCAST_KINDS = [
  'broadcast',
  'narrowcast',
  'multicast',
  'push',
  'step',
  'notification_message',
] as const;
export type BroadcastKind = (typeof BROADCAST_KINDS)[number];

/** LINE's own figures, entered by hand. Null is "unknown": LINE hides what is under 20. */
export interface LineFigures {
  delivered: number | null;
  opened: number | null;
  clicked: number | null;
  played: number | null;
}

export interface Broadcast {
  id: number;
  accountId: number;
  name: string;
  kind: BroadcastKind;
  sentAt: Instant;
  requestId: string | null;
  aggregationUnit: string | null;
  line: LineFigures;
  /** Custom conversions that count for it. */
  conversionIds: number[];
  /** Links in it; a link is in one broadcast at most. */
  linkIds: number[];
  createdAt: Instant;
}
export type NewBroadcast = Omit<Broadcast, 'id'>;

export interface Audience {
  id: number;
  accountId: number;
  name: string;
  rule: Rule;
  /** How far back a hit counts, 1 to 180 days. */
  days: number;
  createdAt: Instant;
}
export type NewAudience = Omit<Audience, 'id'>;

/** Under this LINE refuses web-traffic audiences; ours are marked. */
export const AUDIENCE_MINIMUM = 50;
export const AUDIENCE_MAX_DAYS = 180;
