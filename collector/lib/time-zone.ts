import { z } from '@hono/zod-openapi';

const known = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/** An IANA time zone this server knows. */
export const TimeZone = z.string().refine((zone) => known.has(zone), 'is no IANA time zone');
