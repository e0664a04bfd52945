import { sql } from 'drizzle-orm';
import { HIT_FLAGS } from '../../db/model.ts';
import type { Store } from '../../db/open.ts';

/** A stored hit, with its dictionary numbers read back to what they stand for. */
export interface StoredHit {
  hitId: string;
  account: number;
  channel: number;
  event: string | null;
  visitor: string | null;
  click: string | null;
  at: number;
  receivedAt: number;
  url: string | null;
  page: string | null;
  referrer: string | null;
  title: string | null;
  source: string | null;
  agent: string | null;
  device: string | null;
  lineApp: number | null;
  minor: number | null;
  currency: string | null;
  dedupKey: string | null;
  externalId: string | null;
  props: string | null;
  flags: string[];
}

/** Every stored hit in order of arrival. */
export function storedHits({ signIn: { db } }: Store): StoredHit[] {
  return db
    .all<Omit<StoredHit, 'flags'> & { bits: number }>(sql`
      SELECT lower(hex(h.hit_id)) AS hitId, h.account_id AS account, h.channel AS channel,
        (SELECT text FROM word WHERE id = h.event_id) AS event,
        (SELECT lower(hex(key)) FROM visitor WHERE id = h.visitor_id) AS visitor,
        lower(hex(d.click_key)) AS click, h.at AS at, h.at + h.delay AS receivedAt,
        u.url AS url, u.page AS page,
        (SELECT text FROM word WHERE id = h.referrer_id) AS referrer,
        (SELECT text FROM word WHERE id = h.title_id) AS title,
        (SELECT text FROM word WHERE id = h.source_id) AS source,
        a.browser AS agent, a.device AS device, a.line_app AS lineApp,
        d.value_minor AS minor, d.currency AS currency, (SELECT text FROM word WHERE id = d.dedup_id) AS dedupKey,
        d.external_id AS externalId, d.props AS props, h.flags AS bits
      FROM hit h LEFT JOIN hit_detail d ON d.hit = h.id LEFT JOIN url u ON u.id = h.url_id LEFT JOIN agent a ON a.id = h.agent_id ORDER BY h.id`)
    .map(({ bits, click, ...row }) => ({
      ...row,
      click: click === '' ? null : click,
      flags: HIT_FLAGS.filter((_, index) => bits & (1 << index)),
    }));
}

/** The five-way account as `outcome/reason: count`, of an account or of the instance (null). */
export async function accountOf(
  { events }: Store,
  accountId: number | null,
): Promise<Record<string, number>> {
  const tallies = await events.tallies(accountId);
  return Object.fromEntries(
    tallies.map(({ outcome, reason, count }) => [reason ? `${outcome}/${reason}` : outcome, count]),
  );
}

/** The same without reasons, for sums: received = stored + duplicate + dropped + rejected + failed. */
export async function received(store: Store, accountIds: (number | null)[]): Promise<number> {
  let sum = 0;
  for (const id of accountIds) {
    for (const count of Object.values(await accountOf(store, id))) sum += count;
  }
  return sum;
}
