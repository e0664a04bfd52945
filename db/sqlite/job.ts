import { eq } from 'drizzle-orm';
import type { Instant } from '../model.ts';
import { JOB_NAMES, type JobName, type JobResult, type JobRun } from '../store/job.ts';
import type { Db } from './client.ts';
import { job } from './schema/index.ts';

/** The latest run of each job; one that a newer Tagline left behind is not ours to tell. */
export function jobRuns(db: Db): JobRun[] {
  return db
    .select()
    .from(job)
    .all()
    .filter(({ name }) => JOB_NAMES.includes(name))
    .map((row) => ({ ...row, result: row.result === null ? null : resultOf(row.result) }));
}

function resultOf(text: string): JobResult {
  return JSON.parse(text);
}

/** Writes down that a job begins; the end, error and result of the run before stay until this one ends. */
export function startJob(db: Db, name: JobName, startedAt: Instant, steadySince: Instant): void {
  db.insert(job)
    .values({ name, startedAt, steadySince, endedAt: null, error: null, result: null })
    .onConflictDoUpdate({ target: job.name, set: { startedAt, steadySince } })
    .run();
}

export function endJob(
  db: Db,
  name: JobName,
  endedAt: Instant,
  { error, result }: Pick<JobRun, 'error' | 'result'>,
): void {
  db.update(job)
    .set({ endedAt, error, result: result && JSON.stringify(result) })
    .where(eq(job.name, name))
    .run();
}
