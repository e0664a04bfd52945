import { type SQL, sql } from 'drizzle-orm';

/** A text as browsers write it in an address: what is no plain ASCII is percent-encoded. */
function asInAddress(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(Buffer.from(part).toString()));
}

/** The condition that an address of `url` contains a text, as it is or as browsers write it. */
export function containsSql(contains: string): SQL {
  return sql`(instr(url, ${contains}) > 0 OR instr(url, ${asInAddress(contains)}) > 0)`;
}
