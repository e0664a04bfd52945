import { z } from '@hono/zod-openapi';
import { Instant } from './route.ts';

/** The tag of an account is silent although page views were to be expected. */
export const SilenceOut = z
  .object({
    /** The last page view before it. */
    since: Instant,
    noticedAt: Instant,
    /** Page views that were to be expected in `hours` hours. */
    expected: z.number().int(),
    hours: z.number().int(),
  })
  .openapi('Silence');
