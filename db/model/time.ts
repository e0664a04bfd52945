export type Instant = number;

/** A half-open span of time, `from <= t < to`. */
export interface Period {
  from: Instant;
  to: Instant;
}

export const DAY = 86_400_000;
