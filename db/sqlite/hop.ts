import { lt } from 'drizzle-orm';
import type { Instant } from '../model.ts';
import type { Db } from './client.ts';
import { hop } from './schema/index.ts';

/** Forgets visitors on the way since before an instant: nobody may take their place any more. */
export function forgetHops(db: Db, before: Instant): number {
  return db.delete(hop).where(lt(hop.at, before)).run().changes;
}
