import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { RecordStore } from '../../db/store.ts';
import { PATH } from '../../tag/wire.ts';
import { nothingHere } from '../lib/nothing-here.ts';
import type { LineLogin } from '../line/login.ts';
import { clickRoute } from './click.ts';
import { type ConversionApiDeps, conversionApiRoute } from './conversion-api.ts';
import { gifRoute } from './gif.ts';
import { hitRoute, type IntakeDeps } from './hit.ts';
import { hopRoute } from './hop.ts';
import { identifyRoute } from './identify.ts';
import type { Links } from './links.ts';
import { type Script, scriptRoutes } from './script.ts';

/** Everything that pages, messages and servers of customers reach: the tag, its routes, tracked links, conversions. */
export function intakeRoutes(
  deps: IntakeDeps & {
    links: Links;
    records: Pick<RecordStore, 'account' | 'hops' | 'putHop' | 'takeHops'> & ConversionApiDeps['records'];
    events: ConversionApiDeps['events'];
    visitorOf: ConversionApiDeps['visitorOf'];
    log: ConversionApiDeps['log'];
    login: LineLogin;
    scripts: Script[];
  },
) {
  const routes = new Hono<{ Bindings: Partial<HttpBindings> }>();
  // Not for hits: only an error of theirs has an id.
  routes.use('/v1/*', requestId({ headerName: '' }));
  routes.route(PATH.hit, hitRoute(deps));
  routes.route(PATH.image, gifRoute(deps));
  routes.route(PATH.identify, identifyRoute(deps));
  routes.route(PATH.hop, hopRoute(deps));
  routes.route('/r', clickRoute(deps));
  routes.route('/v1/conversions', conversionApiRoute(deps));
  routes.route('/', scriptRoutes(deps.scripts));
  // What is for machines is never answered with the dashboard's page. Only that page's method: every further handler
  // that matches a hit puts it through one more promise.
  for (const path of [...Object.values(PATH), '/r', '/v1']) routes.get(`${path}/*`, nothingHere);
  return routes;
}
