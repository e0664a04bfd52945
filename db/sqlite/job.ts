import { eq } from 'drizzle-orm';
import type { Instant } from '../model.ts';
import { JOB_NAMES, type JobName, type JobRun } from '../store/job.ts';
import type { Db } from './client.ts';
import { job } from './schema/index.ts';

/** The latest run of each job; one that a newer Tagline left behind is not ours to tell. */
export function jobRuns(db: Db): JobRun[] {
  return db
    .select()
    .from(job)
    .all()
    .filter(({ name }) => JOB_NAMES.includes(name));
}

/** Writes down that a job begins; the end and error of the run before stay until this one ends. */
export function startJob(db: Db, name: JobName, startedAt: Instant, steadySince: Instant): void {
  db.insert(job)
    .values({ name, startedAt, steadySince, endedAt: null, error: null })
    .onConflictDoUpdate({ target: job.name, set: { startedAt, steadySince } })
    .run();
}

export function endJob(db: Db, name: JobName, endedAt: Instant, error: string | null): void {
  db.update(job).set({ endedAt, error }).where(eq(job.name, name)).run();
}
