import { z } from '@hono/zod-openapi';

/** Longest destination that LINE takes in a message. */
const MAX_LENGTH = 2000;

function isHttpAddress(value: string): boolean {
  // Only visible ASCII: `java\nscript:`, CR LF and look-alike hosts cannot be written that way, and a browser's
  // address bar copies the encoded form.
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(value) || value.includes('\\')) return false;
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (
    (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === ''
  );
}

/** Where a tracked link leads: a plain http or https address without user name. Stored as it was given. */
export const Destination = z
  .string()
  .trim()
  .max(MAX_LENGTH)
  .refine(isHttpAddress, 'must be an http or https address');
