import { z } from '@hono/zod-openapi';

/** Takes what people paste (`https://Shop.example/x`, `*.shop.example`) down to the host. */
function hostOf(value: string): string | null {
  const text = value.trim().replace(/^\*\./, '');
  const address = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) return null;
  const { hostname, username } = new URL(address);
  return username === '' && /^[a-z0-9_.[\]:-]{1,253}$/.test(hostname) && !hostname.startsWith('.')
    ? hostname.replace(/\.$/, '')
    : null;
}

/** A host whose pages are measured, and those of hosts below it. */
export const Domain = z.string().transform((value, context) => {
  const host = hostOf(value);
  if (host) return host;
  context.addIssue({ code: 'custom', message: 'is no domain' });
  return z.NEVER;
});
