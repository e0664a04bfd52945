/** One JSON line an event. Give it ids, codes and counts; never tokens, user ids, addresses or query strings. */
export type Log = (level: 'info' | 'warn' | 'error', event: string, detail?: Record<string, unknown>) => void;

/** A log that writes lines to `write`, for instance `process.stderr.write`. */
export function createLog(write: (line: string) => void, now: () => number): Log {
  return (level, event, detail = {}) => {
    const text = JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...detail });
    // JSON leaves these two as they are; some log readers take them for line ends.
    write(`${text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`);
  };
}
