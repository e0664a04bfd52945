import { sql } from 'drizzle-orm';
import type { Loss, LossQuestion, LossRow } from '../store.ts';
import type { Db } from './client.ts';
import { hitsIn } from './hits-in.ts';

/**
 * What arrived in a period, what the numbers of the hits say is missing between them, and what was cut. The tag
 * numbers the hits of a browser, origin and tag id; a number that never came is a hit that was lost. The hit
 * behind a gap says when the gap counts, and for which browser. Hits of before the period are read as well
 * (`lead`), because they may be what closes a gap. Nothing depends on the order of arrival.
 */
export function loss(db: Db, accountId: number, question: LossQuestion): Loss {
  const { from, to } = question.period;
  const period = { from: from - question.lead, to };
  const rows = db.all<Omit<LossRow, 'lineApp'> & { lineApp: number | null }>(sql`
    WITH numbered AS (
      SELECT h.visitor_id AS visitor_id,
        substr(url.url, 1, 5) AS scheme, substr(url.page, 1, instr(url.page, '/') - 1) AS host,
        h.sequence AS number, min(h.at + h.delay) AS arrived, min(agent.browser) AS browser,
        max(agent.line_app) AS line_app, sum(h.at + h.delay >= ${from}) AS hits
      FROM ${hitsIn(accountId, period)} h JOIN url ON url.id = h.url_id LEFT JOIN agent ON agent.id = h.agent_id
      WHERE h.at + h.delay < ${to} AND h.sequence IS NOT NULL AND h.visitor_id IS NOT NULL
      GROUP BY h.visitor_id, scheme, host, h.sequence
    ), gap AS (
      SELECT *, number - 1 - lag(number) OVER (PARTITION BY visitor_id, scheme, host ORDER BY number) AS missing
      FROM numbered
    )
    SELECT browser, line_app AS lineApp, sum(hits) AS received,
      coalesce(sum(missing) FILTER (WHERE missing < ${question.newRun} AND arrived >= ${from}), 0) AS lost
    FROM gap GROUP BY browser, line_app HAVING received > 0
    ORDER BY received DESC, browser, line_app`);
  const rest = db.get<Omit<Loss, 'rows'>>(sql`
    SELECT coalesce(sum(channel = 1), 0) AS images,
      coalesce(sum(channel = 0 AND (sequence IS NULL OR visitor_id IS NULL)), 0) AS unnumbered,
      coalesce(sum(cuts), 0) AS cuts, coalesce(sum(cuts > 0), 0) AS cutHits
    FROM ${hitsIn(accountId, period)}
    WHERE at + delay >= ${from} AND at + delay < ${to}`);
  return { ...rest, rows: rows.map((row) => ({ ...row, lineApp: row.lineApp === 1 })) };
}
