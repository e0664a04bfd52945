const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** An instant as the clock on the wall of a time zone, `2026-11-22T14:05`: the value of a datetime-local field. */
export function wallTime(instant: number, timeZone: string): string {
  const part = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(instant)
      .map((p) => [p.type, p.value]),
  );
  return `${part.year?.padStart(4, '0')}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

/** The local date of an instant, `2026-11-22`. */
export function wallDate(instant: number, timeZone: string): string {
  return wallTime(instant, timeZone).slice(0, 10);
}

/**
 * The instant at which that wall shows this time; null where the text is no time. Of two (the hour that a clock
 * repeats in autumn) the first; for none (the hour it skips in spring) as many minutes after the jump.
 */
export function instantOf(wall: string, timeZone: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)) return null;
  const asUtc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsetAt = (instant: number) => Date.parse(`${wallTime(instant, timeZone)}:00Z`) - instant;
  const before = asUtc - offsetAt(asUtc - 86_400_000);
  const after = asUtc - offsetAt(asUtc + 86_400_000);
  if (wallTime(before, timeZone) === wall) return before;
  if (wallTime(after, timeZone) === wall) return after;
  return before;
}
