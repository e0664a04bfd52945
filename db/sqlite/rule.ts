import { type SQL, sql } from 'drizzle-orm';
import type { Rule } from '../model.ts';

/**
 * The condition of a rule on the hit `h`: 1 or 0, never NULL. Texts are bound, and looked up once in their
 * dictionary, so a hit is compared by number.
 */
export function ruleSql(rule: Rule): SQL {
  if ('all' in rule) return all(rule.all.map(ruleSql), sql` AND `, sql`1`);
  if ('any' in rule) return all(rule.any.map(ruleSql), sql` OR `, sql`0`);
  if ('not' in rule) return sql`NOT (${ruleSql(rule.not)})`;
  if ('kind' in rule) return rule.kind === 'event' ? sql`h.event_id IS NOT NULL` : sql`h.event_id IS NULL`;
  if ('event' in rule) {
    return sql`coalesce(h.event_id = (SELECT id FROM word WHERE text = ${rule.event.is}), 0)`;
  }
  const { contains } = rule.url;
  return sql`coalesce(h.url_id IN (
    SELECT id FROM url WHERE instr(url, ${contains}) > 0 OR instr(url, ${asInAddress(contains)}) > 0
  ), 0)`;
}

/** A text as browsers write it in an address: what is no plain ASCII is percent-encoded. */
function asInAddress(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(Buffer.from(part).toString()));
}

function all(parts: SQL[], between: SQL, none: SQL): SQL {
  return parts.length === 0 ? none : sql`(${sql.join(parts, between)})`;
}
