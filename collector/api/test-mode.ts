import { createRoute, z } from '@hono/zod-openapi';
import { TaglineError } from '../../db/error.ts';
import { TEST_PARAM } from '../../tag/wire.ts';
import { Destination } from '../lib/destination.ts';
import { isListed } from '../lib/listed.ts';
import { TEST_TIME } from '../lib/test-token.ts';
import { withParam } from '../lib/with-param.ts';
import { type ApiDeps, accountParams, body, createRouter, Instant, json } from './route.ts';

const start = createRoute({
  method: 'post',
  path: '/accounts/{account}/test-mode',
  summary: 'An address of the site that puts the first browser which opens it into test mode',
  request: { params: accountParams, body: body(z.object({ url: Destination }).openapi('TestModeStart')) },
  responses: {
    200: json(
      z
        .object({
          /** The address, with a signed token in it. */
          url: z.string(),
          /** Until when it can be opened; the test lasts as long again from then. */
          expiresAt: Instant,
          /** Milliseconds until then, for those whose clock is wrong. */
          lasts: z.number().int(),
        })
        .openapi('TestMode'),
      'The address to open in the browser to test',
    ),
  },
});

const suggest = createRoute({
  method: 'get',
  path: '/accounts/{account}/test-mode',
  summary: 'A page to begin a test on: where the tag was heard last',
  request: { params: accountParams },
  responses: {
    200: json(
      z.object({ lastUrl: z.string().nullable() }).openapi('TestModePage'),
      'Its address; null where that is too long ago, or never was',
    ),
  },
});

/** Test mode: one browser whose hits are shown live and kept out of reports. */
export function testModeRoutes({ reports, testTokens, now }: ApiDeps) {
  const router = createRouter().openapi(suggest, async (c) => {
    return c.json({ lastUrl: await reports.lastPage(c.get('account').id) }, 200);
  });
  return router.openapi(start, (c) => {
    const { tagId, domains } = c.get('account');
    const { url } = c.req.valid('json');
    const host = new URL(url).hostname.replace(/\.$/, '');
    // The token would go to whoever runs that site, and its hits would be refused.
    if (domains.length > 0 && !isListed(domains, host)) {
      throw new TaglineError('invalid', 'unlisted_site', 'The site is not among the domains of the account.');
    }
    const expiresAt = now() + TEST_TIME;
    const address = withParam(url, TEST_PARAM, testTokens.make(tagId, expiresAt));
    return c.json({ url: address, expiresAt, lasts: TEST_TIME }, 200);
  });
}
