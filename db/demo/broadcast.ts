import { DAY, type Instant } from '../model.ts';
import type { RecordStore } from '../store.ts';
import { type Profile, SENDINGS } from './profile.ts';

/** A sending and the links people clicked in it. */
export interface Sent {
  at: Instant;
  links: { id: number; page: number; name: string }[];
}

/** Keeps the account's sendings with their links, and LINE's figures as its console would show them. */
export async function addBroadcasts(
  { records, now }: { records: RecordStore; now: Instant },
  accountId: number,
  profile: Profile,
  origin: string,
  random: () => number,
): Promise<Sent[]> {
  const [order] = await records.conversions(accountId);
  const sent: Sent[] = [];
  for (const [index, sending] of SENDINGS.entries()) {
    const at = now - sending.daysAgo * DAY;
    const delivered = Math.round(profile.visitors * (9_000 + 4_000 * random()));
    const opened = Math.round(delivered * (0.3 + 0.2 * random()));
    const recent = sending.daysAgo < 5;
    const broadcast = await records.addBroadcast({
      accountId,
      name: sending.name,
      kind: sending.kind,
      sentAt: at,
      requestId: sending.kind === 'broadcast' ? `demo-${accountId}-${index}` : null,
      aggregationUnit: sending.kind === 'multicast' ? `demo_${accountId}_${index}` : null,
      line: {
        delivered,
        opened: recent ? null : opened,
        clicked: recent ? null : Math.round(opened * (0.08 + 0.1 * random())),
        played: null,
      },
      conversionIds: order ? [order.id] : [],
      linkIds: [],
      createdAt: at,
    });
    const links = [];
    for (const [place, name] of sending.links.entries()) {
      const page = 1 + ((index + place) % 4);
      const link = await records.addLink({
        accountId,
        code: `demo${accountId}${String.fromCharCode(97 + index)}${place}`,
        name,
        destination: `${origin}${profile.pages[page]}`,
        broadcastId: broadcast.id,
        createdAt: at,
      });
      links.push({ id: link.id, page, name });
    }
    sent.push({ at, links });
  }
  return sent;
}
