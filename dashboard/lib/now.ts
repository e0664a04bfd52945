/** The clock. The one place of the dashboard that reads it, so that all else can be tested without waiting. */
export function now(): number {
  return Date.now();
}
