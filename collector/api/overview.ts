import { createRoute, z } from '@hono/zod-openapi';
import { DayRange } from '../lib/day-range.ts';
import { FilterIn, filterOf } from './filter.ts';
import { type ApiDeps, accountParams, createRouter, json, MoneyOut } from './route.ts';
import { SilenceOut } from './silence.ts';

const Totals = z.object({
  pageViews: z.number().int(),
  /** Page views that only the image reported; part of pageViews. */
  imageOnly: z.number().int(),
  visitors: z.number().int(),
  conversions: z.number().int(),
  value: z.array(MoneyOut),
});

/** Part by which a figure changed: 0.12 is 12 % more; null where there was nothing before. */
const Ratio = z.number().nullable();

const Change = z.object({
  pageViews: Ratio,
  visitors: Ratio,
  conversions: Ratio,
  /** One entry for each currency of the totals now. */
  value: z.array(z.object({ currency: z.string(), ratio: Ratio })),
});

const Point = z.object({
  /** Local date `2026-11-22`, or local hour `2026-11-22T14:00`, in the account's time zone. */
  at: z.string(),
  pageViews: z.number().int(),
  visitors: z.number().int(),
  conversions: z.number().int(),
});

const Span = z.object({ from: z.iso.date(), to: z.iso.date() });

const Overview = z
  .object({
    timeZone: z.string(),
    /** Null while the tag is heard, or nothing is known. */
    silence: SilenceOut.nullable(),
    range: Span,
    unit: z.enum(['hour', 'day']),
    totals: Totals,
    series: z.array(Point),
    /**
     * As many days just before; null where no comparison was asked for. Its totals end at the same time of day
     * as the range does while that is still going on; its series is whole.
     */
    previous: z.object({ range: Span, totals: Totals, series: z.array(Point), change: Change }).nullable(),
    pages: z.array(z.object({ name: z.string(), pageViews: z.number().int(), visitors: z.number().int() })),
    /** Arrivals from elsewhere; `name` null is direct. */
    sources: z.array(
      z.object({ name: z.string().nullable(), arrivals: z.number().int(), visitors: z.number().int() }),
    ),
    devices: z.array(
      z.object({
        device: z.enum(['desktop', 'mobile', 'tablet', 'other']),
        /** LINE's in-app browser. */
        lineApp: z.boolean(),
        pageViews: z.number().int(),
        visitors: z.number().int(),
      }),
    ),
    /** `name` is two letters of ISO 3166-1; null is not known. */
    countries: z.array(
      z.object({ name: z.string().nullable(), pageViews: z.number().int(), visitors: z.number().int() }),
    ),
    /** Custom conversions counted here. */
    conversions: z.array(
      z.object({
        id: z.number().int(),
        name: z.string(),
        /** The event that its rule asks for, to filter by; null where the rule asks for an address. */
        event: z.string().nullable(),
        conversions: z.number().int(),
        value: z.array(MoneyOut),
      }),
    ),
  })
  .openapi('Overview');

const Live = z
  .object({
    /** Persons with a hit in the last five minutes. */
    people: z.number().int(),
    pageViews: z.number().int(),
    /** Changes whenever something new was stored; a page that sees it change reads again. */
    cursor: z.number().int(),
  })
  .openapi('Live');

const getOverview = createRoute({
  method: 'get',
  path: '/accounts/{account}/overview',
  summary: 'Page views, visitors and conversions over time; pages, sources, devices, countries',
  request: {
    params: accountParams,
    query: DayRange.safeExtend({
      compare: z.enum(['true', 'false']).default('true'),
      ...FilterIn.shape,
    }),
  },
  responses: { 200: json(Overview, 'The report') },
});

const getLive = createRoute({
  method: 'get',
  path: '/accounts/{account}/live',
  summary: 'The last five minutes',
  request: { params: accountParams },
  responses: { 200: json(Live, 'Who is there now') },
});

/** Routes of the Overview page. */
export function overviewRoutes(deps: ApiDeps) {
  return createRouter()
    .openapi(getOverview, async (c) => {
      const account = c.get('account');
      const { from, to, compare, ...filter } = c.req.valid('query');
      const asked = { range: { from, to }, compare: compare === 'true', filter: filterOf(filter) };
      return c.json(await deps.reports.overview(account, asked), 200);
    })
    .openapi(getLive, async (c) => {
      const account = c.get('account');
      return c.json({ ...(await deps.reports.live(account)), cursor: deps.cursorOf(account.id) }, 200);
    });
}
