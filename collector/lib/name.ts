import { z } from '@hono/zod-openapi';

/** A name that a person gives: 1 to 120 characters after trimming, visible, and not turning the text around it. */
export const Name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters')
  .regex(/^[^\u202a-\u202e\u2066-\u2069]*$/, 'must not turn the direction of text')
  .regex(/[\p{L}\p{N}\p{P}\p{S}]/u, 'must be visible');
