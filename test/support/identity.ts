import { sql } from 'drizzle-orm';
import type { Store } from '../../db/open.ts';

/** A stored identity link, with its dictionary numbers read back. */
interface StoredLink {
  visitor: string;
  user: string;
  rung: string;
  evidence: string;
  at: number;
}

/** Every identity link in order of arrival. */
export function identityLinks({ signIn: { db } }: Store): StoredLink[] {
  return db.all<StoredLink>(sql`
    SELECT lower(hex(v.key)) AS visitor, u.user_id AS user, l.rung AS rung, l.evidence AS evidence, l.at AS at
    FROM identity_link l JOIN line_user u ON u.id = l.user_id JOIN visitor v ON v.id = l.visitor_id ORDER BY l.id`);
}
