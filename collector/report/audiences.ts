import { type Account, AUDIENCE_MINIMUM, type Audience, type Rule } from '../../db/model.ts';

import { lookBack } from '../audience/audience.ts';
import { choiceOf, type RuleChoice, ruleOf } from '../rule/choice.ts';
import type { ReportDeps } from './deps.ts';

async function sizeOf({ events, now }: ReportDeps, accountId: number, rule: Rule, days: number) {
  const size = await events.audienceSize(accountId, rule, lookBack(days, now()));
  return { ...size, small: size.users < AUDIENCE_MINIMUM };
}

/** One audience with its size now. */
export async function audienceRow(deps: ReportDeps, audience: Audience) {
  const { accountId, rule, ...shown } = audience;
  return {
    ...shown,
    rule: choiceOf(rule),
    size: await sizeOf(deps, accountId, rule, audience.days),
  };
}

/** Every audience of an account with its size now, newest first. */
export async function audienceRows(deps: ReportDeps, account: Account) {
  const audiences = await deps.records.audiences(account.id);
  return Promise.all(audiences.map((audience) => audienceRow(deps, audience)));
}

/** The size that an audience would have. */
export function audienceSize(deps: ReportDeps, account: Account, asked: { rule: RuleChoice; days: number }) {
  return sizeOf(deps, account.id, ruleOf(asked.rule), asked.days);
}
