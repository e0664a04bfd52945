/** A clock that stands still until a test moves it. */
export function createClock(at = Date.UTC(2026, 10, 20, 3, 0, 0)) {
  let time = at;
  return {
    now: () => time,
    move: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

/** Ids 1, 2, 3 ... as 32 hex digits. */
export function createIds() {
  let last = 0;
  return () => (++last).toString(16).padStart(32, '0');
}
