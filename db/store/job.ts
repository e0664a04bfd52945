import type { Instant } from '../model.ts';

/** Jobs that run by themselves; each stands in the README. */
export const JOB_NAMES = ['silence', 'forget-hops', 'retention'] as const;
export type JobName = (typeof JOB_NAMES)[number];

/** What a run did: how many of what. */
export type JobResult = Record<string, number>;

/** The latest run of a job. */
export interface JobRun {
  name: JobName;
  startedAt: Instant;
  /** When the last run that came to an end did so. */
  endedAt: Instant | null;
  /** What went wrong in that run. */
  error: string | null;
  /** What that run did; null where it has nothing to tell. */
  result: JobResult | null;
  /** Since when it has run without a pause, so far as is known: before it, Tagline may have been down. */
  steadySince: Instant;
}

/** A time in which the tag of an account said nothing although it should have. */
export interface Silence {
  id: number;
  accountId: number;
  /** The last page view before it, else the start of the hours that were judged. */
  since: Instant;
  noticedAt: Instant;
  /** Page views that were to be expected in `hours` hours. */
  expected: number;
  hours: number;
  /** Null while it goes on. */
  endedAt: Instant | null;
}
export type NewSilence = Omit<Silence, 'id' | 'endedAt'>;

/** Page views by the tag. */
export interface TagViews {
  /** One for each period asked for, in order. */
  counts: number[];
  firstAt: Instant | null;
  lastAt: Instant | null;
}
