import { type Account, DAY } from '../../db/model.ts';
import type { ReportDeps } from './deps.ts';

/** Days of arrival that are looked at. */
export const LOSS_DAYS = 28;
/** A hit waits at most this long in its browser, so what closes a gap happened at most this long before. */
const LEAD = 7 * DAY;
/**
 * As many missing numbers are no lost hits but a new run: a counter that was lost starts again anywhere,
 * far from where it was, and nobody makes a thousand hits between two that arrive.
 */
export const NEW_RUN = 1000;

function shareOf(lost: number, received: number): number | null {
  return lost + received === 0 ? null : lost / (lost + received);
}

/** Hits that never arrived, by browser, and what was cut from those that did. */
export async function loss({ events, now }: Omit<ReportDeps, 'records'>, account: Account) {
  const to = now() + 1;
  const period = { from: to - LOSS_DAYS * DAY, to };
  const { rows, images, unnumbered, cuts, cutHits } = await events.loss(account.id, {
    period,
    lead: LEAD,
    newRun: NEW_RUN,
  });
  const received = rows.reduce((sum, row) => sum + row.received, 0);
  const lost = rows.reduce((sum, row) => sum + row.lost, 0);
  return {
    days: LOSS_DAYS,
    sent: received + lost,
    received,
    lost,
    share: shareOf(lost, received),
    rows: rows.map((row) => ({ ...row, share: shareOf(row.lost, row.received) })),
    unmeasured: { images, unnumbered },
    cuts: { pieces: cuts, hits: cutHits },
  };
}
