import type { IncomingHttpHeaders } from 'node:http';
import type { HttpBindings } from '@hono/node-server';

/** The headers of a request, as far as they are read: by a name in small letters. */
export type HeaderTexts = Pick<Headers, 'get'>;

/**
 * The headers a request came with. Node's server has read them already; where there is none below us (tests, other
 * servers) they are the request's. A `Headers` object over Node's costs more than all the looks that a hit takes.
 */
export function headersOf(c: {
  env: Partial<HttpBindings> | undefined;
  req: { raw: { headers: Headers } };
}): HeaderTexts {
  const sent = c.env?.incoming?.headers;
  return sent ? sentHeaders(sent) : c.req.raw.headers;
}

/** Headers as Node's server read them. */
export function sentHeaders(sent: IncomingHttpHeaders): HeaderTexts {
  return {
    get(name) {
      const value = sent[name];
      if (value === undefined) return null;
      return typeof value === 'string' ? value : value.join(', ');
    },
  };
}
