import { z } from '@hono/zod-openapi';

/** Whether this server knows a zone by this IANA name, its older names included (browsers differ in which they say). */
function isKnown(zone: string): boolean {
  if (!/^[A-Za-z][\w+/-]{1,60}$/.test(zone)) return false; // no offsets: they know no daylight saving
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** An IANA time zone this server knows. */
export const TimeZone = z.string().refine(isKnown, 'is no IANA time zone');
