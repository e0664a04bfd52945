import type { Channel, Device, HitFlag } from './hit.ts';
import type { Money } from './money.ts';
import type { Outcome, Reason } from './outcome.ts';
import type { Instant } from './time.ts';

/**
 * A hit as it is shown when it arrives: what members may see of it. Of one that has not the form of a hit,
 * what could be read is there; where nothing could, or its visitor has not agreed, only its outcome.
 */
export interface LiveHit {
  receivedAt: Instant;
  at: Instant;
  outcome: Outcome;
  reason: Reason | null;
  channel: Channel;
  /** What can be told of the hit itself. */
  seen: LiveSeen | null;
}

export interface LiveSeen {
  /** Null for a page view. */
  event: string | null;
  url: string | null;
  title: string | null;
  source: string | null;
  value: Money | null;
  flags: HitFlag[];
  /** The first 8 digits of the visitor id: enough to tell two apart. */
  visitor: string | null;
  browser: string | null;
  os: string | null;
  device: Device | null;
  lineApp: boolean;
}
