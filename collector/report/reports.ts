import type {
  Account,
  Audience,
  Broadcast,
  CustomConversion,
  Instant,
  Link,
  Period,
} from '../../db/model.ts';
import type { CodeSeen } from '../../db/store.ts';
import { audienceUsers } from '../audience/audience.ts';
import type { RuleChoice } from '../rule/choice.ts';
import { audienceRow, audienceRows, audienceSize } from './audiences.ts';
import { broadcastReceipts, broadcastRow, broadcastRows } from './broadcasts.ts';
import { conversionRow, conversionRows, eventNames } from './conversions.ts';
import type { ReportDeps } from './deps.ts';
import { linkRow, linkRows } from './links.ts';
import { loss } from './loss.ts';
import { live, type OverviewAsked, overview } from './overview.ts';
import { tracking } from './tracking.ts';

/**
 * Every report. Their arguments and answers are plain data, so that they can be made in another thread than the one
 * that takes in hits (`remote.ts`).
 */
export function createReports(deps: ReportDeps) {
  return {
    overview: (account: Account, asked: OverviewAsked) => overview(deps, account, asked),
    live: (account: Account) => live(deps, account),
    broadcastRows: (account: Account, origin: string) => broadcastRows(deps, account, origin),
    broadcastRow: (account: Account, broadcast: Broadcast, origin: string) =>
      broadcastRow(deps, account, broadcast, origin),
    broadcastReceipts: (account: Account, broadcast: Broadcast, origin: string) =>
      broadcastReceipts(deps, account, broadcast, origin),
    conversionRows: (account: Account) => conversionRows(deps, account),
    conversionRow: (account: Account, conversion: CustomConversion) =>
      conversionRow(deps, account, conversion),
    eventNames: (account: Account) => eventNames(deps, account),
    linkRows: (account: Account, origin: string) => linkRows(deps, account, origin),
    linkRow: (account: Account, link: Link, origin: string) => linkRow(deps, account, link, origin),
    audienceRows: (account: Account) => audienceRows(deps, account),
    audienceRow: (audience: Audience) => audienceRow(deps, audience),
    audienceSize: (account: Account, asked: { rule: RuleChoice; days: number }) =>
      audienceSize(deps, account, asked),
    audienceUsers: (audience: Audience) => audienceUsers(deps, audience),
    loss: (account: Account) => loss(deps, account),
    codes: (accountId: number) => deps.events.codes(accountId),
    lastPage: (accountId: number) => deps.events.lastPage(accountId),
    tracking: (account: Account, origin: string, codes: CodeSeen[]) => tracking(deps, account, origin, codes),
    forget: () => deps.events.forget(),
    tagViews: (accountId: number, periods: Period[], until: Instant) =>
      deps.events.tagViews(accountId, periods, until),
  };
}

export type Reports = ReturnType<typeof createReports>;
