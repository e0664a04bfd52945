import { accountRoutes } from './accounts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { audienceRoutes } from './audiences.ts';
import { broadcastRoutes } from './broadcasts.ts';
import { conversionRoutes } from './conversions.ts';
import { doctorRoutes } from './doctor.ts';
import { requireAccount, requireMember, sameOrigin } from './guard.ts';
import { healthRoutes } from './health.ts';
import { hitRoutes } from './hits.ts';
import { jobRoutes } from './jobs.ts';
import { linkRoutes } from './links.ts';
import { lossRoutes } from './loss.ts';
import { describeConversionApi, describeSessions, openApiDocument } from './openapi.ts';
import { overviewRoutes } from './overview.ts';
import { type ApiDeps, createRouter, ErrorBody } from './route.ts';
import { sessionRoutes } from './session.ts';
import { testModeRoutes } from './test-mode.ts';
import { trackingRoutes } from './tracking.ts';

/** The JSON API of the dashboard, to be mounted at `/api`. Its type is what the typed client is made of. */
export function createApi(deps: ApiDeps) {
  const router = createRouter();
  router.openAPIRegistry.register('Error', ErrorBody);
  describeSessions(router, deps.auth.cookie);
  describeConversionApi(router);
  router.use(sameOrigin(deps.config.publicUrl));
  const open = router.route('/', sessionRoutes(deps));
  open.get('/openapi.json', (c) => c.json(openApiDocument(router)));
  // Everything added below this line needs a member.
  open.use(requireMember(deps.auth));
  open.use('/accounts/:account/*', requireAccount(deps.records));
  return open
    .route('/', accountRoutes(deps))
    .route('/', jobRoutes(deps))
    .route('/', trackingRoutes(deps))
    .route('/', lossRoutes(deps))
    .route('/', healthRoutes(deps))
    .route('/', overviewRoutes(deps))
    .route('/', linkRoutes(deps))
    .route('/', conversionRoutes(deps))
    .route('/', broadcastRoutes(deps))
    .route('/', audienceRoutes(deps))
    .route('/', hitRoutes(deps))
    .route('/', testModeRoutes(deps))
    .route('/', doctorRoutes(deps))
    .route('/', apiKeyRoutes(deps));
}

/** For `hc<ApiType>('/api')`. */
export type ApiType = ReturnType<typeof createApi>;
