import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import { TaglineError } from '../../db/error.ts';
import type { RecordStore } from '../../db/store.ts';
import { PATH } from '../../tag/wire.ts';
import type { LineLogin } from '../line/login.ts';
import { clickRoute } from './click.ts';
import { type ConversionApiDeps, conversionApiRoute } from './conversion-api.ts';
import { gifRoute } from './gif.ts';
import { hitRoute, type IntakeDeps } from './hit.ts';
import { hopRoute } from './hop.ts';
import { identifyRoute } from './identify.ts';
import { type Script, scriptRoutes } from './script.ts';

function nothingHere(): never {
  throw new TaglineError('not_found', 'not_found', 'There is nothing here.');
}

/** Everything that pages, messages and servers of customers reach: the tag, its routes, tracked links, conversions. */
export function intakeRoutes(
  deps: IntakeDeps & {
    records: Pick<RecordStore, 'account' | 'linkByCode' | 'hop' | 'putHop' | 'takeHop'> &
      ConversionApiDeps['records'];
    events: ConversionApiDeps['events'];
    visitorOf: ConversionApiDeps['visitorOf'];
    login: LineLogin;
    scripts: Script[];
  },
) {
  const routes = new Hono<{ Bindings: Partial<HttpBindings>; Variables: RequestIdVariables }>();
  routes.route(PATH.hit, hitRoute(deps));
  routes.route(PATH.image, gifRoute(deps));
  routes.route(PATH.identify, identifyRoute(deps));
  routes.route(PATH.hop, hopRoute(deps));
  routes.route('/r', clickRoute(deps));
  routes.route('/v1/conversions', conversionApiRoute(deps));
  routes.route('/', scriptRoutes(deps.scripts));
  // What is for machines is never answered with the dashboard's page.
  for (const path of [...Object.values(PATH), '/r', '/v1']) {
    routes.all(path, nothingHere);
    routes.all(`${path}/*`, nothingHere);
  }
  return routes;
}
