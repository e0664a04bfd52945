import { createRoute, z } from '@hono/zod-openapi';
import { type ApiDeps, accountParams, createRouter, json } from './route.ts';

const Counts = {
  /** Hits that arrived with a number. */
  received: z.number().int(),
  /** Numbers between them that never came. */
  lost: z.number().int(),
  /** lost / (received + lost); null where nothing was numbered. */
  share: z.number().nullable(),
};

const Loss = z
  .object({
    /** Days of arrival that are looked at, up to now. */
    days: z.number().int(),
    /** Numbered hits that are known of: received + lost. */
    sent: z.number().int(),
    ...Counts,
    rows: z.array(
      z.object({
        /** Null where the browser did not say what it is. */
        browser: z.string().nullable(),
        /** LINE's in-app browser. */
        lineApp: z.boolean(),
        ...Counts,
      }),
    ),
    /** Hits without a number, of which nobody can say how many were lost. */
    unmeasured: z.object({
      images: z.number().int(),
      /** By the tag, where nothing may be kept in the browser, or from before hits were numbered. */
      unnumbered: z.number().int(),
    }),
    /** Pieces cut from addresses and titles because they were tokens, e-mail, phone, card, or listed. */
    cuts: z.object({ pieces: z.number().int(), hits: z.number().int() }),
  })
  .openapi('Loss');

const get = createRoute({
  method: 'get',
  path: '/accounts/{account}/loss',
  summary: 'Hits that never arrived, by browser, and what was cut from those that did',
  request: { params: accountParams },
  responses: { 200: json(Loss, 'The last 28 days, by arrival') },
});

/** Routes of the loss meter. */
export function lossRoutes(deps: ApiDeps) {
  return createRouter().openapi(get, async (c) => c.json(await deps.reports.loss(c.get('account')), 200));
}
