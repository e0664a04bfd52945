/** How far something has come. */
export interface Reached {
  bytes: number;
  lines: number;
}

const WIDTH = 24;
/** Milliseconds between two looks at a terminal, and between two lines of a log. */
const DRAWN = 200;
const SAID = 10_000;

const count = (value: number) => Math.round(value).toLocaleString('en');
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** One line that says how far it is; with a bar where the end is known. `began` is where this run began. */
export function progressLine(reached: Reached, began: Reached, total: number | null, ms: number): string {
  const seconds = Math.max(ms, 1) / 1000;
  const rate = `${count((reached.lines - began.lines) / seconds)} lines/s`;
  if (total === null || total === 0) {
    return `${megabytes(reached.bytes)}  ${count(reached.lines)} lines  ${rate}`;
  }
  const part = Math.min(1, reached.bytes / total);
  const done = Math.round(part * WIDTH);
  const bar = `[${'#'.repeat(done)}${'-'.repeat(WIDTH - done)}]`;
  const speed = (reached.bytes - began.bytes) / seconds;
  const left = speed > 0 ? `${clock((total - reached.bytes) / speed)} left` : '';
  const share = `${String(Math.floor(part * 100)).padStart(3)}%`;
  return `${bar} ${share}  ${megabytes(reached.bytes)} of ${megabytes(total)}  ${rate}  ${left}`.trimEnd();
}

/** Where progress is shown. */
export interface Screen {
  write(text: string): void;
  isTty: boolean;
}

/** Shows progress on one line of a terminal, or as a line now and then where there is none. */
export function createProgress(
  screen: Screen,
  options: { began: Reached; total: number | null; now: () => number },
) {
  const { began, total, now } = options;
  const start = now();
  let shown = screen.isTty ? Number.NEGATIVE_INFINITY : start;
  const wipe = screen.isTty ? '\r\x1b[K' : '';
  return {
    at(reached: Reached): void {
      const time = now();
      if (time - shown < (screen.isTty ? DRAWN : SAID)) return;
      shown = time;
      const line = progressLine(reached, began, total, time - start);
      screen.write(screen.isTty ? wipe + line : `${line}\n`);
    },
    /** Says a line of its own, above the bar. */
    say(line: string): void {
      screen.write(`${wipe}${line}\n`);
      if (screen.isTty) shown = Number.NEGATIVE_INFINITY;
    },
    /** Takes the bar away; gives how long it took. */
    end(): number {
      screen.write(wipe);
      return now() - start;
    },
  };
}
