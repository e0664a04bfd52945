import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, wallDate, wallTime } from '../../dashboard/lib/zoned-time.ts';

const MINUTE = 60_000;
const ZONES = [
  'Asia/Tokyo',
  'Asia/Bangkok',
  'Asia/Kathmandu',
  'America/New_York',
  'Australia/Lord_Howe',
  'UTC',
];

describe('wallTime and instantOf', () => {
  it('lead back to the same time on the wall', () => {
    const minutes = fc.integer({ min: Date.UTC(2000, 0, 2) / MINUTE, max: Date.UTC(2099, 11, 30) / MINUTE });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
        const wall = wallTime(minute * MINUTE, zone);
        const back = instantOf(wall, zone);
        expect(back === null ? null : wallTime(back, zone)).toBe(wall);
      }),
      { numRuns: 400 },
    );
  });

  it('lead back to the same instant where a clock never changes', () => {
    expect(wallTime(Date.UTC(2026, 10, 22, 15, 30), 'Asia/Tokyo')).toBe('2026-11-23T00:30');
    expect(instantOf('2026-11-23T00:30', 'Asia/Tokyo')).toBe(Date.UTC(2026, 10, 22, 15, 30));
  });

  it('take the first of the hour that a clock repeats', () => {
    expect(instantOf('2026-11-01T01:30', 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 5, 30));
  });

  it('go past the hour that a clock skips', () => {
    const at = instantOf('2026-03-08T02:30', 'America/New_York');
    expect(at).toBe(Date.UTC(2026, 2, 8, 7, 30));
    expect(at === null ? '' : wallTime(at, 'America/New_York')).toBe('2026-03-08T03:30');
  });

  it.each(['', '2026-11-22', '2026-11-22 10:00', '2026-13-01T00:00', 'x'])('%s is no time', (text) => {
    expect(instantOf(text, 'UTC')).toBeNull();
  });

  it('knows the local day', () => {
    expect(wallDate(Date.UTC(2026, 11, 31, 17), 'Asia/Bangkok')).toBe('2027-01-01');
  });
});
