import type { Instant } from '../db/model.ts';
import { JOB_NAMES, type JobName, type JobResult, type JobRun } from '../db/store/job.ts';
import type { EventReader, Forgetting, Limit, RecordStore } from '../db/store.ts';
import { HOP_LIFE } from './intake/hop.ts';
import type { Log } from './lib/log.ts';
import { forgetOld } from './retention/retention.ts';
import { watchSilence } from './silence/watch.ts';

const MINUTE = 60_000;

/** Between two looks at what is due. */
const LOOK = 30_000;

/** What jobs work with. */
export interface JobDeps {
  events: Pick<EventReader, 'tagViews' | 'forget'>;
  records: RecordStore;
  forgetting: (limits: Limit[]) => Forgetting;
  /** Lets what arrives have its turn between two steps of a long job. */
  pause: () => Promise<void>;
  /** Told that something about these accounts is new. */
  onChange: (accountIds: number[]) => void;
}

export interface Job {
  /** Milliseconds between two starts. */
  period: number;
  /**
   * `steadySince`: since when it ran without a pause; what happened before may have been missed. `stopped`: whether the
   * program ends; null says that something was left undone for it.
   */
  run(
    deps: JobDeps,
    at: { now: Instant; steadySince: Instant; stopped: () => boolean },
  ): Promise<JobResult | null>;
}

/** The scheduled jobs. Each can be run again at any time: it looks at what is there and does what is left to do. */
export const JOBS: Record<JobName, Job> = {
  silence: { period: 15 * MINUTE, run: watchSilence },
  'forget-hops': {
    period: 10 * MINUTE,
    run: async ({ records }, { now }) => ({ hops: await records.forgetHops(now - HOP_LIFE) }),
  },
  retention: {
    period: 24 * 60 * MINUTE,
    run: async (deps, at) => {
      const forgotten = await forgetOld(deps, at);
      return forgotten && { ...forgotten };
    },
  },
};

/** A job and its latest run. */
export interface JobState {
  name: JobName;
  period: number;
  startedAt: Instant | null;
  endedAt: Instant | null;
  error: string | null;
  result: JobResult | null;
  running: boolean;
}

/** The jobs of a running Tagline. */
export interface Jobs {
  list(): Promise<JobState[]>;
  /** Runs a job now, or waits for the run that is under way; null where there is no such job. */
  run(name: string): Promise<JobState | null>;
  /** Runs what is due. */
  tick(): Promise<void>;
  /** Looks from now on again and again for what is due, the first time at once. */
  start(): void;
  /** Starts nothing more, and waits for what is under way. */
  close(): Promise<void>;
}

interface Options extends JobDeps {
  now: () => number;
  log: Log;
  jobs?: Record<JobName, Job>;
}

/** Whether a job should run: it never did, did not come to its end, or its period has passed. */
function isDue({ period }: Job, last: JobRun | undefined, now: Instant): boolean {
  if (!last || (last.endedAt ?? 0) < last.startedAt) return true;
  // A start in the future is one by a clock that was set back since.
  return now >= last.startedAt + period || now < last.startedAt;
}

/**
 * Steady as long as no start came later than a whole period after it was due. Before the very first one there was no
 * Tagline to hear anything: hits of that time are an import's.
 */
function steadyAt({ period }: Job, last: JobRun | undefined, now: Instant): Instant {
  return last && now - last.startedAt <= 2 * period ? last.steadySince : now;
}

/** The runner: never two runs of one job at once; when each ran stands in the database, so a restart goes on. */
export function createJobs({ now, log, jobs = JOBS, ...deps }: Options): Jobs {
  const { records } = deps;
  const underWay = new Map<JobName, Promise<void>>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let looking: Promise<void> | undefined;
  let closed = false;

  async function lastRun(name: JobName): Promise<JobRun | undefined> {
    return (await records.jobRuns()).find((run) => run.name === name);
  }

  async function perform(name: JobName): Promise<void> {
    const job = jobs[name];
    const at = now();
    const steadySince = steadyAt(job, await lastRun(name), at);
    await records.startJob(name, at, steadySince);
    let error: string | null = null;
    let result: JobResult | null = null;
    try {
      result = await job.run(deps, { now: at, steadySince, stopped: () => closed });
      // Not at its end: it is due again with the next start.
      if (result === null) return;
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown);
      log('error', 'job.failed', { job: name, error });
    }
    await records.endJob(name, now(), { error, result });
  }

  function runOnce(name: JobName): Promise<void> {
    const known = underWay.get(name);
    if (known || closed) return known ?? Promise.resolve();
    const run = perform(name).finally(() => underWay.delete(name));
    underWay.set(name, run);
    return run;
  }

  async function list(): Promise<JobState[]> {
    const runs = await records.jobRuns();
    return JOB_NAMES.map((name) => {
      const run = runs.find((one) => one.name === name);
      return {
        name,
        period: jobs[name].period,
        startedAt: run?.startedAt ?? null,
        endedAt: run?.endedAt ?? null,
        error: run?.error ?? null,
        result: run?.result ?? null,
        running: underWay.has(name),
      };
    });
  }

  /** One after the other; one that cannot even be written down leaves the others their turn. */
  async function tick(): Promise<void> {
    for (const name of JOB_NAMES) {
      try {
        if (isDue(jobs[name], await lastRun(name), now())) await runOnce(name);
      } catch (thrown) {
        log('error', 'job.not_recorded', { job: name, error: String(thrown) });
      }
    }
  }

  function look(): void {
    if (closed) return;
    looking ??= tick().finally(() => {
      looking = undefined;
    });
  }

  return {
    list,
    async run(name) {
      const known = JOB_NAMES.find((one) => one === name);
      if (!known) return null;
      await runOnce(known);
      return (await list()).find((job) => job.name === known) ?? null;
    },
    tick,
    start() {
      timer ??= setInterval(look, LOOK);
      look();
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      await Promise.allSettled(underWay.values());
    },
  };
}
